import { hashpowerCollectFeesAbi, hashpowerFeesCollectedEventAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace collectFees {
  /** Which fleet. */
  type Args = {
    /** The fleet, as `FleetCreated` named it. */
    readonly fleetId: number
  }
  /** What was sent, and to whom. */
  type Event = EventOf<typeof hashpowerFeesCollectedEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof hashpowerCollectFeesAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'NothingToPay' | 'UnknownFleet'>
}

/**
 * Sends the fees of a fleet, less what referrers may still be owed, to the platform's recipient; anybody may.
 *
 * Moves payment tokens.
 *
 * @throws DmexError `NothingToPay` when there are none
 * @throws DmexError `UnknownFleet` when there is no such fleet
 *
 * @example
 * ```ts
 * import type { DmexClient } from '@dmex/sdk'
 * import { collectFees } from '@dmex/sdk/provide'
 *
 * export const act = (client: DmexClient, fleetId: number) => collectFees(client, { fleetId })
 * ```
 */
export const collectFees: WriteAction<collectFees.Args, collectFees.Event, collectFees.Result> =
  /*#__PURE__*/ defineWrite({
    name: 'provide.collectFees',
    contract: 'hashpower',
    abi: hashpowerCollectFeesAbi,
    args: ({ fleetId }) => [fleetId],
    event: hashpowerFeesCollectedEventAbi,
  })
