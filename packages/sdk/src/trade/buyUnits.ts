import { hashpowerInfoOfAbi, marketBuyUnitsAbi, marketListingOfAbi, marketUnitsSoldEventAbi } from '@dmex/contracts-abi'
import { NEVER } from '../core/days.js'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { Address, EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'
import { priceOfUnits } from './prices.js'

export declare namespace buyUnits {
  /** What to buy, as `getListing` showed it, and for how much at most. */
  type Args = {
    /** The hashpower NFT on sale. */
    readonly id: bigint
    /** Units of hashpower, 1 GH/s or 1 GiB each: at least the listing's `minUnits`, leaving as many. */
    readonly units: bigint
    /** The token that the listing asks for. */
    readonly payToken: Address
    /** Highest price that is accepted for these units, base units of the payment token; `priceOfUnits` works it out. */
    readonly maxPrice: bigint
    /** `order` of the listing that the buyer saw. */
    readonly order: number
    /** Unix seconds after which the purchase reverts; never, when left out. */
    readonly deadline?: bigint | undefined
  }
  /** The new NFT, both sides, and where the price went. */
  type Event = EventOf<typeof marketUnitsSoldEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof marketBuyUnitsAbi>
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
    | 'UnitsNotForSale'
    | 'WrongPayToken'
  >
}

/**
 * Buys a part of a listed hashpower NFT: a new NFT of the same series and term is split off for the caller, and the listing goes on for
 * the rest.
 *
 * Pays the part of the price, rounded up. Others may buy other parts at the same time. The plan has the approval of the payment
 * token, if it is missing.
 *
 * @throws DmexError `UnitsNotForSale` when only the whole is for sale, or fewer than `minUnits` would be taken or left
 * @throws DmexError `ListingChanged` when the NFT was listed anew in another state
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
 * import { type DmexClient, execute, hashpower } from '@dmex/sdk'
 * import { buyUnits, getListing, priceOfUnits } from '@dmex/sdk/trade'
 *
 * export async function takeThree(client: DmexClient, id: bigint) {
 *   const { listing } = await getListing(client, { id })
 *   if (!listing) throw new Error('It is not on sale.')
 *   const units = hashpower('3 TH')
 *   const args = { id, units, payToken: listing.pay.token, maxPrice: priceOfUnits(listing, units), order: listing.order }
 *   const { event } = await execute(client, await buyUnits.plan(client, args))
 *   return event?.boughtId
 * }
 * ```
 */
export const buyUnits: WriteAction<buyUnits.Args, buyUnits.Event, buyUnits.Result> = /*#__PURE__*/ defineWrite({
  name: 'trade.buyUnits',
  contract: 'market',
  abi: marketBuyUnitsAbi,
  args: ({ id, units, payToken, maxPrice, order, deadline = NEVER }) => [
    id,
    units,
    payToken,
    maxPrice,
    order,
    deadline,
  ],
  requires: async ({ id, units }, { read }) => {
    const { price, payToken } = await read('market', marketListingOfAbi, [id])
    if (!price) return []
    const { units: left } = await read('hashpower', hashpowerInfoOfAbi, [id])
    return [{ kind: 'erc20', token: payToken, amount: priceOfUnits({ price, units: left }, units) }]
  },
  event: marketUnitsSoldEventAbi,
})
