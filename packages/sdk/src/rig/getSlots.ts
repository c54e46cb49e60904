import { rigLensSlotsAbi } from '@dmex/contracts-abi'
import { defineRead, type ReadAction } from '../core/defineRead.js'
import type { TakenAt } from '../core/views.js'
import type { ErrorCodes } from '../errors/DmexError.js'
import { type Item, toItem } from './item.js'
import { type Slot, toSlot } from './slot.js'

export declare namespace getSlots {
  /** Which slots. */
  type Args = {
    /** The items, at most 100. */
    readonly items: readonly Item[]
  }
  /** The slots in the order of the items, and the block that they are of. */
  type Result = { readonly slots: readonly Slot[]; readonly at: TakenAt }
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'BadArrays' | 'ItemNotNormal'>
}

/**
 * Reads the slots of several items at one block.
 *
 * One `eth_call`.
 *
 * @throws DmexError `BadArrays` without an item, or with more than 100
 * @throws DmexError `ItemNotNormal` when an item names no collection, or a holder it has no use for
 *
 * @example
 * ```ts
 * import type { DmexClient } from '@dmex/sdk'
 * import { getSlots, type Item } from '@dmex/sdk/rig'
 *
 * export async function powered(client: DmexClient, items: Item[]) {
 *   const { slots } = await getSlots(client, { items })
 *   return items.filter((_, index) => slots[index]?.mode !== 'empty')
 * }
 * ```
 */
export const getSlots: ReadAction<getSlots.Args, getSlots.Result> = /*#__PURE__*/ defineRead({
  name: 'rig.getSlots',
  contract: 'rigLens',
  abi: rigLensSlotsAbi,
  args: ({ items }: getSlots.Args) => [items.map(toItem)],
  result: ({ result, at }) => ({ slots: result.map((slot) => toSlot(slot, at)), at }),
})
