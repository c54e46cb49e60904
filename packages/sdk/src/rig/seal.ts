import { rigSealAbi, rigSealedEventAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'
import { type Item, toItem } from './item.js'

export declare namespace seal {
  /** Which slot, and until when. */
  type Args = {
    /** The item: an ERC-721, a holder's ERC-1155 piece, or an off-chain item of a studio. */
    readonly item: Item
    /** Unix seconds, later than the present seal and at most 90 days from now. */
    readonly until: number
  }
  /** Until when. */
  type Event = EventOf<typeof rigSealedEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof rigSealAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'ItemNotNormal' | 'NotController' | 'SealOutOfBounds' | 'SlotNotInMode'>
}

/**
 * Promises that the hashpower NFT stays in the item until a time; nothing can undo it, and it survives a sale.
 *
 * Writes the seal, and voids a pending detach.
 *
 * @throws DmexError `SealOutOfBounds` when the time is not later than the present seal, or more than 90 days away
 * @throws DmexError `NotController` when the caller does not control the item
 * @throws DmexError `SlotNotInMode` when the slot is empty, or its power is lent
 * @throws DmexError `ItemNotNormal` when the item names no collection, or a holder it has no use for
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { seal } from '@dmex/sdk/rig'
 *
 * export const promise = (client: DmexClient, collection: Address, id: bigint, until: number) =>
 *   seal(client, { item: { kind: 'erc721', collection, id }, until })
 * ```
 */
export const seal: WriteAction<seal.Args, seal.Event, seal.Result> = /*#__PURE__*/ defineWrite({
  name: 'rig.seal',
  contract: 'rig',
  abi: rigSealAbi,
  args: ({ item, until }) => [toItem(item), until],
  event: rigSealedEventAbi,
})
