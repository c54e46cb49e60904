import { rigDetachAbi, rigDetachedEventAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'
import { type Item, toItem } from './item.js'

export declare namespace detach {
  /** Which slot. */
  type Args = {
    /** The item: an ERC-721, a holder's ERC-1155 piece, or an off-chain item of a studio. */
    readonly item: Item
  }
  /** The power, and who received it. */
  type Event = EventOf<typeof rigDetachedEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof rigDetachAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<
    'DetachNotReady' | 'DetachNotRequested' | 'ItemNotNormal' | 'NotController' | 'SlotNotInMode' | 'SlotSealed'
  >
}

/**
 * Takes the hashpower NFT out of an item, after the cool-down that `requestDetach` began.
 *
 * Pays the income so far by the terms, and sends the NFT to the item's controller. Open for 7 days from the end of
 * the cool-down.
 *
 * @throws DmexError `DetachNotRequested` when the present controller did not request it
 * @throws DmexError `DetachNotReady` before the cool-down is over, and after the 7 days
 * @throws DmexError `SlotSealed` while the slot is sealed
 * @throws DmexError `NotController` when the caller does not control the item
 * @throws DmexError `SlotNotInMode` when the slot is empty, or its power is lent
 * @throws DmexError `ItemNotNormal` when the item names no collection, or a holder it has no use for
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { detach } from '@dmex/sdk/rig'
 *
 * export const takeOut = (client: DmexClient, collection: Address, id: bigint) =>
 *   detach(client, { item: { kind: 'erc721', collection, id } })
 * ```
 */
export const detach: WriteAction<detach.Args, detach.Event, detach.Result> = /*#__PURE__*/ defineWrite({
  name: 'rig.detach',
  contract: 'rig',
  abi: rigDetachAbi,
  args: ({ item }) => [toItem(item)],
  event: rigDetachedEventAbi,
})
