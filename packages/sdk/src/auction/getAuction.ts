import { auctionLensAuctionsAbi } from '@dmex/contracts-abi'
import { defineRead, type ReadAction } from '../core/defineRead.js'
import { first } from '../core/pages.js'
import type { TakenAt } from '../core/views.js'
import type { ErrorCodes } from '../errors/DmexError.js'
import { type Auction, toAuction } from './auction.js'

export declare namespace getAuction {
  /** Which auction. */
  type Args = {
    /** The auction, as `AuctionCreated` or `LotCreated` named it. */
    readonly auctionId: bigint
  }
  /** The auction, and the block that it is of. */
  type Result = Auction & { readonly at: TakenAt }
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'UnknownAuction'>
}

/**
 * Reads an auction with all that its card shows: the hashpower, the bid, the next one or the price now, and why a bid would fail.
 *
 * One `eth_call`.
 *
 * @throws DmexError `UnknownAuction` when there is no such auction
 *
 * @example
 * ```ts
 * import type { DmexClient } from '@dmex/sdk'
 * import { getAuction } from '@dmex/sdk/auction'
 *
 * export async function headline(client: DmexClient, auctionId: bigint) {
 *   const { stage, bid, pay, secondsLeft } = await getAuction(client, { auctionId })
 *   return `${stage}: ${bid ?? 'no bid'} ${pay.symbol}, ${secondsLeft} s left`
 * }
 * ```
 */
export const getAuction: ReadAction<getAuction.Args, getAuction.Result> = /*#__PURE__*/ defineRead({
  name: 'auction.getAuction',
  contract: 'auctionLens',
  abi: auctionLensAuctionsAbi,
  args: ({ auctionId }: getAuction.Args) => [[auctionId]],
  result: async ({ items, at }) => ({ ...(await toAuction(first(items), at)), at }),
})
