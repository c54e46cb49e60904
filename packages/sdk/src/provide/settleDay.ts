import { hashpowerDaySettledEventAbi, hashpowerSettleDayAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace settleDay {
  /** Which fleet. */
  type Args = {
    /** The fleet, as `FleetCreated` named it. */
    readonly fleetId: number
  }
  /** The day, what was paid and required, and whether that was enough. */
  type Event = EventOf<typeof hashpowerDaySettledEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof hashpowerSettleDayAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'DayNotSettleable' | 'FleetTerminated' | 'UnknownFleet'>
}

/**
 * Settles the next day of a fleet: credits its income, and makes its slice due to the miner if the income was enough;
 * anybody may.
 *
 * Writes the day's checkpoint. Possible once the benchmark of the day is final and enough was paid, or 48 hours after
 * the day ended.
 *
 * @throws DmexError `DayNotSettleable` when the benchmark is not final yet, or the day is short and the 48 hours are
 * not over
 * @throws DmexError `UnknownFleet` when there is no such fleet
 * @throws DmexError `FleetTerminated` when the fleet was ended
 *
 * @example
 * ```ts
 * import type { DmexClient } from '@dmex/sdk'
 * import { settleDay } from '@dmex/sdk/provide'
 *
 * export const act = (client: DmexClient, fleetId: number) => settleDay(client, { fleetId })
 * ```
 */
export const settleDay: WriteAction<settleDay.Args, settleDay.Event, settleDay.Result> = /*#__PURE__*/ defineWrite({
  name: 'provide.settleDay',
  contract: 'hashpower',
  abi: hashpowerSettleDayAbi,
  args: ({ fleetId }) => [fleetId],
  event: hashpowerDaySettledEventAbi,
})
