import { marketAcceptOfferAbi, marketOfferAcceptedEventAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace acceptOffer {
  /** What to sell into which offer. */
  type Args = {
    /** The offer, as `OfferMade` named it. */
    readonly offerId: bigint
    /** The hashpower NFT of the caller. */
    readonly id: bigint
    /** Units of hashpower: all of the NFT's, or a part that is split off for the bidder. */
    readonly units: bigint
    /** Least that the caller gets, after fee and royalty, base units of the payment token; `offerBrings` works it out. */
    readonly minProceeds: bigint
  }
  /** The NFT that the bidder got, and where the price went. */
  type Event = EventOf<typeof marketOfferAcceptedEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof marketAcceptOfferAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<
    | 'AlreadyRefunded'
    | 'DeadlinePassed'
    | 'ERC721NonexistentToken'
    | 'FleetTerminated'
    | 'IsLocked'
    | 'MoreGasNeeded'
    | 'NotAllowed'
    | 'OfferNotForThis'
    | 'OfferTermsNotMet'
    | 'PayTokenNotListed'
    | 'ProceedsTooLow'
    | 'SalesPaused'
    | 'SelfTrade'
    | 'TermIsOver'
    | 'UnitsNotForSale'
    | 'UnknownOffer'
    | 'ZeroAmount'
  >
}

/**
 * Sells units of the caller's hashpower NFT into an offer.
 *
 * The bidder gets the NFT, or a new one split off it; the caller gets its part of the offer, rounded down, less fee and royalty. What the
 * NFT earned until now is the caller's. The plan has the approval of the NFT for the market, if it is missing.
 *
 * @throws DmexError `UnknownOffer` when it was filled or cancelled
 * @throws DmexError `OfferNotForThis` when it wants another NFT or series, or the NFT changed since
 * @throws DmexError `OfferTermsNotMet` when the NFT has fewer days left, or less to refund per unit, than it asks for
 * @throws DmexError `UnitsNotForSale` when it takes more at once, or would want less than its least part afterwards
 * @throws DmexError `ProceedsTooLow` when the caller would get less than `minProceeds`
 * @throws DmexError `DeadlinePassed` when it expired
 * @throws DmexError `NotAllowed` when the caller does not own the NFT
 * @throws DmexError `SelfTrade` when the caller is the bidder
 * @throws DmexError `ApprovalMissing` when the market may not move the NFT; execute the plan instead
 * @throws DmexError `IsLocked` while a contract holds the NFT
 * @throws DmexError `FleetTerminated` when its fleet was ended
 * @throws DmexError `AlreadyRefunded` when its refund was paid
 * @throws DmexError `TermIsOver` when it earns nothing more
 * @throws DmexError `PayTokenNotListed` when governance delisted the token
 * @throws DmexError `SalesPaused` while the guardian stopped trade
 * @throws DmexError `ZeroAmount` when so few units would bring nothing
 * @throws DmexError `MoreGasNeeded` when the gas limit leaves too little to pay the caller
 * @throws DmexError `ERC721NonexistentToken` when there is no such NFT
 *
 * @example
 * ```ts
 * import { type DmexClient, execute } from '@dmex/sdk'
 * import { acceptOffer, getOffer, offerBrings } from '@dmex/sdk/trade'
 *
 * export async function sellInto(client: DmexClient, offerId: bigint, id: bigint, units: bigint) {
 *   const { offer } = await getOffer(client, { offerId })
 *   if (!offer) throw new Error('It is gone.')
 *   const { seller: minProceeds } = offerBrings(offer, units)
 *   return execute(client, await acceptOffer.plan(client, { offerId, id, units, minProceeds }))
 * }
 * ```
 */
export const acceptOffer: WriteAction<acceptOffer.Args, acceptOffer.Event, acceptOffer.Result> =
  /*#__PURE__*/ defineWrite({
    name: 'trade.acceptOffer',
    contract: 'market',
    abi: marketAcceptOfferAbi,
    args: ({ offerId, id, units, minProceeds }) => [offerId, id, units, minProceeds],
    requires: ({ id }, { address }) => [{ kind: 'nft', collection: address('hashpower'), id }],
    event: marketOfferAcceptedEventAbi,
  })
