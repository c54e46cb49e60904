import { lensEarningsAbi } from '@dmex/contracts-abi'
import { defineList, type ListAction } from '../core/defineList.js'
import { toPage } from '../core/pages.js'
import type { Address, ResultOf } from '../core/types.js'

export declare namespace getClaimable {
  /** Whose income. */
  type Args = {
    /** Who earns. */
    readonly account: Address
  }
  /** What the account can take out in one reward token: `claimable` by `claim` with `ids`, `credit` by `claim` or `withdraw`. */
  type Item = ResultOf<typeof lensEarningsAbi>['items'][number]
}

/**
 * Reads what an account earned and did not take out yet, by reward token, with the ids to claim.
 *
 * One `eth_call` a page, which looks at 2,000 NFTs at most and covers 200 of the account's own; who earns from more reads on
 * with `cursor`, or with `.all`, which then names a token more than once. Credits are in the first page. Only settled days
 * count.
 *
 * @throws DmexError `BadArrays` when `limit` is 0 or more than 200
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { claim, getClaimable } from '@dmex/sdk/earn'
 *
 * export async function claimEverything(client: DmexClient, account: Address) {
 *   for await (const { ids, claimable } of getClaimable.all(client, { account }))
 *     if (claimable > 0n) await claim(client, { ids })
 * }
 * ```
 */
export const getClaimable: ListAction<getClaimable.Args, getClaimable.Item> = /*#__PURE__*/ defineList({
  name: 'earn.getClaimable',
  contract: 'lens',
  abi: lensEarningsAbi,
  args: ({ account, cursor = 0n, limit = 200 }) => [account, cursor, limit, 2_000],
  result: (page) => toPage(page, (item) => item),
})
