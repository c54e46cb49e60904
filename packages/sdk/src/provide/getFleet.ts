import { lensFleetsAbi } from '@dmex/contracts-abi'
import { defineRead, type ReadAction } from '../core/defineRead.js'
import { first } from '../core/pages.js'
import { type Fleet, type TakenAt, toFleet } from '../core/views.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace getFleet {
  /** Which fleet. */
  type Args = {
    /** The fleet, as `FleetCreated` named it. */
    readonly fleetId: number
  }
  /** The fleet, and the block that it is of. */
  type Result = Fleet & { readonly at: TakenAt }
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'UnknownFleet'>
}

/**
 * Reads a fleet: its ledger, what is due to the miner, misses, and whether the next day can be settled.
 *
 * One `eth_call`.
 *
 * @throws DmexError `UnknownFleet` when there is no such fleet
 *
 * @example
 * ```ts
 * import type { DmexClient } from '@dmex/sdk'
 * import { getFleet, settleDay } from '@dmex/sdk/provide'
 *
 * export async function settleIfPossible(client: DmexClient, fleetId: number) {
 *   const { settleable } = await getFleet(client, { fleetId })
 *   if (settleable) await settleDay(client, { fleetId })
 * }
 * ```
 */
export const getFleet: ReadAction<getFleet.Args, getFleet.Result> = /*#__PURE__*/ defineRead({
  name: 'provide.getFleet',
  contract: 'lens',
  abi: lensFleetsAbi,
  args: ({ fleetId }: getFleet.Args) => [[fleetId]],
  result: ({ items, at }) => ({ ...toFleet(first(items)), at }),
})
