import { rigDetachRequestedEventAbi, rigRequestDetachAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'
import { type Item, toItem } from './item.js'

export declare namespace requestDetach {
  /** Which slot. */
  type Args = {
    /** The item: an ERC-721, a holder's ERC-1155 piece, or an off-chain item of a studio. */
    readonly item: Item
  }
  /** From when to when it can be detached. */
  type Event = EventOf<typeof rigDetachRequestedEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof rigRequestDetachAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'ItemNotNormal' | 'NotController' | 'SlotNotInMode'>
}

/**
 * Starts the cool-down of a detach, replacing a former request.
 *
 * Writes the request, which is void as soon as the item changes hands. On a sealed slot it is ready when the seal
 * ends, if that is later.
 *
 * @throws DmexError `NotController` when the caller does not control the item
 * @throws DmexError `SlotNotInMode` when the slot is empty, or its power is lent
 * @throws DmexError `ItemNotNormal` when the item names no collection, or a holder it has no use for
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { requestDetach } from '@dmex/sdk/rig'
 *
 * export const begin = (client: DmexClient, collection: Address, id: bigint) =>
 *   requestDetach(client, { item: { kind: 'erc721', collection, id } })
 * ```
 */
export const requestDetach: WriteAction<requestDetach.Args, requestDetach.Event, requestDetach.Result> =
  /*#__PURE__*/ defineWrite({
    name: 'rig.requestDetach',
    contract: 'rig',
    abi: rigRequestDetachAbi,
    args: ({ item }) => [toItem(item)],
    event: rigDetachRequestedEventAbi,
  })
