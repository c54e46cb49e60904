import { marketLensListingsPageAbi } from '@dmex/contracts-abi'
import { defineList, type ListAction } from '../core/defineList.js'
import { NOBODY } from '../core/nobody.js'
import { toPage } from '../core/pages.js'
import type { Address } from '../core/types.js'
import { type Listing, toListing } from './listing.js'

export declare namespace listListings {
  /** Which listings; all of them, when nothing is said. */
  type Args = {
    /** Of this owner. */
    readonly seller?: Address | undefined
    /** Hashpower of this series. */
    readonly seriesId?: number | undefined
    /** Priced in this token. */
    readonly payToken?: Address | undefined
    /** Leaves out what nobody can buy now: expired, changed, locked, terminated, or without the seller's approval. */
    readonly openOnly?: boolean | undefined
  }
}

/**
 * Lists hashpower NFTs on sale, by NFT.
 *
 * One `eth_call` a page, which looks at 2,000 NFTs at most, so that a page may be short or empty and have a next one. A page
 * holds 20 listings unless `limit` (at most 100) says otherwise.
 *
 * @throws DmexError `BadArrays` when `limit` is 0 or more than 100
 *
 * @example
 * ```ts
 * import { type DmexClient, hashpower } from '@dmex/sdk'
 * import { listListings, priceOfMeasure } from '@dmex/sdk/trade'
 *
 * export async function cheapest(client: DmexClient) {
 *   const prices: bigint[] = []
 *   for await (const listing of listListings.all(client, { openOnly: true }))
 *     prices.push(priceOfMeasure(listing, hashpower('1 TH')))
 *   return prices.sort((a, b) => Number(a - b))[0]
 * }
 * ```
 */
export const listListings: ListAction<listListings.Args, Listing> = /*#__PURE__*/ defineList({
  name: 'trade.listListings',
  contract: 'marketLens',
  abi: marketLensListingsPageAbi,
  args: ({ seller = NOBODY, seriesId = 0, payToken = NOBODY, openOnly = false, cursor = 0n, limit = 20 }) => [
    { seller, seriesId, payToken, openOnly },
    cursor,
    limit,
    2_000,
  ],
  result: (page) => toPage(page, (item) => toListing(item, page.at)),
})
