import { auctionHouseAuctionSettledEventAbi, auctionHouseSettleAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace settle {
  /** Which auction. */
  type Args = {
    /** The auction, as `AuctionCreated` or `LotCreated` named it. */
    readonly auctionId: bigint
  }
  /** Who won what, for how much; the zero address won when the bidder was paid back. */
  type Event = EventOf<typeof auctionHouseAuctionSettledEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof auctionHouseSettleAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<
    'AuctionNotOpen' | 'AuctionRunning' | 'LotNotDeliverable' | 'MoreGasNeeded' | 'UnknownAuction'
  >
}

/**
 * Ends an English auction with a bid: NFT and money change hands in one call. Anybody may call it.
 *
 * Writes the sale once the auction's time is over. If its fleet was terminated, its term is over, or a lot can not be
 * delivered any more, it pays the bidder back instead, at any time; the NFT is then its owner's again, with its refund.
 * `winner` of the event is the zero address in that case, and the simulation returns false.
 *
 * @throws DmexError `AuctionRunning` before its end, or when nobody bid
 * @throws DmexError `LotNotDeliverable` while the miner of a lot can not deliver, for three days at most; the winner can settle at once and is paid back
 * @throws DmexError `AuctionNotOpen` when it was settled or cancelled
 * @throws DmexError `MoreGasNeeded` when the gas limit leaves too little to pay everybody
 * @throws DmexError `UnknownAuction` when there is no such auction
 *
 * @example
 * ```ts
 * import type { DmexClient } from '@dmex/sdk'
 * import { getAuction, settle } from '@dmex/sdk/auction'
 *
 * export async function settleIfDue(client: DmexClient, auctionId: bigint) {
 *   const { settlement } = await getAuction(client, { auctionId })
 *   return settlement && (await settle(client, { auctionId })).event
 * }
 * ```
 */
export const settle: WriteAction<settle.Args, settle.Event, settle.Result> = /*#__PURE__*/ defineWrite({
  name: 'auction.settle',
  contract: 'auctionHouse',
  abi: auctionHouseSettleAbi,
  args: ({ auctionId }) => [auctionId],
  event: auctionHouseAuctionSettledEventAbi,
})
