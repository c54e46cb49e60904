import { rigLensSlotsAbi } from '@dmex/contracts-abi'
import { defineRead, type ReadAction } from '../core/defineRead.js'
import { first } from '../core/pages.js'
import type { TakenAt } from '../core/views.js'
import type { ErrorCodes } from '../errors/DmexError.js'
import { type Item, toItem } from './item.js'
import { type Slot, toSlot } from './slot.js'

export declare namespace getSlot {
  /** Which slot. */
  type Args = {
    /** The item: an ERC-721, a holder's ERC-1155 piece, or an off-chain item of a studio. */
    readonly item: Item
  }
  /** The slot, and the block that it is of. */
  type Result = Slot & { readonly at: TakenAt }
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'ItemNotNormal'>
}

/**
 * Reads the slot of an item: the power in it, who controls it, seals and requests, and what a claim would pay now.
 *
 * One `eth_call`. An item that nobody attached anything to has an `empty` slot.
 *
 * @throws DmexError `ItemNotNormal` when the item names no collection, or a holder it has no use for
 *
 * @example
 * ```ts
 * import type { DmexClient } from '@dmex/sdk'
 * import { getSlot, type Item } from '@dmex/sdk/rig'
 *
 * export async function unitsOf(client: DmexClient, item: Item) {
 *   const { power } = await getSlot(client, { item })
 *   return power?.units ?? 0n
 * }
 * ```
 */
export const getSlot: ReadAction<getSlot.Args, getSlot.Result> = /*#__PURE__*/ defineRead({
  name: 'rig.getSlot',
  contract: 'rigLens',
  abi: rigLensSlotsAbi,
  args: ({ item }: getSlot.Args) => [[toItem(item)]],
  result: ({ result, at }) => ({ ...toSlot(first(result), at), at }),
})
