import { primarySaleSaleSetEventAbi, primarySaleSetSaleAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'
import { type SaleTerms, toSaleTerms } from './saleTerms.js'

export declare namespace setSale {
  /** Which series, and how. */
  type Args = {
    /** The series, as `SeriesCreated` named it. */
    readonly seriesId: number
    /** How it is sold from now on. */
    readonly sale: SaleTerms
  }
  /** The terms and their version. */
  type Event = EventOf<typeof primarySaleSaleSetEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof primarySaleSetSaleAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'NotAllowed' | 'OutOfBounds' | 'SaleNotOpen' | 'UnknownSeries' | 'ZeroAmount'>
}

/**
 * Changes how a series is sold.
 *
 * Writes the terms and a new version; purchases that are bound to the old one revert.
 *
 * @throws DmexError `NotAllowed` when the caller is not the miner's operator
 * @throws DmexError `UnknownSeries` when there is no such series
 * @throws DmexError `ZeroAmount` when the price or the cap is 0
 * @throws DmexError `OutOfBounds` when `endPrice` is above `price`
 * @throws DmexError `SaleNotOpen` when the sale would close before it opens, or a falling price has no end
 *
 * @example
 * ```ts
 * import type { DmexClient } from '@dmex/sdk'
 * import { setSale } from '@dmex/sdk/provide'
 *
 * export const act = (client: DmexClient, seriesId: number, price: bigint) => setSale(client, { seriesId, sale: { price } })
 * ```
 */
export const setSale: WriteAction<setSale.Args, setSale.Event, setSale.Result> = /*#__PURE__*/ defineWrite({
  name: 'provide.setSale',
  contract: 'primarySale',
  abi: primarySaleSetSaleAbi,
  args: ({ seriesId, sale }) => [seriesId, toSaleTerms(sale)],
  event: primarySaleSaleSetEventAbi,
})
