import { hashpowerSettleDaysAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace settleDays {
  /** Which fleet, and how many days. */
  type Args = {
    /** The fleet, as `FleetCreated` named it. */
    readonly fleetId: number
    /** Most days to settle, 1 to 64; 64, when left out. */
    readonly maxDays?: number | undefined
  }
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof hashpowerSettleDaysAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'FleetTerminated' | 'OutOfBounds' | 'UnknownFleet'>
}

/**
 * Settles as many further days of a fleet as can be settled now; anybody may.
 *
 * Writes their checkpoints. That none can be settled is no error; the simulation returns how many, and
 * `settleDay.extractEvents(receipt.logs)` tells what became of each.
 *
 * @throws DmexError `OutOfBounds` when `maxDays` is 0 or more than 64
 * @throws DmexError `UnknownFleet` when there is no such fleet
 * @throws DmexError `FleetTerminated` when the fleet was ended
 *
 * @example
 * ```ts
 * import type { DmexClient } from '@dmex/sdk'
 * import { settleDay, settleDays } from '@dmex/sdk/provide'
 *
 * export async function missedDays(client: DmexClient, fleetId: number) {
 *   const { receipt } = await settleDays(client, { fleetId })
 *   return settleDay.extractEvents(receipt.logs).filter(({ ok }) => !ok)
 * }
 * ```
 */
export const settleDays: WriteAction<settleDays.Args, undefined, settleDays.Result> = /*#__PURE__*/ defineWrite({
  name: 'provide.settleDays',
  contract: 'hashpower',
  abi: hashpowerSettleDaysAbi,
  args: ({ fleetId, maxDays = 64 }) => [fleetId, maxDays],
})
