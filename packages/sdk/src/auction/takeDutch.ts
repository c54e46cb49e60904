import {
  auctionHouseAuctionOfAbi,
  auctionHouseAuctionSettledEventAbi,
  auctionHouseDutchPriceAbi,
  auctionHouseTakeDutchAbi,
} from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace takeDutch {
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
  type Result = ResultOf<typeof auctionHouseTakeDutchAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<
    | 'AllowanceTooLow'
    | 'AuctionNotOpen'
    | 'AuctionStale'
    | 'AuctionsPaused'
    | 'HashpowerOver'
    | 'LotNotDeliverable'
    | 'MoreGasNeeded'
    | 'PaymentShort'
    | 'PriceTooHigh'
    | 'SeriesIsClosed'
    | 'SoldOut'
    | 'UnknownAuction'
    | 'WrongAuctionKind'
  >
}

/**
 * Buys a Dutch auction at its present price: NFT and money change hands at once.
 *
 * Writes the sale. What is paid is the price of the block, which only falls. The plan has the approval of the payment
 * token, if it is missing. The simulation returns the id of the NFT.
 *
 * @throws DmexError `PriceTooHigh` when the price is above `maxPrice`
 * @throws DmexError `AuctionNotOpen` before it begins and when it is over
 * @throws DmexError `WrongAuctionKind` when it takes bids; use `placeBid` or `buyNow`
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
 * import { getAuction, takeDutch } from '@dmex/sdk/auction'
 *
 * export async function takeIt(client: DmexClient, auctionId: bigint) {
 *   const { dutchPrice } = await getAuction(client, { auctionId })
 *   if (dutchPrice === undefined) throw new Error('It takes bids.')
 *   return execute(client, await takeDutch.plan(client, { auctionId, maxPrice: dutchPrice }))
 * }
 * ```
 */
export const takeDutch: WriteAction<takeDutch.Args, takeDutch.Event, takeDutch.Result> = /*#__PURE__*/ defineWrite({
  name: 'auction.takeDutch',
  contract: 'auctionHouse',
  abi: auctionHouseTakeDutchAbi,
  args: ({ auctionId, maxPrice }) => [auctionId, maxPrice],
  requires: async ({ auctionId }, { read }) => {
    const { payToken } = await read('auctionHouse', auctionHouseAuctionOfAbi, [auctionId])
    return [
      { kind: 'erc20', token: payToken, amount: await read('auctionHouse', auctionHouseDutchPriceAbi, [auctionId]) },
    ]
  },
  event: auctionHouseAuctionSettledEventAbi,
})
