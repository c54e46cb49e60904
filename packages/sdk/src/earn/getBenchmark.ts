import { minerLensBenchmarksAbi } from '@dmex/contracts-abi'
import { LAST_DAY } from '../core/days.js'
import { defineRead, type ReadAction } from '../core/defineRead.js'
import type { ResultOf } from '../core/types.js'
import type { TakenAt } from '../core/views.js'

type Raw = ResultOf<typeof minerLensBenchmarksAbi>

export declare namespace getBenchmark {
  /** Which asset, and which days. */
  type Args = {
    /** The benchmark asset, such as a fleet's `ledger.assetId`. */
    readonly assetId: number
    /** First UTC day number. */
    readonly fromDay: number
    /** Last UTC day number; today, when left out. */
    readonly toDay?: number | undefined
  }
  /** How a day's benchmark came about: not yet, by attestors, from Bitcoin's difficulty, or carried over. */
  type State = 'pending' | 'quorum' | 'proof-of-work' | 'fallback'
  /** The market average of a day: `value` and the least that counts as delivered, `required`. */
  interface Day extends Omit<Raw['items'][number], 'state'> {
    readonly state: State
  }
  /** The days, oldest first, the last decided day, and the block that they are of. */
  interface Result {
    readonly days: readonly Day[]
    /** Last decided UTC day; 0 before the first. */
    readonly latestDay: number
    /** Benchmark of that day, reward asset x 10^30 per unit. */
    readonly latestValue: bigint
    readonly at: TakenAt
  }
}

const STATES: readonly getBenchmark.State[] = ['pending', 'quorum', 'proof-of-work', 'fallback']

/**
 * Reads what a unit of hashpower earned on the market, day by day.
 *
 * One `eth_call`. Of more than 400 days the last 400 are returned.
 *
 * @throws DmexError `UnknownAsset` when there is no such asset
 *
 * @example
 * ```ts
 * import type { DmexClient } from '@dmex/sdk'
 * import { getBenchmark } from '@dmex/sdk/earn'
 *
 * export async function satoshiPerTerahash(client: DmexClient, day: number) {
 *   const { days } = await getBenchmark(client, { assetId: 1, fromDay: day, toDay: day })
 *   return ((days[0]?.value ?? 0n) * 1_000n) / 10n ** 22n
 * }
 * ```
 */
export const getBenchmark: ReadAction<getBenchmark.Args, getBenchmark.Result> = /*#__PURE__*/ defineRead({
  name: 'earn.getBenchmark',
  contract: 'minerLens',
  abi: minerLensBenchmarksAbi,
  args: ({ assetId, fromDay, toDay = LAST_DAY }: getBenchmark.Args) => [assetId, fromDay, toDay],
  result: ({ items, ...rest }) => ({
    days: items.map((day) => ({ ...day, state: STATES[day.state] ?? 'pending' })),
    ...rest,
  }),
})
