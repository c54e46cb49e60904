import { marketBuyAbi, marketListingOfAbi, marketSoldEventAbi } from '@dmex/contracts-abi'
import { NEVER } from '../core/days.js'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { Address, EventOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace buy {
  /** What to buy, as `getListing` showed it, and for how much at most. */
  type Args = {
    /** The hashpower NFT. */
    readonly id: bigint
    /** The token that the listing asks for. */
    readonly payToken: Address
    /** Highest price that is accepted for the whole, base units of the payment token. */
    readonly maxPrice: bigint
    /** `stateNonce` of the listing that the buyer saw. */
    readonly stateNonce: number
    /** Unix seconds after which the purchase reverts; never, when left out. */
    readonly deadline?: bigint | undefined
  }
  /** The NFT, both sides, and where the price went. */
  type Event = EventOf<typeof marketSoldEventAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<
    | 'AllowanceTooLow'
    | 'DeadlinePassed'
    | 'ERC721InsufficientApproval'
    | 'ERC721NonexistentToken'
    | 'FleetTerminated'
    | 'ListingChanged'
    | 'MoreGasNeeded'
    | 'NotAllowed'
    | 'NotListed'
    | 'PayTokenNotListed'
    | 'PaymentShort'
    | 'PriceTooHigh'
    | 'SalesPaused'
    | 'SelfTrade'
    | 'WrongPayToken'
  >
}

/**
 * Buys a listed hashpower NFT whole, exactly as the caller saw it.
 *
 * Pays the price and receives the NFT. What it earned until now, days that have settled, is the seller's; days that settle later are the
 * buyer's. The plan has the approval of the payment token, if it is missing.
 *
 * @throws DmexError `ListingChanged` when the NFT or what is left of it is another than that seen
 * @throws DmexError `NotListed` when it is not on sale, the listing expired, or the NFT changed since
 * @throws DmexError `PriceTooHigh` when it costs more than `maxPrice`
 * @throws DmexError `WrongPayToken` when the listing asks for another token
 * @throws DmexError `NotAllowed` when the listing is for somebody else
 * @throws DmexError `SelfTrade` when the caller is the seller
 * @throws DmexError `FleetTerminated` when the NFT's fleet was ended since
 * @throws DmexError `ERC721InsufficientApproval` when the seller took the approval back
 * @throws DmexError `DeadlinePassed` when the block is later than `deadline`
 * @throws DmexError `PayTokenNotListed` when governance delisted the token
 * @throws DmexError `PaymentShort` when the token takes a fee of transfers
 * @throws DmexError `SalesPaused` while the guardian stopped trade
 * @throws DmexError `InsufficientAllowance` when the market may not take the price; execute the plan instead
 * @throws DmexError `InsufficientBalance` when the caller has less than the price
 * @throws DmexError `MoreGasNeeded` when the gas limit leaves too little to pay the seller
 * @throws DmexError `ERC721NonexistentToken` when there is no such NFT
 *
 * @example
 * ```ts
 * import { type DmexClient, execute } from '@dmex/sdk'
 * import { buy, getListing } from '@dmex/sdk/trade'
 *
 * export async function take(client: DmexClient, id: bigint) {
 *   const { listing } = await getListing(client, { id })
 *   if (!listing) throw new Error('It is not on sale.')
 *   const { price: maxPrice, stateNonce, pay } = listing
 *   return execute(client, await buy.plan(client, { id, payToken: pay.token, maxPrice, stateNonce }))
 * }
 * ```
 */
export const buy: WriteAction<buy.Args, buy.Event> = /*#__PURE__*/ defineWrite({
  name: 'trade.buy',
  contract: 'market',
  abi: marketBuyAbi,
  args: ({ id, payToken, maxPrice, stateNonce, deadline = NEVER }) => [id, payToken, maxPrice, stateNonce, deadline],
  requires: async ({ id }, { read }) => {
    const { price, payToken } = await read('market', marketListingOfAbi, [id])
    return price ? [{ kind: 'erc20', token: payToken, amount: price }] : []
  },
  event: marketSoldEventAbi,
})
