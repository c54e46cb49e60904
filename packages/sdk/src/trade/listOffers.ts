import { marketLensOffersPageAbi } from '@dmex/contracts-abi'
import { defineList, type ListAction } from '../core/defineList.js'
import { NOBODY } from '../core/nobody.js'
import { toPage } from '../core/pages.js'
import type { Address } from '../core/types.js'
import { type Offer, toOffer } from './offer.js'

export declare namespace listOffers {
  /** Which offers; all that are not filled or cancelled, when nothing is said. */
  type Args = {
    /** Of this account. */
    readonly bidder?: Address | undefined
    /** For this series, and for its NFTs. */
    readonly seriesId?: number | undefined
    /** For this NFT, and for any of its series. */
    readonly id?: bigint | undefined
    /** Leaves out those that nobody can sell into now. */
    readonly openOnly?: boolean | undefined
  }
}

/**
 * Lists offers, newest first.
 *
 * One `eth_call` a page, which looks at 1,000 offers at most, so that a page may be short or empty and have a next one. A page
 * holds 20 offers unless `limit` (at most 100) says otherwise.
 *
 * @throws DmexError `BadArrays` when `limit` is 0 or more than 100
 *
 * @example
 * ```ts
 * import type { DmexClient } from '@dmex/sdk'
 * import { listOffers } from '@dmex/sdk/trade'
 *
 * export async function whoWants(client: DmexClient, id: bigint) {
 *   const { items } = await listOffers(client, { id, openOnly: true })
 *   return items.map(({ offerId, bidder, amount, units }) => ({ offerId, bidder, amount, units }))
 * }
 * ```
 */
export const listOffers: ListAction<listOffers.Args, Offer> = /*#__PURE__*/ defineList({
  name: 'trade.listOffers',
  contract: 'marketLens',
  abi: marketLensOffersPageAbi,
  args: ({ bidder = NOBODY, seriesId = 0, id = 0n, openOnly = false, cursor = 0n, limit = 20 }) => [
    { bidder, seriesId, id, openOnly },
    cursor,
    limit,
    1_000,
  ],
  result: (page) => toPage(page, (item) => toOffer(item, page.at)),
})
