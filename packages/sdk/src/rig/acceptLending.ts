import { rigAcceptLendingAbi, rigLendingAcceptedEventAbi, rigSlotOfAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'
import { type Item, toItem } from './item.js'

export declare namespace acceptLending {
  /** Which offer. */
  type Args = {
    /** The item: an ERC-721, a holder's ERC-1155 piece, or an off-chain item of a studio. */
    readonly item: Item
    /** The slot's nonce when the terms were read, so that they can't be swapped; from `getSlot`. */
    readonly nonce: number
  }
  /** Who borrows, and for how much. */
  type Event = EventOf<typeof rigLendingAcceptedEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof rigAcceptLendingAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'AllowanceTooLow' | 'DeadlinePassed' | 'ItemNotNormal' | 'NotController' | 'OfferChanged'>
}

/**
 * Accepts an offer of lent power: pays its price to the lender, and begins the lending.
 *
 * Sends the price from the caller to the lender, who earned until now; from here on the terms share the income. The
 * plan has the approval or permit for the price.
 *
 * @throws DmexError `OfferChanged` when there is no offer, or it changed since
 * @throws DmexError `DeadlinePassed` after the offer's last day
 * @throws DmexError `NotController` when the caller does not control the item
 * @throws DmexError `InsufficientAllowance` when the rig may not take the price; execute the plan instead
 * @throws DmexError `InsufficientBalance` when the caller has less than the price
 * @throws DmexError `ItemNotNormal` when the item names no collection, or a holder it has no use for
 *
 * @example
 * ```ts
 * import { type DmexClient, execute } from '@dmex/sdk'
 * import { acceptLending, getSlot, type Item } from '@dmex/sdk/rig'
 *
 * export async function rent(client: DmexClient, item: Item) {
 *   const { nonce } = await getSlot(client, { item })
 *   return execute(client, await acceptLending.plan(client, { item, nonce }))
 * }
 * ```
 */
export const acceptLending: WriteAction<acceptLending.Args, acceptLending.Event, acceptLending.Result> =
  /*#__PURE__*/ defineWrite({
    name: 'rig.acceptLending',
    contract: 'rig',
    abi: rigAcceptLendingAbi,
    args: ({ item, nonce }) => [toItem(item), nonce],
    requires: async ({ item }, { read }) => {
      const { payToken, price } = await read('rig', rigSlotOfAbi, [toItem(item)])
      return price > 0n ? [{ kind: 'erc20', token: payToken, amount: price }] : []
    },
    event: rigLendingAcceptedEventAbi,
  })
