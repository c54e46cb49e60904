import { auctionHouseAuctionCancelledEventAbi, auctionHouseCancelAuctionAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { EventOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace cancelAuction {
  /** Which auction. */
  type Args = {
    /** The auction, as `AuctionCreated` or `LotCreated` named it. */
    readonly auctionId: bigint
  }
  /** The auction. */
  type Event = EventOf<typeof auctionHouseAuctionCancelledEventAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'AuctionHasBids' | 'AuctionNotOpen' | 'NotAllowed' | 'UnknownAuction'>
}

/**
 * Withdraws an auction that nobody has bid on. Only its seller.
 *
 * Writes the end of the auction. After the first bid nobody can cancel it any more. It works while auctions are paused.
 *
 * @throws DmexError `AuctionHasBids` when somebody bid
 * @throws DmexError `NotAllowed` when the caller is not the seller
 * @throws DmexError `AuctionNotOpen` when it was settled or cancelled
 * @throws DmexError `UnknownAuction` when there is no such auction
 *
 * @example
 * ```ts
 * import type { DmexClient } from '@dmex/sdk'
 * import { cancelAuction } from '@dmex/sdk/auction'
 *
 * export const withdraw = (client: DmexClient, auctionId: bigint) => cancelAuction(client, { auctionId })
 * ```
 */
export const cancelAuction: WriteAction<cancelAuction.Args, cancelAuction.Event> = /*#__PURE__*/ defineWrite({
  name: 'auction.cancelAuction',
  contract: 'auctionHouse',
  abi: auctionHouseCancelAuctionAbi,
  args: ({ auctionId }) => [auctionId],
  event: auctionHouseAuctionCancelledEventAbi,
})
