import { lendLensLotsPageAbi } from '@dmex/contracts-abi'
import { defineList, type ListAction } from '../core/defineList.js'
import { toPage } from '../core/pages.js'
import type { Address } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'
import { type IncomeLot, toLot } from './loan.js'

export declare namespace listIncome {
  /** Whose income. */
  type Args = {
    /** The lending pool. */
    readonly pool: Address
  }
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'BadArrays'>
}

/**
 * Lists the income that a lending pool has on sale, oldest first. `buyIncome` buys it.
 *
 * One `eth_call` a page, which looks at 1,000 lots at most, so that a page may be short or empty and have a next one. A page
 * holds 50 lots unless `limit` (at most 100) says otherwise.
 *
 * @throws DmexError `BadArrays` when `limit` is 0 or more than 100
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { listIncome } from '@dmex/sdk/lend'
 *
 * export async function onSale(client: DmexClient, pool: Address) {
 *   const { items } = await listIncome(client, { pool })
 *   return items.map(({ amount, reward, price }) => `${amount} of ${reward.symbol} for ${price ?? 'nobody knows'}`)
 * }
 * ```
 */
export const listIncome: ListAction<listIncome.Args, IncomeLot> = /*#__PURE__*/ defineList({
  name: 'lend.listIncome',
  contract: 'lendLens',
  abi: lendLensLotsPageAbi,
  args: ({ pool, cursor = 0n, limit = 50 }) => [pool, Number(cursor), limit, 1_000],
  result: ({ items, next, at }) =>
    toPage({ items, next: BigInt(next), at }, ({ lotId, reward, lot, price }) => toLot(lotId, reward, lot, price)),
})
