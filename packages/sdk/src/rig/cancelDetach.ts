import { rigCancelDetachAbi, rigDetachCancelledEventAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'
import { type Item, toItem } from './item.js'

export declare namespace cancelDetach {
  /** Which slot. */
  type Args = {
    /** The item: an ERC-721, a holder's ERC-1155 piece, or an off-chain item of a studio. */
    readonly item: Item
  }
  /** Whose request it was. */
  type Event = EventOf<typeof rigDetachCancelledEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof rigCancelDetachAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'DetachNotRequested' | 'ItemNotNormal' | 'NotController' | 'SlotNotInMode'>
}

/**
 * Takes the request of a detach back.
 *
 * Clears the request. Once who requested it no longer controls the item, anybody may call it.
 *
 * @throws DmexError `DetachNotRequested` when none was requested
 * @throws DmexError `NotController` when the caller does not control the item
 * @throws DmexError `SlotNotInMode` when the slot is empty, or its power is lent
 * @throws DmexError `ItemNotNormal` when the item names no collection, or a holder it has no use for
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { cancelDetach } from '@dmex/sdk/rig'
 *
 * export const stay = (client: DmexClient, collection: Address, id: bigint) =>
 *   cancelDetach(client, { item: { kind: 'erc721', collection, id } })
 * ```
 */
export const cancelDetach: WriteAction<cancelDetach.Args, cancelDetach.Event, cancelDetach.Result> =
  /*#__PURE__*/ defineWrite({
    name: 'rig.cancelDetach',
    contract: 'rig',
    abi: rigCancelDetachAbi,
    args: ({ item }) => [toItem(item)],
    event: rigDetachCancelledEventAbi,
  })
