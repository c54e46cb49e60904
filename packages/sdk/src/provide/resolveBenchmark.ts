import { benchmarkResolveAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace resolveBenchmark {
  /** Which asset, and up to which day. */
  type Args = {
    /** The benchmark asset. */
    readonly assetId: number
    /** UTC day number. */
    readonly day: number
  }
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof benchmarkResolveAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'UnknownAsset'>
}

/**
 * Decides the benchmark of an asset up to a day, if that is due; anybody may.
 *
 * Writes the values of the days that are due. It also gives an asset its first value, which fleets of that asset
 * need: from six reports, or for Bitcoin from its difficulty. Settling a fleet does the same on its way.
 *
 * @throws DmexError `UnknownAsset` when there is no such asset
 *
 * @example
 * ```ts
 * import type { DmexClient } from '@dmex/sdk'
 * import { resolveBenchmark } from '@dmex/sdk/provide'
 *
 * export const act = (client: DmexClient, assetId: number, day: number) => resolveBenchmark(client, { assetId, day })
 * ```
 */
export const resolveBenchmark: WriteAction<resolveBenchmark.Args, undefined, resolveBenchmark.Result> =
  /*#__PURE__*/ defineWrite({
    name: 'provide.resolveBenchmark',
    contract: 'benchmark',
    abi: benchmarkResolveAbi,
    args: ({ assetId, day }) => [assetId, day],
  })
