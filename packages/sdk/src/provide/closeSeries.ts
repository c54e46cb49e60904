import { hashpowerCloseSeriesAbi, hashpowerSeriesClosedEventAbi } from '@dmex/contracts-abi'
import { notAllowedError, seriesIsClosedError, unknownSeriesError } from '@dmex/contracts-abi/errors'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { EventOf, ResultOf } from '../core/types.js'

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
    errors: [notAllowedError, seriesIsClosedError, unknownSeriesError],
  })
