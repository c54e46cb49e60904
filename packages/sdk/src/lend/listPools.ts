import { lendLensPoolsAbi } from '@dmex/contracts-abi'
import { poolsOf } from '../core/addressBook.js'
import { defineRead, type ReadAction } from '../core/defineRead.js'
import type { Address } from '../core/types.js'
import type { TakenAt } from '../core/views.js'
import type { ErrorCodes } from '../errors/DmexError.js'
import { type Pool, toPool } from './pool.js'

export declare namespace listPools {
  /** Which pools. */
  type Args = {
    /** Lending pools, at most 20; all of the deployment, when left out. */
    readonly pools?: readonly Address[] | undefined
  }
  /** The pools in the order asked for, and the block that they are of. */
  type Result = { readonly pools: readonly Pool[]; readonly at: TakenAt }
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'BadArrays'>
}

/**
 * Reads all lending pools of a deployment, or those named, at one block.
 *
 * One `eth_call`.
 *
 * @throws DmexError `BadArrays` with more than 20
 *
 * @example
 * ```ts
 * import type { DmexClient } from '@dmex/sdk'
 * import { listPools } from '@dmex/sdk/lend'
 *
 * export async function cheapest(client: DmexClient) {
 *   const { pools } = await listPools(client, {})
 *   return [...pools].sort((a, b) => a.rate - b.rate)[0]
 * }
 * ```
 */
export const listPools: ReadAction<listPools.Args, listPools.Result> = /*#__PURE__*/ defineRead({
  name: 'lend.listPools',
  contract: 'lendLens',
  abi: lendLensPoolsAbi,
  args: ({ pools }: listPools.Args, at) => [pools ?? poolsOf(at, 'lend')],
  result: async ({ items, at }) => ({ pools: await Promise.all(items.map((item) => toPool(item, at))), at }),
})
