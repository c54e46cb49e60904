import { auctionHouseCreateLotAbi, auctionHouseLotCreatedEventAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { Address, EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'
import { type AuctionTerms, toTerms } from './terms.js'

export declare namespace createLot {
  /** What to put up, and on which terms. */
  type Args = AuctionTerms & {
    /** The series, as `SeriesCreated` named it. */
    readonly seriesId: number
    /** Units of hashpower, 1 GH/s or 1 GiB each. */
    readonly units: bigint
    /** The token that the series is sold for. */
    readonly payToken: Address
  }
  /** The id of the lot, and its terms. */
  type Event = EventOf<typeof auctionHouseLotCreatedEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof auctionHouseCreateLotAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<
    | 'AuctionsPaused'
    | 'NotAllowed'
    | 'OutOfBounds'
    | 'PayTokenNotListed'
    | 'SeriesIsClosed'
    | 'SoldOut'
    | 'UnknownSeries'
    | 'ZeroAmount'
  >
}

/**
 * Puts up units of a series that are not minted yet. Only the operator of its miner.
 *
 * Writes the lot. The winner receives a new NFT that earns from the day after settlement, and all of the price waits in
 * escrow like that of any purchase. Allow-list and wallet cap of the fixed-price sale do not bind a lot.
 *
 * @throws DmexError `NotAllowed` when the caller does not operate the miner
 * @throws DmexError `UnknownSeries` when there is no such series
 * @throws DmexError `SeriesIsClosed` when its sale ended for good
 * @throws DmexError `SoldOut` when fewer units are left, or free of what bidders of other lots wait for
 * @throws DmexError `PayTokenNotListed` when the series is sold for another token
 * @throws DmexError `ZeroAmount` when `units` is 0
 * @throws DmexError `OutOfBounds` when a price is 0, `step` or `endPrice` is above the start price, `buyNow` below it, or a time lies outside an hour to 30 days
 * @throws DmexError `AuctionsPaused` while the guardian stopped new auctions
 *
 * @example
 * ```ts
 * import { type Address, type DmexClient, hashpower } from '@dmex/sdk'
 * import { createLot } from '@dmex/sdk/auction'
 *
 * export const auctionMachine = (miner: DmexClient, seriesId: number, payToken: Address) =>
 *   createLot(miner, {
 *     seriesId,
 *     units: hashpower('88.5 TH'),
 *     payToken,
 *     kind: 'dutch',
 *     startPrice: 10_000_000_000n,
 *     endPrice: 6_000_000_000n,
 *     durationSeconds: 86_400,
 *   })
 * ```
 */
export const createLot: WriteAction<createLot.Args, createLot.Event, createLot.Result> = /*#__PURE__*/ defineWrite({
  name: 'auction.createLot',
  contract: 'auctionHouse',
  abi: auctionHouseCreateLotAbi,
  args: (args) => [args.seriesId, args.units, toTerms(args, args.payToken)],
  event: auctionHouseLotCreatedEventAbi,
})
