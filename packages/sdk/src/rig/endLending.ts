import { rigEndLendingAbi, rigLendingEndedEventAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'
import { type Item, toItem } from './item.js'

export declare namespace endLending {
  /** Which slot. */
  type Args = {
    /** The item: an ERC-721, a holder's ERC-1155 piece, or an off-chain item of a studio. */
    readonly item: Item
  }
  /** Whose power it was, and who ended it. */
  type Event = EventOf<typeof rigLendingEndedEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof rigEndLendingAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'ItemNotNormal' | 'LendingNotEnded' | 'SlotNotInMode'>
}

/**
 * Ends a lending, or takes an offer back.
 *
 * Pays the income so far by the terms, and unlocks the power for its owner. The item's controller may at any time;
 * the lender if it is revocable, not accepted yet, or ended by a sale of the item; anybody after the last day.
 *
 * @throws DmexError `LendingNotEnded` when the caller may not yet
 * @throws DmexError `SlotNotInMode` when nothing is lent to this slot
 * @throws DmexError `ItemNotNormal` when the item names no collection, or a holder it has no use for
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { endLending } from '@dmex/sdk/rig'
 *
 * export const giveBack = (client: DmexClient, collection: Address, id: bigint) =>
 *   endLending(client, { item: { kind: 'erc721', collection, id } })
 * ```
 */
export const endLending: WriteAction<endLending.Args, endLending.Event, endLending.Result> = /*#__PURE__*/ defineWrite({
  name: 'rig.endLending',
  contract: 'rig',
  abi: rigEndLendingAbi,
  args: ({ item }) => [toItem(item)],
  event: rigLendingEndedEventAbi,
})
