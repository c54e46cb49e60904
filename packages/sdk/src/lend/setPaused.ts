import { lendingPoolPausedSetEventAbi, lendingPoolSetPausedAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { Address, EventOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace setPaused {
  /** Which pool, and what. */
  type Args = {
    /** The lending pool. */
    readonly pool: Address
    /** Whether deposits and loans stop; nothing else can be paused. */
    readonly paused: boolean
  }
  /** Whether they are stopped. */
  type Event = EventOf<typeof lendingPoolPausedSetEventAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'NotAllowed'>
}

/**
 * Stops deposits and new loans of a lending pool, or resumes them. Only its guardian or governance.
 *
 * Writes the choice. Repayments, withdrawals, refunds and auctions go on.
 *
 * @throws DmexError `NotAllowed` when the caller is neither
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { setPaused } from '@dmex/sdk/lend'
 *
 * export const stop = (client: DmexClient, pool: Address) => setPaused(client, { pool, paused: true })
 * ```
 */
export const setPaused: WriteAction<setPaused.Args, setPaused.Event> = /*#__PURE__*/ defineWrite({
  name: 'lend.setPaused',
  contract: ({ pool }: setPaused.Args) => pool,
  abi: lendingPoolSetPausedAbi,
  args: ({ paused }) => [paused],
  event: lendingPoolPausedSetEventAbi,
})
