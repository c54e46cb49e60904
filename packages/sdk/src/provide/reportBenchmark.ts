import { benchmarkReportedEventAbi, benchmarkSubmitReportsAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'
import type { SignedReport } from './benchmarkReportTypedData.js'

export declare namespace reportBenchmark {
  /** Which day, and what the attestors signed. */
  type Args = {
    /** The benchmark asset. */
    readonly assetId: number
    /** UTC day number, one that has ended less than 12 hours ago. */
    readonly day: number
    /** At most seven. */
    readonly reports: readonly SignedReport[]
  }
  /** The first report that was counted; `extractEvents` gives all. */
  type Event = EventOf<typeof benchmarkReportedEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof benchmarkSubmitReportsAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<
    | 'AlreadyReported'
    | 'BadArrays'
    | 'BadSignature'
    | 'NotAnAttestor'
    | 'ReportWindowClosed'
    | 'UnknownAsset'
    | 'ZeroAmount'
  >
}

/**
 * Hands in attestors' signed reports of what a unit of hashpower earned on a day; anybody may.
 *
 * Counts the reports that came within 12 hours after the day, once for each seat. With five the day has a value:
 * their median.
 *
 * @throws DmexError `NotAnAttestor` when one is not elected and bonded
 * @throws DmexError `BadSignature` when a signature is not the attestor's
 * @throws DmexError `ReportWindowClosed` outside the 12 hours
 * @throws DmexError `AlreadyReported` when all of them were counted before
 * @throws DmexError `ZeroAmount` when a value is 0
 * @throws DmexError `BadArrays` without a report, or with more than seven
 * @throws DmexError `UnknownAsset` when there is no such asset
 *
 * @example
 * ```ts
 * import type { DmexClient } from '@dmex/sdk'
 * import { reportBenchmark, type SignedReport } from '@dmex/sdk/provide'
 *
 * export const handIn = (client: DmexClient, assetId: number, day: number, reports: SignedReport[]) =>
 *   reportBenchmark(client, { assetId, day, reports })
 * ```
 */
export const reportBenchmark: WriteAction<reportBenchmark.Args, reportBenchmark.Event, reportBenchmark.Result> =
  /*#__PURE__*/ defineWrite({
    name: 'provide.reportBenchmark',
    contract: 'benchmark',
    abi: benchmarkSubmitReportsAbi,
    args: ({ assetId, day, reports }) => [assetId, day, reports],
    event: benchmarkReportedEventAbi,
  })
