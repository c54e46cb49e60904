import { hashpowerReleaseAbi, hashpowerReleasedEventAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace release {
  /** Which fleet. */
  type Args = {
    /** The fleet, as `FleetCreated` named it. */
    readonly fleetId: number
  }
  /** What was sent, and the fee. */
  type Event = EventOf<typeof hashpowerReleasedEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof hashpowerReleaseAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'NothingToRelease' | 'UnknownFleet'>
}

/**
 * Sends a miner the slices of all delivered days, less the platform fee; anybody may.
 *
 * Moves payment tokens from the escrow to the miner's payout address.
 *
 * @throws DmexError `NothingToRelease` when nothing is due
 * @throws DmexError `UnknownFleet` when there is no such fleet
 *
 * @example
 * ```ts
 * import type { DmexClient } from '@dmex/sdk'
 * import { release } from '@dmex/sdk/provide'
 *
 * export const act = (client: DmexClient, fleetId: number) => release(client, { fleetId })
 * ```
 */
export const release: WriteAction<release.Args, release.Event, release.Result> = /*#__PURE__*/ defineWrite({
  name: 'provide.release',
  contract: 'hashpower',
  abi: hashpowerReleaseAbi,
  args: ({ fleetId }) => [fleetId],
  event: hashpowerReleasedEventAbi,
})
