import { marketLensListingsAbi } from '@dmex/contracts-abi'
import { defineRead, type ReadAction } from '../core/defineRead.js'
import { first } from '../core/pages.js'
import type { TakenAt } from '../core/views.js'
import { type Listing, toListing } from './listing.js'

export declare namespace getListing {
  /** Which NFT. */
  type Args = {
    /** The hashpower NFT. */
    readonly id: bigint
  }
  /** Its listing, void or not, `undefined` when there is none; and the block that it is of. */
  type Result = { readonly listing: Listing | undefined; readonly at: TakenAt }
}

/**
 * Reads what a hashpower NFT is offered for: price, units, fee, the NFT itself, and why it can't be bought now.
 *
 * One `eth_call`.
 *
 * @example
 * ```ts
 * import type { DmexClient } from '@dmex/sdk'
 * import { getListing } from '@dmex/sdk/trade'
 *
 * export async function priceOf(client: DmexClient, id: bigint) {
 *   const { listing } = await getListing(client, { id })
 *   return listing?.blocker ? undefined : listing?.price
 * }
 * ```
 */
export const getListing: ReadAction<getListing.Args, getListing.Result> = /*#__PURE__*/ defineRead({
  name: 'trade.getListing',
  contract: 'marketLens',
  abi: marketLensListingsAbi,
  args: ({ id }: getListing.Args) => [[id]],
  result: async ({ items, at }) => {
    const raw = first(items)
    return { listing: raw.listing.price ? await toListing(raw, at) : undefined, at }
  },
})
