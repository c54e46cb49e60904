import { lensFleetsPageAbi } from '@dmex/contracts-abi'
import { defineList, type ListAction } from '../core/defineList.js'
import { toPage } from '../core/pages.js'
import { type Fleet, toFleet } from '../core/views.js'

export declare namespace listFleets {
  /** Whose fleets; all, when left out. */
  type Args = {
    /** Only of this miner. */
    readonly minerId?: number | undefined
  }
}

/**
 * Lists fleets by age, oldest first.
 *
 * One `eth_call` a page, which looks at 500 fleets at most; a page holds 50 unless `limit` (at most 100) says otherwise.
 *
 * @throws DmexError `BadArrays` when `limit` is 0 or more than 100
 *
 * @example
 * ```ts
 * import type { DmexClient } from '@dmex/sdk'
 * import { listFleets, release } from '@dmex/sdk/provide'
 *
 * export async function releaseAll(client: DmexClient, minerId: number) {
 *   for await (const { fleetId, ledger } of listFleets.all(client, { minerId }))
 *     if (ledger.minerDue > 0n) await release(client, { fleetId })
 * }
 * ```
 */
export const listFleets: ListAction<listFleets.Args, Fleet> = /*#__PURE__*/ defineList({
  name: 'provide.listFleets',
  contract: 'lens',
  abi: lensFleetsPageAbi,
  args: ({ minerId = 0, cursor = 0n, limit = 50 }) => [minerId, cursor, limit, 500],
  result: (page) => toPage(page, toFleet),
})
