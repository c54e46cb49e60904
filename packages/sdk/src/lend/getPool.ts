import { lendLensPoolsAbi } from '@dmex/contracts-abi'
import { defineRead, type ReadAction } from '../core/defineRead.js'
import { first } from '../core/pages.js'
import type { Address } from '../core/types.js'
import { type Pool, toPool } from './pool.js'

export declare namespace getPool {
  /** Which pool. */
  type Args = {
    /** The lending pool. */
    readonly pool: Address
  }
  /** The pool, its parameters, and whether the data of its collateral are fresh. */
  type Result = Pool
}

/**
 * Reads a lending pool: its money, debt, bad debt and reserve, the rate of a loan now, what a share is worth, its limits, and whether prices
 * and benchmarks are fresh.
 *
 * One `eth_call`.
 *
 * @throws DmexError `UnknownRevert` or `RevertedWithoutReason` when there is no pool at the address
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { getPool } from '@dmex/sdk/lend'
 *
 * export async function percentNow(client: DmexClient, pool: Address) {
 *   const { rate, idle, asset } = await getPool(client, { pool })
 *   return `${rate / 1e7}% a year, ${idle} base units of ${asset.symbol} left`
 * }
 * ```
 */
export const getPool: ReadAction<getPool.Args, getPool.Result> = /*#__PURE__*/ defineRead({
  name: 'lend.getPool',
  contract: 'lendLens',
  abi: lendLensPoolsAbi,
  args: ({ pool }: getPool.Args) => [[pool]],
  result: ({ items, at }) => toPool(first(items), at),
})
