import { lensPortfolioAbi } from '@dmex/contracts-abi'
import { defineList, type ListAction } from '../core/defineList.js'
import { toPage } from '../core/pages.js'
import type { Address } from '../core/types.js'
import { type Hashpower, toHashpower } from '../core/views.js'

export declare namespace listHashpower {
  /** Whose NFTs. */
  type Args = {
    /** Who owns them, or earns from them. */
    readonly account: Address
  }
}

/**
 * Lists the hashpower NFTs that an account owns or earns from, by id.
 *
 * One `eth_call` a page, which looks at 2,000 ids at most, so that a page may be short or empty and have a next one. A page
 * holds 50 NFTs unless `limit` (at most 200) says otherwise.
 *
 * @throws DmexError `BadArrays` when `limit` is 0 or more than 200
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { listHashpower } from '@dmex/sdk/mint'
 *
 * export async function totalUnits(client: DmexClient, account: Address) {
 *   let units = 0n
 *   for await (const nft of listHashpower.all(client, { account })) units += nft.units
 *   return units
 * }
 * ```
 */
export const listHashpower: ListAction<listHashpower.Args, Hashpower> = /*#__PURE__*/ defineList({
  name: 'mint.listHashpower',
  contract: 'lens',
  abi: lensPortfolioAbi,
  args: ({ account, cursor = 0n, limit = 50 }) => [account, cursor, limit, 2_000],
  result: (page) => toPage(page, (item) => toHashpower(item, page.at)),
})
