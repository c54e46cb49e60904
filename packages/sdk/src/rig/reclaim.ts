import { rigReclaimAbi, rigReclaimedEventAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'
import { type Item, toItem } from './item.js'

export declare namespace reclaim {
  /** Which slot. */
  type Args = {
    /** The item: an ERC-721, a holder's ERC-1155 piece, or an off-chain item of a studio. */
    readonly item: Item
  }
  /** The power, and who has it back. */
  type Event = EventOf<typeof rigReclaimedEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof rigReclaimAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'ItemNotNormal' | 'NotOrphan' | 'SlotNotInMode' | 'SlotSealed'>
}

/**
 * Gives the power of a gone item, and its income, back to who deposited or lent it.
 *
 * Sends or unlocks the NFT. Anybody may call it, 30 days after the slot was marked.
 *
 * @throws DmexError `NotOrphan` before 30 days have passed since the mark, or when the item has a controller again
 * @throws DmexError `SlotSealed` while the slot is sealed
 * @throws DmexError `SlotNotInMode` when the slot is empty
 * @throws DmexError `ItemNotNormal` when the item names no collection, or a holder it has no use for
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { reclaim } from '@dmex/sdk/rig'
 *
 * export const save = (client: DmexClient, collection: Address, id: bigint) =>
 *   reclaim(client, { item: { kind: 'erc721', collection, id } })
 * ```
 */
export const reclaim: WriteAction<reclaim.Args, reclaim.Event, reclaim.Result> = /*#__PURE__*/ defineWrite({
  name: 'rig.reclaim',
  contract: 'rig',
  abi: rigReclaimAbi,
  args: ({ item }) => [toItem(item)],
  event: rigReclaimedEventAbi,
})
