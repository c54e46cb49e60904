import { difficultyUpdaterHalvingPushedEventAbi, difficultyUpdaterPushHalvingAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace pushHalving {
  /** When. */
  type Args = {
    /** Unix seconds of the block. */
    readonly time: number
  }
  /** The subsidy from then on. */
  type Event = EventOf<typeof difficultyUpdaterHalvingPushedEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof difficultyUpdaterPushHalvingAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'BadHeight' | 'NotAllowed'>
}

/**
 * Reports when the halving block of Bitcoin's current difficulty epoch came. Only the updater.
 *
 * Writes the subsidy that holds from then on.
 *
 * @throws DmexError `NotAllowed` when the caller is not the updater
 * @throws DmexError `BadHeight` when the current epoch holds no halving
 *
 * @example
 * ```ts
 * import type { DmexClient } from '@dmex/sdk'
 * import { pushHalving } from '@dmex/sdk/provide'
 *
 * export const act = (client: DmexClient, time: number) => pushHalving(client, { time })
 * ```
 */
export const pushHalving: WriteAction<pushHalving.Args, pushHalving.Event, pushHalving.Result> =
  /*#__PURE__*/ defineWrite({
    name: 'provide.pushHalving',
    contract: 'difficultyUpdater',
    abi: difficultyUpdaterPushHalvingAbi,
    args: ({ time }) => [time],
    event: difficultyUpdaterHalvingPushedEventAbi,
  })
