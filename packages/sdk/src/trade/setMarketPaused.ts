import { marketPausedSetEventAbi, marketSetPausedAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { EventOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace setMarketPaused {
  /** Whether to stop. */
  type Args = {
    /** True to stop. */
    readonly paused: boolean
  }
  /** Whether trade is stopped. */
  type Event = EventOf<typeof marketPausedSetEventAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'NotAllowed'>
}

/**
 * Stops listing, buying, offering and accepting, or resumes them. Only the guardian, or governance.
 *
 * Cancelling and withdrawing always work.
 *
 * @throws DmexError `NotAllowed` when the caller is neither
 *
 * @example
 * ```ts
 * import type { DmexClient } from '@dmex/sdk'
 * import { setMarketPaused } from '@dmex/sdk/trade'
 *
 * export const stop = (client: DmexClient) => setMarketPaused(client, { paused: true })
 * ```
 */
export const setMarketPaused: WriteAction<setMarketPaused.Args, setMarketPaused.Event> = /*#__PURE__*/ defineWrite({
  name: 'trade.setMarketPaused',
  contract: 'market',
  abi: marketSetPausedAbi,
  args: ({ paused }) => [paused],
  event: marketPausedSetEventAbi,
})
