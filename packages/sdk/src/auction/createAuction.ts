import { auctionHouseAuctionCreatedEventAbi, auctionHouseCreateAuctionAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { Address, EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'
import { type AuctionTerms, toTerms } from './terms.js'

export declare namespace createAuction {
  /** What to put up, and on which terms. */
  type Args = AuctionTerms & {
    /** The hashpower NFT. */
    readonly powerId: bigint
    /** Token to be paid in, one that governance listed. */
    readonly payToken: Address
  }
  /** The id of the auction, and its terms. */
  type Event = EventOf<typeof auctionHouseAuctionCreatedEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof auctionHouseCreateAuctionAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<
    | 'AuctionsPaused'
    | 'HashpowerOver'
    | 'IsLocked'
    | 'LockNotApproved'
    | 'LockerNotAllowed'
    | 'NotAllowed'
    | 'OutOfBounds'
    | 'PayTokenNotListed'
  >
}

/**
 * Puts up a hashpower NFT of the caller, to the highest bidder or at a falling price.
 *
 * Writes the auction and nothing else: the NFT stays free in its wallet until the first bid locks it there, and goes on
 * earning for its owner until the auction is settled. A change of the NFT before the first bid, such as a transfer or a
 * split, ends the auction. The plan has the approval of the NFT for the auction house, if it is missing.
 *
 * @throws DmexError `NotAllowed` when the caller does not own the NFT
 * @throws DmexError `ApprovalMissing` when the auction house may not lock the NFT; execute the plan instead
 * @throws DmexError `IsLocked` while a contract holds the NFT
 * @throws DmexError `HashpowerOver` when the NFT stops earning before the auction may have ended, 24 hours of late bids included
 * @throws DmexError `PayTokenNotListed` when governance has not listed the token
 * @throws DmexError `OutOfBounds` when a price is 0, `step` or `endPrice` is above the start price, `buyNow` below it, or a time lies outside an hour to 30 days
 * @throws DmexError `AuctionsPaused` while the guardian stopped new auctions
 * @throws DmexError `LockerNotAllowed` when the auction house was delisted
 *
 * @example
 * ```ts
 * import { type Address, type DmexClient, execute } from '@dmex/sdk'
 * import { createAuction } from '@dmex/sdk/auction'
 *
 * export async function sell(client: DmexClient, powerId: bigint, payToken: Address) {
 *   const terms = { kind: 'english', reserve: 5_000_000_000n, buyNow: 9_000_000_000n, durationSeconds: 3 * 86_400 } as const
 *   const { event } = await execute(client, await createAuction.plan(client, { powerId, payToken, ...terms }))
 *   return event?.auctionId
 * }
 * ```
 */
export const createAuction: WriteAction<createAuction.Args, createAuction.Event, createAuction.Result> =
  /*#__PURE__*/ defineWrite({
    name: 'auction.createAuction',
    contract: 'auctionHouse',
    abi: auctionHouseCreateAuctionAbi,
    args: (args) => [args.powerId, toTerms(args, args.payToken)],
    requires: ({ powerId }, { address }) => [{ kind: 'nft', collection: address('hashpower'), id: powerId }],
    event: auctionHouseAuctionCreatedEventAbi,
  })
