import { auctionHouseAuctionOfAbi, auctionHouseBidPlacedEventAbi, auctionHousePlaceBidAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { EventOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace placeBid {
  /** What to bid on, and how much. */
  type Args = {
    /** The auction, as `AuctionCreated` or `LotCreated` named it. */
    readonly auctionId: bigint
    /** The whole bid, base units of the payment token; at least `minNextBid` of the auction. */
    readonly amount: bigint
  }
  /** The bid, and when the auction ends unless it is outbid. */
  type Event = EventOf<typeof auctionHouseBidPlacedEventAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<
    | 'AllowanceTooLow'
    | 'AuctionNotOpen'
    | 'AuctionStale'
    | 'AuctionsPaused'
    | 'BidTooLow'
    | 'HashpowerOver'
    | 'LockNotApproved'
    | 'LotNotDeliverable'
    | 'MoreGasNeeded'
    | 'PaymentShort'
    | 'SeriesIsClosed'
    | 'SoldOut'
    | 'UnknownAuction'
    | 'WrongAuctionKind'
  >
}

/**
 * Bids on an English auction. The bidder before has the money back in the same transaction.
 *
 * Writes the bid; the money waits in the auction house. The first bid locks the NFT in its owner's wallet. In the last
 * 15 minutes a bid moves the end to 15 minutes from now, by 24 hours at most in all. If the auction can not be
 * fulfilled, `settle` pays the bidder back. The plan has the approval of the payment token, if it is missing.
 *
 * @throws DmexError `BidTooLow` when it is less than `minNextBid`
 * @throws DmexError `AuctionNotOpen` before it begins and when its time is over
 * @throws DmexError `WrongAuctionKind` when its price falls; use `takeDutch`
 * @throws DmexError `AuctionStale` when the NFT changed since the auction was created, or the miner of a lot has another operator
 * @throws DmexError `LockNotApproved` when the seller took the approval back
 * @throws DmexError `HashpowerOver` when the fleet was terminated
 * @throws DmexError `LotNotDeliverable` while the miner of a lot is suspended, missed its latest day, or its ledger is late
 * @throws DmexError `SeriesIsClosed` when the sale of a lot's series ended
 * @throws DmexError `SoldOut` when the units of a lot are sold, or promised to another lot's bidder
 * @throws DmexError `PaymentShort` when the token takes a fee of transfers
 * @throws DmexError `AuctionsPaused` while the guardian stopped bids; the auction ends later by as long
 * @throws DmexError `InsufficientAllowance` when the auction house may not take the bid; execute the plan instead
 * @throws DmexError `InsufficientBalance` when the bidder has less
 * @throws DmexError `MoreGasNeeded` when the gas limit leaves too little to pay the bidder before back
 * @throws DmexError `UnknownAuction` when there is no such auction
 *
 * @example
 * ```ts
 * import { type DmexClient, execute } from '@dmex/sdk'
 * import { getAuction, placeBid } from '@dmex/sdk/auction'
 *
 * export async function outbid(client: DmexClient, auctionId: bigint) {
 *   const { minNextBid } = await getAuction(client, { auctionId })
 *   if (minNextBid === undefined) throw new Error('Its price falls: take it instead.')
 *   return execute(client, await placeBid.plan(client, { auctionId, amount: minNextBid }))
 * }
 * ```
 */
export const placeBid: WriteAction<placeBid.Args, placeBid.Event> = /*#__PURE__*/ defineWrite({
  name: 'auction.placeBid',
  contract: 'auctionHouse',
  abi: auctionHousePlaceBidAbi,
  args: ({ auctionId, amount }) => [auctionId, amount],
  requires: async ({ auctionId, amount }, { read }) => {
    const { payToken } = await read('auctionHouse', auctionHouseAuctionOfAbi, [auctionId])
    return [{ kind: 'erc20', token: payToken, amount }]
  },
  event: auctionHouseBidPlacedEventAbi,
})
