import { rigMarkOrphanAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'
import { type Item, toItem } from './item.js'

export declare namespace markOrphan {
  /** Which slot. */
  type Args = {
    /** The item: an ERC-721, a holder's ERC-1155 piece, or an off-chain item of a studio. */
    readonly item: Item
  }
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof rigMarkOrphanAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'ItemNotNormal' | 'NotOrphan' | 'SlotNotInMode'>
}

/**
 * Marks a slot whose item has no controller any more, or clears the mark when it has one again.
 *
 * Writes the mark. Anybody may call it; 30 days later `reclaim` gives the power back.
 *
 * @throws DmexError `NotOrphan` when the item has a controller
 * @throws DmexError `SlotNotInMode` when the slot is empty
 * @throws DmexError `ItemNotNormal` when the item names no collection, or a holder it has no use for
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { markOrphan } from '@dmex/sdk/rig'
 *
 * export const mark = (client: DmexClient, collection: Address, id: bigint) =>
 *   markOrphan(client, { item: { kind: 'erc721', collection, id } })
 * ```
 */
export const markOrphan: WriteAction<markOrphan.Args, undefined, markOrphan.Result> = /*#__PURE__*/ defineWrite({
  name: 'rig.markOrphan',
  contract: 'rig',
  abi: rigMarkOrphanAbi,
  args: ({ item }) => [toItem(item)],
})
