import {
  auctionHouseAuctionCreatedEventAbi,
  auctionHouseCreateAuctionAbi,
  auctionHouseMulticallAbi,
  auctionHousePermitPowerAbi,
} from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { EventOf, Hex, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'
import { encodeFunctionData } from '../internal/viem.js'
import type { createAuction } from './createAuction.js'
import { toTerms } from './terms.js'

export declare namespace createAuctionWithPermit {
  /** What to put up, and the signature that lets the auction house lock it. */
  type Args = createAuction.Args & {
    /** Unix seconds after which the signature is void. */
    readonly deadline: bigint
    /** The owner's signature of `hashpowerPermitTypedData` with the auction house as spender. */
    readonly signature: Hex
  }
  /** The id of the auction, and its terms. */
  type Event = EventOf<typeof auctionHouseAuctionCreatedEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof auctionHouseMulticallAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'BadSignature' | 'HashpowerOver' | 'IsLocked' | 'NotAllowed' | 'OutOfBounds'>
}

/**
 * Puts up a hashpower NFT with a signature in place of an approval: one transaction in all.
 *
 * Writes as `createAuction` does. Sign what `hashpowerPermitTypedData` of `@dmex/sdk/mint` returns, with the auction house as spender.
 *
 * @throws DmexError `BadSignature` when the signature is not the owner's for this NFT and its present state
 * @throws DmexError `NotAllowed` when the caller does not own the NFT
 * @throws DmexError `IsLocked` while a contract holds the NFT
 * @throws DmexError `HashpowerOver` when the NFT stops earning before the auction may have ended
 * @throws DmexError `OutOfBounds` when a price or a time lies outside its bounds
 *
 * @example
 * ```ts
 * import type { DmexClient } from '@dmex/sdk'
 * import { createAuctionWithPermit } from '@dmex/sdk/auction'
 *
 * export const putUp = (client: DmexClient, args: createAuctionWithPermit.Args) => createAuctionWithPermit(client, args)
 * ```
 */
export const createAuctionWithPermit: WriteAction<
  createAuctionWithPermit.Args,
  createAuctionWithPermit.Event,
  createAuctionWithPermit.Result
> = /*#__PURE__*/ defineWrite({
  name: 'auction.createAuctionWithPermit',
  contract: 'auctionHouse',
  abi: auctionHouseMulticallAbi,
  args: (args) => [
    [
      encodeFunctionData({ abi: [auctionHousePermitPowerAbi], args: [args.powerId, args.deadline, args.signature] }),
      encodeFunctionData({
        abi: [auctionHouseCreateAuctionAbi],
        args: [args.powerId, toTerms(args, args.payToken)],
      }),
    ],
  ],
  event: auctionHouseAuctionCreatedEventAbi,
})
