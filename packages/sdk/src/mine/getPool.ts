import { mineLensPoolsAbi } from '@dmex/contracts-abi'
import { defineRead, type ReadAction } from '../core/defineRead.js'
import { first } from '../core/pages.js'
import type { Address } from '../core/types.js'
import { type Pool, toPool } from './pool.js'

export declare namespace getPool {
  /** Which pool. */
  type Args = {
    /** The joint-mining pool. */
    readonly pool: Address
  }
  /** The pool, its machines, its queue and its sale of income. */
  type Result = Pool
}

/**
 * Reads a joint-mining pool: principal, liquidity, what machines still have to repay, the users' share, the queue, income a day, what can
 * be deposited, and when it can settle.
 *
 * One `eth_call`.
 *
 * @throws DmexError `UnknownRevert` or `RevertedWithoutReason` when there is no pool at the address
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { getPool } from '@dmex/sdk/mine'
 *
 * export async function whatUsersGet(client: DmexClient, pool: Address) {
 *   const { usersShare, incomePerDay, feeBps } = await getPool(client, { pool })
 *   return Number(incomePerDay) * usersShare * (1 - feeBps / 10_000)
 * }
 * ```
 */
export const getPool: ReadAction<getPool.Args, getPool.Result> = /*#__PURE__*/ defineRead({
  name: 'mine.getPool',
  contract: 'mineLens',
  abi: mineLensPoolsAbi,
  args: ({ pool }: getPool.Args) => [[pool]],
  result: ({ items, at }) => toPool(first(items), at),
})
