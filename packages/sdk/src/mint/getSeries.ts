import { lensSeriesAbi } from '@dmex/contracts-abi'
import { defineRead, type ReadAction } from '../core/defineRead.js'
import { first } from '../core/pages.js'
import { type Series, toSeries } from '../core/series.js'
import type { TakenAt } from '../core/views.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace getSeries {
  /** Which series. */
  type Args = {
    /** The series, as `SeriesCreated` named it. */
    readonly seriesId: number
  }
  /** The series, its sale and fleet, and the block that they are of. */
  type Result = Series & { readonly at: TakenAt }
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'UnknownSeries'>
}

/**
 * Reads a series: terms, price now, units left, the fleet behind it, and what would stop a purchase.
 *
 * One `eth_call`.
 *
 * @throws DmexError `UnknownSeries` when there is no such series
 *
 * @example
 * ```ts
 * import type { DmexClient } from '@dmex/sdk'
 * import { getSeries } from '@dmex/sdk/mint'
 *
 * export async function canBuy(client: DmexClient, seriesId: number) {
 *   const { blocker, left, price } = await getSeries(client, { seriesId })
 *   return blocker ? blocker.message : `${left} units at ${price}`
 * }
 * ```
 */
export const getSeries: ReadAction<getSeries.Args, getSeries.Result> = /*#__PURE__*/ defineRead({
  name: 'mint.getSeries',
  contract: 'lens',
  abi: lensSeriesAbi,
  args: ({ seriesId }: getSeries.Args) => [[seriesId]],
  result: async ({ items, at }) => ({ ...(await toSeries(first(items))), at }),
})
