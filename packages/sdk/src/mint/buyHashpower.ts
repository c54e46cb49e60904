import { primarySaleBuyAbi, primarySalePurchasedEventAbi, primarySaleQuoteAbi } from '@dmex/contracts-abi'
import { NEVER } from '../core/days.js'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import { NOBODY } from '../core/nobody.js'
import type { Address, EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace buyHashpower {
  /** What to buy, and for how much at most. `quoteBuy` returns it as `buy`. */
  type Args = {
    /** The series, as `SeriesCreated` named it. */
    readonly seriesId: number
    /** Units of hashpower to buy, 1 GH/s or 1 GiB each. */
    readonly units: bigint
    /** Highest price per unit that is accepted, base units of the payment token. */
    readonly maxPrice: bigint
    /** Version of the sale's terms that the buyer agreed to; from `quoteBuy`. */
    readonly termsVersion: number
    /** Unix seconds after which the purchase reverts; never, when left out. `quoteBuy` gives half an hour. */
    readonly deadline?: bigint | undefined
    /** Who is paid out of the platform fee; nobody, when left out. */
    readonly referrer?: Address | undefined
  }
  /** The NFT that was minted, and what was paid for it. */
  type Event = EventOf<typeof primarySalePurchasedEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof primarySaleBuyAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<
    | 'AllowanceTooLow'
    | 'DeadlinePassed'
    | 'FleetBehind'
    | 'FleetTerminated'
    | 'MinerMissedDays'
    | 'MinerNotActive'
    | 'NotOnAllowList'
    | 'PriceTooHigh'
    | 'SaleNotOpen'
    | 'SalesPaused'
    | 'SeriesIsClosed'
    | 'SoldOut'
    | 'TermsChanged'
    | 'UnknownSeries'
    | 'WalletCapReached'
    | 'ZeroAmount'
  >
}

/**
 * Buys units of a series and receives them as one hashpower NFT, which earns from the next UTC day on.
 *
 * Writes one NFT to the buyer; the price waits in escrow and is released to the miner day by day, only for days that
 * it delivered. Simulates, then sends one transaction. The simulation returns the id of the NFT.
 *
 * @throws DmexError `PriceTooHigh` when the price is above `maxPrice`
 * @throws DmexError `TermsChanged` when the operator changed the terms since
 * @throws DmexError `SoldOut` when fewer units are left
 * @throws DmexError `ZeroAmount` when `units` is 0
 * @throws DmexError `WalletCapReached` when the buyer would pass the limit of the sale
 * @throws DmexError `DeadlinePassed` when the block is later than `deadline`
 * @throws DmexError `SaleNotOpen` before and after the sale
 * @throws DmexError `UnknownSeries` when there is no such series
 * @throws DmexError `SalesPaused` while the guardian stopped sales
 * @throws DmexError `MinerMissedDays` while the miner is behind with deliveries
 * @throws DmexError `FleetBehind` when the ledger lags more than 7 days behind; settle days first
 * @throws DmexError `MinerNotActive` when the miner is suspended
 * @throws DmexError `FleetTerminated` when its fleet was ended
 * @throws DmexError `SeriesIsClosed` when the sale ended for good
 * @throws DmexError `InsufficientAllowance` when the sale may not take the price; execute the plan instead
 * @throws DmexError `InsufficientBalance` when the buyer has less than the price
 * @throws DmexError `NotOnAllowList` when the sale has an allow-list; use `buyAllowedHashpower`
 *
 * @example
 * ```ts
 * import { type DmexClient, execute, hashpower } from '@dmex/sdk'
 * import { buyHashpower, quoteBuy } from '@dmex/sdk/mint'
 *
 * export async function buyTwoTerahash(client: DmexClient, seriesId: number) {
 *   const { buy } = await quoteBuy(client, { seriesId, units: hashpower('2 TH') })
 *   const { event } = await execute(client, await buyHashpower.plan(client, buy))
 *   return event?.id
 * }
 * ```
 */
export const buyHashpower: WriteAction<buyHashpower.Args, buyHashpower.Event, buyHashpower.Result> =
  /*#__PURE__*/ defineWrite({
    name: 'mint.buyHashpower',
    contract: 'primarySale',
    abi: primarySaleBuyAbi,
    args: ({ seriesId, units, maxPrice, termsVersion, deadline = NEVER, referrer = NOBODY }) => [
      seriesId,
      units,
      maxPrice,
      termsVersion,
      deadline,
      referrer,
    ],
    requires: async ({ seriesId, units }, { read }) => {
      const { payToken, cost } = await read('primarySale', primarySaleQuoteAbi, [seriesId, units])
      return [{ kind: 'erc20', token: payToken, amount: cost }]
    },
    event: primarySalePurchasedEventAbi,
  })
