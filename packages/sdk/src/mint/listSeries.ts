import { lensSeriesPageAbi } from '@dmex/contracts-abi'
import { defineList, type ListAction } from '../core/defineList.js'
import { NOBODY } from '../core/nobody.js'
import { toPage } from '../core/pages.js'
import { type Series, toSeries } from '../core/series.js'
import type { Address } from '../core/types.js'

export declare namespace listSeries {
  /** Which series; all, when everything is left out. */
  type Args = {
    /** Only of this fleet. */
    readonly fleetId?: number | undefined
    /** Only of this miner. */
    readonly minerId?: number | undefined
    /** Only those that pay income in this token. */
    readonly rewardToken?: Address | undefined
    /** Only those that anybody can buy now. */
    readonly buyableOnly?: boolean | undefined
  }
}

/**
 * Lists series by age, oldest first, with their sales and fleets.
 *
 * One `eth_call` a page, which looks at 200 series at most; a page holds 20 unless `limit` (at most 100) says otherwise.
 *
 * @throws DmexError `BadArrays` when `limit` is 0 or more than 100
 *
 * @example
 * ```ts
 * import type { DmexClient } from '@dmex/sdk'
 * import { listSeries } from '@dmex/sdk/mint'
 *
 * export async function printOffers(client: DmexClient) {
 *   const lines: string[] = []
 *   for await (const { seriesId, left, price } of listSeries.all(client, { buyableOnly: true }))
 *     lines.push(`series ${seriesId}: ${left} units at ${price}`)
 *   return lines
 * }
 * ```
 */
export const listSeries: ListAction<listSeries.Args, Series> = /*#__PURE__*/ defineList({
  name: 'mint.listSeries',
  contract: 'lens',
  abi: lensSeriesPageAbi,
  args: ({ fleetId = 0, minerId = 0, rewardToken = NOBODY, buyableOnly = false, cursor = 0n, limit = 20 }) => [
    { fleetId, minerId, rewardToken, buyableOnly },
    cursor,
    limit,
    200,
  ],
  result: (page) => toPage(page, toSeries),
})
