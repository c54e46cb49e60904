import { marketMakeOfferAbi, marketOfferMadeEventAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { Address, EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace makeOffer {
  /** What to offer, and for what. */
  type Args = {
    /** The hashpower NFT. */
    readonly id: bigint
    /** Units of hashpower: all of the NFT's, or a part that its owner splits off. */
    readonly units: bigint
    /** Token to pay with, one that governance listed. */
    readonly payToken: Address
    /** For these units, base units of the payment token. */
    readonly amount: bigint
    /** The NFT's `stateNonce`, as the bidder saw it. */
    readonly stateNonce: number
    /** Last second, unix seconds, within 180 days. */
    readonly expiresAt: number
  }
  /** The id of the offer, and its terms. */
  type Event = EventOf<typeof marketOfferMadeEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof marketMakeOfferAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<
    | 'AllowanceTooLow'
    | 'AlreadyRefunded'
    | 'ERC721NonexistentToken'
    | 'FleetTerminated'
    | 'IsLocked'
    | 'OfferNotForThis'
    | 'OutOfBounds'
    | 'PayTokenNotListed'
    | 'PaymentShort'
    | 'SalesPaused'
    | 'SelfTrade'
    | 'TermIsOver'
    | 'UnitsNotForSale'
    | 'ZeroAmount'
  >
}

/**
 * Offers money for one hashpower NFT in its present state, listed or not.
 *
 * Escrows the money until the owner accepts or the bidder cancels. A change of the NFT, such as a transfer or a split, makes the offer
 * void; `cancelOffer` gives the money back. The plan has the approval of the payment token, if it is missing.
 *
 * @throws DmexError `OfferNotForThis` when the NFT has another `stateNonce`
 * @throws DmexError `UnitsNotForSale` when the NFT has fewer units
 * @throws DmexError `SelfTrade` when the caller owns the NFT
 * @throws DmexError `IsLocked` while a contract holds the NFT
 * @throws DmexError `FleetTerminated` when its fleet was ended
 * @throws DmexError `AlreadyRefunded` when its refund was paid
 * @throws DmexError `TermIsOver` when it earns nothing more
 * @throws DmexError `PayTokenNotListed` when governance has not listed the token
 * @throws DmexError `OutOfBounds` when `expiresAt` is past, or more than 180 days ahead
 * @throws DmexError `ZeroAmount` when the amount or the units are 0
 * @throws DmexError `PaymentShort` when the token takes a fee of transfers
 * @throws DmexError `SalesPaused` while the guardian stopped trade
 * @throws DmexError `InsufficientAllowance` when the market may not take the money; execute the plan instead
 * @throws DmexError `InsufficientBalance` when the caller has less
 * @throws DmexError `ERC721NonexistentToken` when there is no such NFT
 *
 * @example
 * ```ts
 * import { type Address, type DmexClient, execute } from '@dmex/sdk'
 * import { getHashpower } from '@dmex/sdk/mint'
 * import { makeOffer } from '@dmex/sdk/trade'
 *
 * export async function offer(client: DmexClient, id: bigint, payToken: Address, amount: bigint, expiresAt: number) {
 *   const { units, stateNonce } = await getHashpower(client, { id })
 *   return execute(client, await makeOffer.plan(client, { id, units, payToken, amount, stateNonce, expiresAt }))
 * }
 * ```
 */
export const makeOffer: WriteAction<makeOffer.Args, makeOffer.Event, makeOffer.Result> = /*#__PURE__*/ defineWrite({
  name: 'trade.makeOffer',
  contract: 'market',
  abi: marketMakeOfferAbi,
  args: ({ id, units, payToken, amount, stateNonce, expiresAt }) => [
    id,
    units,
    payToken,
    amount,
    stateNonce,
    expiresAt,
  ],
  requires: ({ payToken, amount }) => [{ kind: 'erc20', token: payToken, amount }],
  event: marketOfferMadeEventAbi,
})
