import { marketCancelOfferAbi, marketOfferCancelledEventAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace cancelOffer {
  /** Which offer. */
  type Args = {
    /** The offer, as `OfferMade` named it. */
    readonly offerId: bigint
  }
  /** What was left of its money. */
  type Event = EventOf<typeof marketOfferCancelledEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof marketCancelOfferAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'MoreGasNeeded' | 'NotAllowed' | 'UnknownOffer'>
}

/**
 * Takes an offer back, expired or not, and sends what is left of its money to the bidder.
 *
 * Where the token refuses the bidder, the money is credited for `withdrawCredit`. It works while trade is paused.
 *
 * @throws DmexError `UnknownOffer` when it was filled or cancelled
 * @throws DmexError `NotAllowed` when the caller is not the bidder
 * @throws DmexError `MoreGasNeeded` when the gas limit leaves too little to pay
 *
 * @example
 * ```ts
 * import type { DmexClient } from '@dmex/sdk'
 * import { cancelOffer } from '@dmex/sdk/trade'
 *
 * export const takeBack = (client: DmexClient, offerId: bigint) => cancelOffer(client, { offerId })
 * ```
 */
export const cancelOffer: WriteAction<cancelOffer.Args, cancelOffer.Event, cancelOffer.Result> =
  /*#__PURE__*/ defineWrite({
    name: 'trade.cancelOffer',
    contract: 'market',
    abi: marketCancelOfferAbi,
    args: ({ offerId }) => [offerId],
    event: marketOfferCancelledEventAbi,
  })
