import {
  auctionHouseAuctionOfAbi,
  auctionHouseAuctionSettledEventAbi,
  auctionHouseBuyNowAbi,
} from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace buyNow {
  /** What to buy, and for how much at most. */
  type Args = {
    /** The auction, as `AuctionCreated` or `LotCreated` named it. */
    readonly auctionId: bigint
    /** Highest price that is accepted, base units of the payment token. */
    readonly maxPrice: bigint
  }
  /** Who won what, for how much. */
  type Event = EventOf<typeof auctionHouseAuctionSettledEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof auctionHouseBuyNowAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<
    | 'AllowanceTooLow'
    | 'AuctionNotOpen'
    | 'AuctionStale'
    | 'AuctionsPaused'
    | 'HashpowerOver'
    | 'LotNotDeliverable'
    | 'MoreGasNeeded'
    | 'NoBuyNow'
    | 'PaymentShort'
    | 'PriceTooHigh'
    | 'SeriesIsClosed'
    | 'SoldOut'
    | 'UnknownAuction'
    | 'WrongAuctionKind'
  >
}

/**
 * Buys an English auction at its buy-now price: NFT and money change hands at once.
 *
 * Writes the sale and pays the highest bidder, if there is one, back. It is open until the least next bid passes that
 * price. The plan has the approval of the payment token, if it is missing. The simulation returns the id of the NFT.
 *
 * @throws DmexError `NoBuyNow` when the auction has no such price, or bids have passed it
 * @throws DmexError `PriceTooHigh` when the price is above `maxPrice`
 * @throws DmexError `AuctionNotOpen` before it begins and when it is over
 * @throws DmexError `WrongAuctionKind` when its price falls; use `takeDutch`
 * @throws DmexError `AuctionStale` when the NFT changed since the auction was created, or the miner of a lot has another operator
 * @throws DmexError `HashpowerOver` when the fleet was terminated
 * @throws DmexError `LotNotDeliverable` while the miner of a lot can't deliver
 * @throws DmexError `SoldOut` when the units of a lot are sold, or promised to another lot's bidder
 * @throws DmexError `AuctionsPaused` while the guardian stopped bids
 * @throws DmexError `InsufficientAllowance` when the auction house may not take the price; execute the plan instead
 * @throws DmexError `InsufficientBalance` when the buyer has less
 * @throws DmexError `UnknownAuction` when there is no such auction
 *
 * @example
 * ```ts
 * import { type DmexClient, execute } from '@dmex/sdk'
 * import { buyNow, getAuction } from '@dmex/sdk/auction'
 *
 * export async function takeIt(client: DmexClient, auctionId: bigint) {
 *   const { buyNowPrice, canBuyNow } = await getAuction(client, { auctionId })
 *   if (buyNowPrice === undefined || !canBuyNow) throw new Error('Place a bid instead.')
 *   return execute(client, await buyNow.plan(client, { auctionId, maxPrice: buyNowPrice }))
 * }
 * ```
 */
export const buyNow: WriteAction<buyNow.Args, buyNow.Event, buyNow.Result> = /*#__PURE__*/ defineWrite({
  name: 'auction.buyNow',
  contract: 'auctionHouse',
  abi: auctionHouseBuyNowAbi,
  args: ({ auctionId, maxPrice }) => [auctionId, maxPrice],
  requires: async ({ auctionId }, { read }) => {
    const { payToken, endPrice } = await read('auctionHouse', auctionHouseAuctionOfAbi, [auctionId])
    return [{ kind: 'erc20', token: payToken, amount: endPrice }]
  },
  event: auctionHouseAuctionSettledEventAbi,
})
