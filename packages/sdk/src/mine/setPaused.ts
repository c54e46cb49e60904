import { jointMiningPoolPausedSetEventAbi, jointMiningPoolSetPausedAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { Address, EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace setPaused {
  /** Whether to stop. */
  type Args = {
    /** The joint-mining pool. */
    readonly pool: Address
    /** True to stop. */
    readonly paused: boolean
  }
  /** Whether deposits and purchases are stopped. */
  type Event = EventOf<typeof jointMiningPoolPausedSetEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof jointMiningPoolSetPausedAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'NotAllowed'>
}

/**
 * Stops a pool's deposits and purchases, or resumes them. Only its guardian, or governance.
 *
 * Writes the pause. Nothing else stops: withdrawals, claims, settlements and the queue go on.
 *
 * @throws DmexError `NotAllowed` when the caller is not the guardian
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { setPaused } from '@dmex/sdk/mine'
 *
 * export const stop = (client: DmexClient, pool: Address) => setPaused(client, { pool, paused: true })
 * ```
 */
export const setPaused: WriteAction<setPaused.Args, setPaused.Event, setPaused.Result> = /*#__PURE__*/ defineWrite({
  name: 'mine.setPaused',
  contract: ({ pool }: setPaused.Args) => pool,
  abi: jointMiningPoolSetPausedAbi,
  args: ({ paused }) => [paused],
  event: jointMiningPoolPausedSetEventAbi,
})
