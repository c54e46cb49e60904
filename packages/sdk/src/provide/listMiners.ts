import { minerLensMinersPageAbi } from '@dmex/contracts-abi'
import { defineList, type ListAction } from '../core/defineList.js'
import { toPage } from '../core/pages.js'
import { type Miner, toMiner } from './miner.js'

export declare namespace listMiners {
  /** Nothing to choose. */
  type Args = Record<never, never>
}

/**
 * Lists miners by age, oldest first.
 *
 * One `eth_call` a page of 50 miners, unless `limit` (at most 100) says otherwise.
 *
 * @throws DmexError `BadArrays` when `limit` is 0 or more than 100
 *
 * @example
 * ```ts
 * import type { DmexClient } from '@dmex/sdk'
 * import { listMiners } from '@dmex/sdk/provide'
 *
 * export async function activeFarms(client: DmexClient) {
 *   const farms: string[] = []
 *   for await (const { status, disclosure } of listMiners.all(client, {}))
 *     if (status === 'active') farms.push(disclosure.farm)
 *   return farms
 * }
 * ```
 */
export const listMiners: ListAction<listMiners.Args, Miner> = /*#__PURE__*/ defineList({
  name: 'provide.listMiners',
  contract: 'minerLens',
  abi: minerLensMinersPageAbi,
  args: ({ cursor = 0n, limit = 50 }) => [cursor, limit],
  result: (page) => toPage(page, toMiner),
})
