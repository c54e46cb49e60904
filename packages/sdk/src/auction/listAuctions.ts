import { auctionLensListAuctionsAbi } from '@dmex/contracts-abi'
import { defineList, type ListAction } from '../core/defineList.js'
import { NOBODY } from '../core/nobody.js'
import { toPage } from '../core/pages.js'
import type { Address } from '../core/types.js'
import { type Auction, toAuction } from './auction.js'

export declare namespace listAuctions {
  /** Which auctions; all of them, when nothing is said. */
  type Args = {
    /** Whose. */
    readonly seller?: Address | undefined
    /** Where this account has the highest bid, or won. */
    readonly bidder?: Address | undefined
    /** Hashpower of this series. */
    readonly seriesId?: number | undefined
    /** Leaves out what was sold, cancelled or paid back, found no bid, or ended because its NFT changed. */
    readonly openOnly?: boolean | undefined
  }
}

/**
 * Lists auctions, newest first.
 *
 * One `eth_call` a page, which looks at 1,000 auctions at most, so that a page may be short or empty and have a next one. A page
 * holds 20 auctions unless `limit` (at most 50) says otherwise.
 *
 * @throws DmexError `BadArrays` when `limit` is 0 or more than 50
 *
 * @example
 * ```ts
 * import type { DmexClient } from '@dmex/sdk'
 * import { listAuctions } from '@dmex/sdk/auction'
 *
 * export async function endingSoon(client: DmexClient) {
 *   const { items } = await listAuctions(client, { openOnly: true })
 *   return items.filter(({ stage, secondsLeft }) => stage === 'running' && secondsLeft < 3_600n)
 * }
 * ```
 */
export const listAuctions: ListAction<listAuctions.Args, Auction> = /*#__PURE__*/ defineList({
  name: 'auction.listAuctions',
  contract: 'auctionLens',
  abi: auctionLensListAuctionsAbi,
  args: ({ seller = NOBODY, bidder = NOBODY, seriesId = 0, openOnly = false, cursor = 0n, limit = 20 }) => [
    { seller, bidder, seriesId, openOnly },
    cursor,
    limit,
    1_000,
  ],
  result: (page) => toPage(page, (item) => toAuction(item, page.at)),
})
