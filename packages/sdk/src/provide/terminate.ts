import { hashpowerTerminateAbi, hashpowerTerminatedEventAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace terminate {
  /** Which fleet. */
  type Args = {
    /** The fleet, as `FleetCreated` named it. */
    readonly fleetId: number
  }
  /** The ledger's last day. */
  type Event = EventOf<typeof hashpowerTerminatedEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof hashpowerTerminateAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'FleetTerminated' | 'NotTerminable' | 'SettleFirst' | 'UnknownFleet'>
}

/**
 * Ends a fleet whose miner stopped delivering, so that its holders can refund; anybody may from 24 misses in 30 days.
 *
 * Settles what it can, credits what was funded for later days, and opens the refunds. Governance may from 7 misses in
 * a row or 10 in 30 days.
 *
 * @throws DmexError `NotTerminable` when the misses don't allow it
 * @throws DmexError `SettleFirst` when more than 64 days wait to be settled
 * @throws DmexError `UnknownFleet` when there is no such fleet
 * @throws DmexError `FleetTerminated` when the fleet was ended
 *
 * @example
 * ```ts
 * import type { DmexClient } from '@dmex/sdk'
 * import { terminate } from '@dmex/sdk/provide'
 *
 * export const act = (client: DmexClient, fleetId: number) => terminate(client, { fleetId })
 * ```
 */
export const terminate: WriteAction<terminate.Args, terminate.Event, terminate.Result> = /*#__PURE__*/ defineWrite({
  name: 'provide.terminate',
  contract: 'hashpower',
  abi: hashpowerTerminateAbi,
  args: ({ fleetId }) => [fleetId],
  event: hashpowerTerminatedEventAbi,
})
