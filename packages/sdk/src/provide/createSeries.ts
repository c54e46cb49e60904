import { hashpowerSeriesCreatedEventAbi, primarySaleCreateSeriesAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { EventOf, Hex, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'
import { type SaleTerms, toSaleTerms } from './saleTerms.js'

export declare namespace createSeries {
  /** What to sell, and how. */
  type Args = {
    /** The fleet, as `FleetCreated` named it. */
    readonly fleetId: number
    /** Units of hashpower that may be sold, 1 GH/s or 1 GiB each. */
    readonly cap: bigint
    /** Days that each NFT of the series earns, 1 to 3650. */
    readonly termDays: number
    /** How it is sold. */
    readonly sale: SaleTerms
    /** Royalty on resales (ERC-2981) in basis points, at most 1000; none, when left out. */
    readonly royaltyBps?: number | undefined
    /** keccak-256 of the disclosure document. */
    readonly documentHash: Hex
    /** Where the document is. */
    readonly uri: string
  }
  /** Id of the series. */
  type Event = EventOf<typeof hashpowerSeriesCreatedEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof primarySaleCreateSeriesAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<
    | 'BondTooLow'
    | 'FleetTerminated'
    | 'MinerNotActive'
    | 'NotAllowed'
    | 'OutOfBounds'
    | 'SaleNotOpen'
    | 'UnknownFleet'
    | 'ZeroAmount'
  >
}

/**
 * Puts a series of a fleet on sale.
 *
 * Writes the series and its sale, and sets its whole cap against the miner's bond.
 *
 * @throws DmexError `NotAllowed` when the caller is not the miner's operator
 * @throws DmexError `BondTooLow` when the miner's bond does not cover the cap
 * @throws DmexError `MinerNotActive` when the miner is suspended
 * @throws DmexError `UnknownFleet` when there is no such fleet
 * @throws DmexError `FleetTerminated` when the fleet was ended
 * @throws DmexError `ZeroAmount` when the price or the cap is 0
 * @throws DmexError `OutOfBounds` when `endPrice` is above `price`, the term is not 1 to 3650 days, or the royalty
 * above 1000 basis points
 * @throws DmexError `SaleNotOpen` when the sale would close before it opens, or a falling price has no end
 *
 * @example
 * ```ts
 * import { type DmexClient, hashpower } from '@dmex/sdk'
 * import { createSeries } from '@dmex/sdk/provide'
 *
 * export async function offer(client: DmexClient, fleetId: number) {
 *   const { event } = await createSeries(client, {
 *     fleetId,
 *     cap: hashpower('88.5 TH'),
 *     termDays: 1_080,
 *     sale: { price: 106_000n }, // 0.106 USDT per GH/s: 106 USDT per TH/s
 *     documentHash: '0x8a5edab282632443219e051e4ade2d1d5bbc671c781051bf1437897cbdfea0f1',
 *     uri: 'ipfs://bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi',
 *   })
 *   return event.seriesId
 * }
 * ```
 */
export const createSeries: WriteAction<createSeries.Args, createSeries.Event, createSeries.Result> =
  /*#__PURE__*/ defineWrite({
    name: 'provide.createSeries',
    contract: 'primarySale',
    abi: primarySaleCreateSeriesAbi,
    args: ({ fleetId, cap, termDays, sale, royaltyBps = 0, documentHash, uri }) => [
      { fleetId, cap, termDays, royaltyBps, documentHash, uri },
      toSaleTerms(sale),
    ],
    event: hashpowerSeriesCreatedEventAbi,
    emitter: 'hashpower',
  })
