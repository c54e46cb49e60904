import { marketLensOffersAbi } from '@dmex/contracts-abi'
import { defineRead, type ReadAction } from '../core/defineRead.js'
import { someone } from '../core/nobody.js'
import { first } from '../core/pages.js'
import type { TakenAt } from '../core/views.js'
import { type Offer, toOffer } from './offer.js'

export declare namespace getOffer {
  /** Which offer. */
  type Args = {
    /** The offer, as `OfferMade` named it. */
    readonly offerId: bigint
  }
  /** The offer, void or not, `undefined` once it was filled or cancelled; and the block that it is of. */
  type Result = { readonly offer: Offer | undefined; readonly at: TakenAt }
}

/**
 * Reads an offer: its money, the units that it still wants, its terms, and why nobody can sell into it now.
 *
 * One `eth_call`.
 *
 * @example
 * ```ts
 * import type { DmexClient } from '@dmex/sdk'
 * import { getOffer, offerBrings } from '@dmex/sdk/trade'
 *
 * export async function bringsNow(client: DmexClient, offerId: bigint, units: bigint) {
 *   const { offer } = await getOffer(client, { offerId })
 *   return offer && offerBrings(offer, units).seller
 * }
 * ```
 */
export const getOffer: ReadAction<getOffer.Args, getOffer.Result> = /*#__PURE__*/ defineRead({
  name: 'trade.getOffer',
  contract: 'marketLens',
  abi: marketLensOffersAbi,
  args: ({ offerId }: getOffer.Args) => [[offerId]],
  result: async ({ items, at }) => {
    const raw = first(items)
    return { offer: someone(raw.offer.bidder) && (await toOffer(raw, at)), at }
  },
})
