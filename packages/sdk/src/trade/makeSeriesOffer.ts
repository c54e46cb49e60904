import { marketMakeSeriesOfferAbi, marketOfferMadeEventAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { Address, EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace makeSeriesOffer {
  /** What to offer, and for what. */
  type Args = {
    /** The series. */
    readonly seriesId: number
    /** Units of hashpower, all together. */
    readonly units: bigint
    /** Least units that one sale brings and leaves; all of them at once, when left out. */
    readonly minUnits?: bigint | undefined
    /** Days that an NFT must earn after the day of the sale; any number, when left out. */
    readonly minDaysLeft?: number | undefined
    /** What a refund must pay per unit if the fleet were terminated, base units of the fleet's payment token; any, when left out. */
    readonly minRefundPerUnit?: bigint | undefined
    /** Token to pay with, one that governance listed. */
    readonly payToken: Address
    /** For all of these units, base units of the payment token. */
    readonly amount: bigint
    /** Last second, unix seconds, within 180 days. */
    readonly expiresAt: number
  }
  /** The id of the offer, and its terms. */
  type Event = EventOf<typeof marketOfferMadeEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof marketMakeSeriesOfferAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<
    | 'AllowanceTooLow'
    | 'OutOfBounds'
    | 'PayTokenNotListed'
    | 'PaymentShort'
    | 'SalesPaused'
    | 'UnknownSeries'
    | 'ZeroAmount'
  >
}

/**
 * Offers money for units of a series, of any of its NFTs that meet the terms; several owners may fill it in parts.
 *
 * Escrows the money until it is filled or the bidder cancels. Days left and what is refundable fall every day: say what they must be at the
 * sale, or the oldest hashpower is sold into it. The plan has the approval of the payment token, if it is missing.
 *
 * @throws DmexError `UnknownSeries` when there is no such series
 * @throws DmexError `OutOfBounds` when `minUnits` is 0 or more than `units`, or `expiresAt` is past or more than 180 days ahead
 * @throws DmexError `PayTokenNotListed` when governance has not listed the token
 * @throws DmexError `ZeroAmount` when the amount is 0
 * @throws DmexError `PaymentShort` when the token takes a fee of transfers
 * @throws DmexError `SalesPaused` while the guardian stopped trade
 * @throws DmexError `InsufficientAllowance` when the market may not take the money; execute the plan instead
 * @throws DmexError `InsufficientBalance` when the caller has less
 *
 * @example
 * ```ts
 * import { type Address, type DmexClient, execute, hashpower, parseUnits } from '@dmex/sdk'
 * import { makeSeriesOffer } from '@dmex/sdk/trade'
 *
 * export async function wantTen(client: DmexClient, seriesId: number, payToken: Address, expiresAt: number) {
 *   const units = { units: hashpower('10 TH'), minUnits: hashpower('1 TH'), minDaysLeft: 300 }
 *   const args = { seriesId, ...units, payToken, amount: parseUnits('900', 6), expiresAt }
 *   return execute(client, await makeSeriesOffer.plan(client, args))
 * }
 * ```
 */
export const makeSeriesOffer: WriteAction<makeSeriesOffer.Args, makeSeriesOffer.Event, makeSeriesOffer.Result> =
  /*#__PURE__*/ defineWrite({
    name: 'trade.makeSeriesOffer',
    contract: 'market',
    abi: marketMakeSeriesOfferAbi,
    args: ({ payToken, amount, expiresAt, ...terms }) => {
      const { seriesId, units, minUnits = units, minDaysLeft = 0, minRefundPerUnit = 0n } = terms
      return [{ seriesId, units, minUnits, minDaysLeft, minRefundPerUnit }, payToken, amount, expiresAt]
    },
    requires: ({ payToken, amount }) => [{ kind: 'erc20', token: payToken, amount }],
    event: marketOfferMadeEventAbi,
  })
