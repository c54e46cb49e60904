import { difficultyUpdaterEpochPushedEventAbi, difficultyUpdaterPushEpochAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace pushDifficultyEpoch {
  /** The epoch. */
  type Args = {
    /** Unix seconds of the epoch's first block. */
    readonly startTime: number
    /** Integer part of the difficulty. */
    readonly difficulty: bigint
  }
  /** The epoch. */
  type Event = EventOf<typeof difficultyUpdaterEpochPushedEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof difficultyUpdaterPushEpochAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'HalvingMissing' | 'NotAllowed' | 'OutOfBounds'>
}

/**
 * Reports Bitcoin's next difficulty epoch of 2016 blocks. Only the updater.
 *
 * Writes the epoch, inside the bounds of Bitcoin's own retarget rule.
 *
 * @throws DmexError `NotAllowed` when the caller is not the updater
 * @throws DmexError `OutOfBounds` when difficulty or time can't be
 * @throws DmexError `HalvingMissing` when the halving inside the current epoch was not reported
 *
 * @example
 * ```ts
 * import type { DmexClient } from '@dmex/sdk'
 * import { pushDifficultyEpoch } from '@dmex/sdk/provide'
 *
 * export const act = (client: DmexClient, startTime: number, difficulty: bigint) => pushDifficultyEpoch(client, { startTime, difficulty })
 * ```
 */
export const pushDifficultyEpoch: WriteAction<
  pushDifficultyEpoch.Args,
  pushDifficultyEpoch.Event,
  pushDifficultyEpoch.Result
> = /*#__PURE__*/ defineWrite({
  name: 'provide.pushDifficultyEpoch',
  contract: 'difficultyUpdater',
  abi: difficultyUpdaterPushEpochAbi,
  args: ({ startTime, difficulty }) => [startTime, difficulty],
  event: difficultyUpdaterEpochPushedEventAbi,
})
