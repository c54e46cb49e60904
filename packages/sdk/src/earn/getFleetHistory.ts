import { lensIncomeHistoryAbi } from '@dmex/contracts-abi'
import { LAST_DAY } from '../core/days.js'
import { defineRead, type ReadAction } from '../core/defineRead.js'
import type { ResultOf } from '../core/types.js'
import type { TakenAt } from '../core/views.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace getFleetHistory {
  /** Which fleet, and which days. */
  type Args = {
    /** The fleet, as `FleetCreated` named it. */
    readonly fleetId: number
    /** First UTC day number. */
    readonly fromDay: number
    /** Last UTC day number; the last settled one, when left out. */
    readonly toDay?: number | undefined
    /** Units of hashpower to work `amount` out for, 1 GH/s or 1 GiB each; 1,000 (1 TH/s), when left out. */
    readonly units?: bigint | undefined
  }
  /** One settled day: what was credited to the units (`amount`), what the miner paid, and what the market paid. */
  type Day = ResultOf<typeof lensIncomeHistoryAbi>['items'][number]
  /** The days, oldest first, and the block that they are of. */
  type Result = { readonly days: readonly Day[]; readonly at: TakenAt }
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'UnknownFleet'>
}

/**
 * Reads how a fleet delivered, day by day, and what that was for a number of units.
 *
 * One `eth_call`. Days that have not settled are left out. Of more than 400 days the last 400 are returned.
 *
 * @throws DmexError `UnknownFleet` when there is no such fleet
 *
 * @example
 * ```ts
 * import type { DmexClient } from '@dmex/sdk'
 * import { getFleetHistory } from '@dmex/sdk/earn'
 *
 * export async function deliveredDays(client: DmexClient, fleetId: number, fromDay: number) {
 *   const { days } = await getFleetHistory(client, { fleetId, fromDay })
 *   return days.filter(({ ok }) => ok).length
 * }
 * ```
 */
export const getFleetHistory: ReadAction<getFleetHistory.Args, getFleetHistory.Result> = /*#__PURE__*/ defineRead({
  name: 'earn.getFleetHistory',
  contract: 'lens',
  abi: lensIncomeHistoryAbi,
  args: ({ fleetId, units = 1_000n, fromDay, toDay = LAST_DAY }: getFleetHistory.Args) => [
    fleetId,
    units,
    fromDay,
    toDay,
  ],
  result: ({ items, at }) => ({ days: items, at }),
})
