import { hashpowerCloseSeriesAbi, hashpowerSeriesClosedEventAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace closeSeries {
  /** Which series. */
  type Args = {
    /** The series, as `SeriesCreated` named it. */
    readonly seriesId: number
  }
  /** Units that were sold. */
  type Event = EventOf<typeof hashpowerSeriesClosedEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof hashpowerCloseSeriesAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'NotAllowed' | 'SeriesIsClosed' | 'UnknownSeries'>
}

/**
 * Ends the sale of a series for good.
 *
 * Frees the bond behind its unsold units. What was sold goes on.
 *
 * @throws DmexError `NotAllowed` when the caller is not the miner's operator
 * @throws DmexError `UnknownSeries` when there is no such series
 * @throws DmexError `SeriesIsClosed` when it was closed already
 *
 * @example
 * ```ts
 * import type { DmexClient } from '@dmex/sdk'
 * import { closeSeries } from '@dmex/sdk/provide'
 *
 * export const act = (client: DmexClient, seriesId: number) => closeSeries(client, { seriesId })
 * ```
 */
export const closeSeries: WriteAction<closeSeries.Args, closeSeries.Event, closeSeries.Result> =
  /*#__PURE__*/ defineWrite({
    name: 'provide.closeSeries',
    contract: 'hashpower',
    abi: hashpowerCloseSeriesAbi,
    args: ({ seriesId }) => [seriesId],
    event: hashpowerSeriesClosedEventAbi,
  })
