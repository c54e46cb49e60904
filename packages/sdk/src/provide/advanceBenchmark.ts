import { benchmarkAdvanceAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace advanceBenchmark {
  /** Which asset, and how many days. */
  type Args = {
    /** The benchmark asset. */
    readonly assetId: number
    /** Most days to decide, up to 32; 32, when left out. */
    readonly maxDays?: number | undefined
  }
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof benchmarkAdvanceAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'UnknownAsset'>
}

/**
 * Decides further days of a benchmark asset that are due; anybody may.
 *
 * Writes the days' values. Settling a fleet does it too, up to 32 days at a time; this works a longer backlog off.
 * That none is due is no error.
 *
 * @throws DmexError `UnknownAsset` when there is no such asset
 *
 * @example
 * ```ts
 * import type { DmexClient } from '@dmex/sdk'
 * import { advanceBenchmark } from '@dmex/sdk/provide'
 *
 * export const act = (client: DmexClient, assetId: number) => advanceBenchmark(client, { assetId })
 * ```
 */
export const advanceBenchmark: WriteAction<advanceBenchmark.Args, undefined, advanceBenchmark.Result> =
  /*#__PURE__*/ defineWrite({
    name: 'provide.advanceBenchmark',
    contract: 'benchmark',
    abi: benchmarkAdvanceAbi,
    args: ({ assetId, maxDays = 32 }) => [assetId, maxDays],
  })
