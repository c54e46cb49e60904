import { rigClaimSlotsAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'
import { type Item, toItem } from './item.js'

export declare namespace claimSlots {
  /** Which slots. */
  type Args = {
    /** The items; those whose powers are of one series next to each other cost least. */
    readonly items: readonly Item[]
  }
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof rigClaimSlotsAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'BadArrays' | 'IncomeNotCollected' | 'ItemNotNormal'>
}

/**
 * Pays the income of up to 50 slots to those whom it belongs to; anybody may call it.
 *
 * Sends reward tokens to players, lenders, studios and guilds by each slot's terms. Slots that owe nobody anything
 * now are left out, so that it may pay nothing at all; `slotPayments(receipt.logs)` tells what was paid.
 *
 * @throws DmexError `BadArrays` without an item, or with more than 50
 * @throws DmexError `IncomeNotCollected` when the reward token refuses to pay
 * @throws DmexError `ItemNotNormal` when the item names no collection, or a holder it has no use for
 *
 * @example
 * ```ts
 * import type { DmexClient } from '@dmex/sdk'
 * import { claimSlots, type Item, slotPayments } from '@dmex/sdk/rig'
 *
 * export async function payEverybody(client: DmexClient, items: Item[]) {
 *   const { receipt } = await claimSlots(client, { items })
 *   return slotPayments(receipt.logs)
 * }
 * ```
 */
export const claimSlots: WriteAction<claimSlots.Args, undefined, claimSlots.Result> = /*#__PURE__*/ defineWrite({
  name: 'rig.claimSlots',
  contract: 'rig',
  abi: rigClaimSlotsAbi,
  args: ({ items }) => [items.map(toItem)],
})
