import { primarySalePausedSetEventAbi, primarySaleSetPausedAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace setSalesPaused {
  /** Whether to stop. */
  type Args = {
    /** True to stop. */
    readonly paused: boolean
  }
  /** Whether purchases are stopped. */
  type Event = EventOf<typeof primarySalePausedSetEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof primarySaleSetPausedAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'NotAllowed'>
}

/**
 * Stops purchases, or resumes them. Only the guardian.
 *
 * Writes the pause. Nothing else stops: claims, refunds and releases go on.
 *
 * @throws DmexError `NotAllowed` when the caller is not the guardian
 *
 * @example
 * ```ts
 * import type { DmexClient } from '@dmex/sdk'
 * import { setSalesPaused } from '@dmex/sdk/provide'
 *
 * export const act = (client: DmexClient, paused: boolean) => setSalesPaused(client, { paused })
 * ```
 */
export const setSalesPaused: WriteAction<setSalesPaused.Args, setSalesPaused.Event, setSalesPaused.Result> =
  /*#__PURE__*/ defineWrite({
    name: 'provide.setSalesPaused',
    contract: 'primarySale',
    abi: primarySaleSetPausedAbi,
    args: ({ paused }) => [paused],
    event: primarySalePausedSetEventAbi,
  })
