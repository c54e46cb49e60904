import { rigAttachAbi, rigAttachedEventAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'
import { type Item, toItem } from './item.js'

export declare namespace attach {
  /** What to attach to what, and on which terms. */
  type Args = {
    /** The item: an ERC-721, a holder's ERC-1155 piece, or an off-chain item of a studio. */
    readonly item: Item
    /** The hashpower NFT. */
    readonly powerId: bigint
    /** Shares of studio and guild, from `createTerms`; all to the player, when left out. */
    readonly termsId?: number | undefined
    /** Seconds between requesting a detach and the detach, 1 hour to 30 days; 24 hours, when left out. */
    readonly coolDown?: number | undefined
  }
  /** The slot's key, the power in it, and who put it there. */
  type Event = EventOf<typeof rigAttachedEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof rigAttachAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<
    | 'BadTerms'
    | 'ERC721IncorrectOwner'
    | 'ERC721InsufficientApproval'
    | 'IsLocked'
    | 'ItemNotAllowed'
    | 'ItemNotNormal'
    | 'NotController'
    | 'OutOfBounds'
    | 'SlotTaken'
    | 'UnknownTerms'
  >
}

/**
 * Deposits a hashpower NFT into an ERC-721 item: from now on whoever controls the item earns with it, also after a
 * sale.
 *
 * Moves the NFT to the rig and writes the slot. The plan has the approval of the NFT for the rig, if it is missing.
 *
 * @throws DmexError `NotController` when the caller does not control the item
 * @throws DmexError `SlotTaken` when this slot of the item holds power already; use the next `index`
 * @throws DmexError `ItemNotAllowed` when the item is no ERC-721, or a hashpower NFT itself
 * @throws DmexError `ApprovalMissing` when the rig may not take the NFT; execute the plan instead
 * @throws DmexError `ERC721IncorrectOwner` when the caller does not own the power
 * @throws DmexError `IsLocked` while another contract holds the power
 * @throws DmexError `UnknownTerms` when there are no such terms
 * @throws DmexError `BadTerms` when they name a lender's share
 * @throws DmexError `OutOfBounds` when the cool-down is out of its bounds
 * @throws DmexError `ItemNotNormal` when the item names no collection, or a holder it has no use for
 *
 * @example
 * ```ts
 * import { type Address, type DmexClient, execute } from '@dmex/sdk'
 * import { attach } from '@dmex/sdk/rig'
 *
 * export async function power(client: DmexClient, collection: Address, id: bigint, powerId: bigint) {
 *   const plan = await attach.plan(client, { item: { kind: 'erc721', collection, id }, powerId })
 *   return execute(client, plan)
 * }
 * ```
 */
export const attach: WriteAction<attach.Args, attach.Event, attach.Result> = /*#__PURE__*/ defineWrite({
  name: 'rig.attach',
  contract: 'rig',
  abi: rigAttachAbi,
  args: ({ item, powerId, termsId = 0, coolDown = 0 }) => [toItem(item), powerId, termsId, coolDown],
  requires: ({ powerId }, { address }) => [{ kind: 'nft', collection: address('hashpower'), id: powerId }],
  event: rigAttachedEventAbi,
})
