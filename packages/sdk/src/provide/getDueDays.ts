import { minerLensDueDaysAbi } from '@dmex/contracts-abi'
import { defineRead, type ReadAction } from '../core/defineRead.js'
import type { ResultOf } from '../core/types.js'
import type { TakenAt, Token } from '../core/views.js'
import type { ErrorCodes } from '../errors/DmexError.js'

type Raw = ResultOf<typeof minerLensDueDaysAbi>['items'][number]

export declare namespace getDueDays {
  /** Which fleet, and how many days. */
  type Args = {
    /** The fleet, as `FleetCreated` named it. */
    readonly fleetId: number
    /** Most days to show, at most 400; 64, when left out, which is what one funding or settlement takes. */
    readonly maxDays?: number | undefined
  }
  /** A day that has not settled. Amounts are base units of the reward token, 0 until the day's benchmark is final. */
  interface Day extends Omit<Raw, 'state'> {
    /** Whether the day's benchmark is final. */
    readonly isFinal: boolean
    /** What is still missing for the day to count as delivered. */
    readonly missing: bigint
  }
  /** The days, oldest first, the reward token, and the block that they are of. */
  interface Result {
    readonly days: readonly Day[]
    readonly reward: Token
    readonly at: TakenAt
  }
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'BadArrays' | 'UnknownFleet'>
}

/**
 * Reads what a miner owes: for each day that has begun and not settled, what the market paid, the least that counts, what was
 * funded, and what is missing.
 *
 * One `eth_call`. Today is among the days; its benchmark is final from 12 hours after its end.
 *
 * @throws DmexError `UnknownFleet` when there is no such fleet
 * @throws DmexError `BadArrays` when `maxDays` is 0 or more than 400
 *
 * @example
 * ```ts
 * import { type DmexClient, execute } from '@dmex/sdk'
 * import { fundDays, getDueDays } from '@dmex/sdk/provide'
 *
 * export async function payWhatTheMarketPaid(client: DmexClient, fleetId: number) {
 *   const { days } = await getDueDays(client, { fleetId })
 *   const open = days.filter(({ isFinal, market, paid }) => isFinal && market > paid)
 *   if (!open.length) return undefined
 *   const args = { fleetId, days: open.map(({ day }) => day), amounts: open.map(({ market, paid }) => market - paid) }
 *   return execute(client, await fundDays.plan(client, args))
 * }
 * ```
 */
export const getDueDays: ReadAction<getDueDays.Args, getDueDays.Result> = /*#__PURE__*/ defineRead({
  name: 'provide.getDueDays',
  contract: 'minerLens',
  abi: minerLensDueDaysAbi,
  args: ({ fleetId, maxDays = 64 }: getDueDays.Args) => [fleetId, maxDays],
  result: ({ items, reward, at }) => ({
    days: items.map(({ state, ...day }) => ({
      ...day,
      isFinal: state !== 0,
      missing: day.required > day.paid ? day.required - day.paid : 0n,
    })),
    reward,
    at,
  }),
})
