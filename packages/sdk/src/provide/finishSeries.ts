import { hashpowerFinishSeriesAbi, hashpowerSeriesFinishedEventAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace finishSeries {
  /** Which series. */
  type Args = {
    /** The series, as `SeriesCreated` named it. */
    readonly seriesId: number
  }
  /** Units that count against the bond no more. */
  type Event = EventOf<typeof hashpowerSeriesFinishedEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof hashpowerFinishSeriesAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'SeriesNotFinished' | 'UnknownSeries'>
}

/**
 * Frees the bond behind the sold units of a closed series, from 30 days after its last term; anybody may.
 *
 * Writes that it is finished.
 *
 * @throws DmexError `SeriesNotFinished` while it is open, its last term has not settled, or 30 days are not over
 * @throws DmexError `UnknownSeries` when there is no such series
 *
 * @example
 * ```ts
 * import type { DmexClient } from '@dmex/sdk'
 * import { finishSeries } from '@dmex/sdk/provide'
 *
 * export const act = (client: DmexClient, seriesId: number) => finishSeries(client, { seriesId })
 * ```
 */
export const finishSeries: WriteAction<finishSeries.Args, finishSeries.Event, finishSeries.Result> =
  /*#__PURE__*/ defineWrite({
    name: 'provide.finishSeries',
    contract: 'hashpower',
    abi: hashpowerFinishSeriesAbi,
    args: ({ seriesId }) => [seriesId],
    event: hashpowerSeriesFinishedEventAbi,
  })
