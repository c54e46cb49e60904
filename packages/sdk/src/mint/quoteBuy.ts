import { lensQuoteAbi } from '@dmex/contracts-abi'
import { defineRead, type ReadAction } from '../core/defineRead.js'
import { NOBODY } from '../core/nobody.js'
import { type Blocker, toBlocker } from '../core/series.js'
import type { Address, ResultOf } from '../core/types.js'
import type { TakenAt } from '../core/views.js'
import type { ErrorCodes } from '../errors/DmexError.js'
import type { buyHashpower } from './buyHashpower.js'

type Raw = ResultOf<typeof lensQuoteAbi>['result']

export declare namespace quoteBuy {
  /** What to buy. */
  type Args = {
    /** The series, as `SeriesCreated` named it. */
    readonly seriesId: number
    /** Units of hashpower, 1 GH/s or 1 GiB each. */
    readonly units: bigint
    /** Whose balance, allowance and wallet cap to look at; nobody's, when left out. */
    readonly account?: Address | undefined
  }
  /** Price and cost, the NFT's days and daily slice, what the account has, and the arguments of `buyHashpower`. */
  interface Result extends Omit<Raw, 'blocker'> {
    /** Why this purchase would fail now; `undefined` when only money or an approval can be missing. */
    readonly blocker: Blocker | undefined
    /** Arguments for `buyHashpower`: this price at most, within half an hour. */
    readonly buy: buyHashpower.Args
    readonly at: TakenAt
  }
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'UnknownSeries'>
}

const HALF_AN_HOUR = 1_800n

/**
 * Reads what units of a series cost now, when they would earn, and what would stop the purchase.
 *
 * One `eth_call`. `buy` in the result is what `buyHashpower` takes, with the deadline counted from the block's time.
 *
 * @throws DmexError `UnknownSeries` when there is no such series
 *
 * @example
 * ```ts
 * import type { DmexClient } from '@dmex/sdk'
 * import { quoteBuy } from '@dmex/sdk/mint'
 *
 * export async function priceOf(client: DmexClient, seriesId: number, units: bigint) {
 *   const { cost, pay, blocker } = await quoteBuy(client, { seriesId, units })
 *   return blocker ? blocker.message : `${cost} base units of ${pay.symbol}`
 * }
 * ```
 */
export const quoteBuy: ReadAction<quoteBuy.Args, quoteBuy.Result> = /*#__PURE__*/ defineRead({
  name: 'mint.quoteBuy',
  contract: 'lens',
  abi: lensQuoteAbi,
  args: ({ seriesId, units, account = NOBODY }: quoteBuy.Args) => [seriesId, units, account],
  result: async ({ at, result: { blocker, ...rest } }, { seriesId, units }) => ({
    ...rest,
    blocker: await toBlocker(blocker),
    buy: {
      seriesId,
      units,
      maxPrice: rest.price,
      termsVersion: rest.termsVersion,
      deadline: at.timestamp + HALF_AN_HOUR,
    },
    at,
  }),
})
