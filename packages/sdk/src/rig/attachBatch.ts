import { rigAttachBatchAbi, rigAttachedEventAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'
import { type Item, toItem } from './item.js'

export declare namespace attachBatch {
  /** What to attach to what, and on which terms. */
  type Args = {
    /** The items. */
    readonly items: readonly Item[]
    /** The hashpower NFTs, one for each item, in the same order. */
    readonly powerIds: readonly bigint[]
    /** Shares of studio and guild, from `createTerms`; all to the player, when left out. */
    readonly termsId?: number | undefined
    /** Seconds between requesting a detach and the detach, 1 hour to 30 days; 24 hours, when left out. */
    readonly coolDown?: number | undefined
  }
  /** The first slot; `extractEvents` gives all. */
  type Event = EventOf<typeof rigAttachedEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof rigAttachBatchAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<
    | 'BadArrays'
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
 * Deposits up to 50 hashpower NFTs into as many ERC-721 items, on the same terms.
 *
 * Moves the NFTs to the rig and writes the slots. The plan has one approval for all of the account's NFTs, if
 * approvals are missing.
 *
 * @throws DmexError `BadArrays` when the lists differ in length, are empty, or longer than 50
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
 * import { type DmexClient, execute } from '@dmex/sdk'
 * import { attachBatch, type Item } from '@dmex/sdk/rig'
 *
 * export const powerAll = async (client: DmexClient, items: Item[], powerIds: bigint[]) =>
 *   execute(client, await attachBatch.plan(client, { items, powerIds }))
 * ```
 */
export const attachBatch: WriteAction<attachBatch.Args, attachBatch.Event, attachBatch.Result> =
  /*#__PURE__*/ defineWrite({
    name: 'rig.attachBatch',
    contract: 'rig',
    abi: rigAttachBatchAbi,
    args: ({ items, powerIds, termsId = 0, coolDown = 0 }) => [items.map(toItem), powerIds, termsId, coolDown],
    requires: ({ powerIds }, { address }) =>
      powerIds.length === 1
        ? [{ kind: 'nft', collection: address('hashpower'), id: powerIds[0] }]
        : [{ kind: 'nft', collection: address('hashpower') }],
    event: rigAttachedEventAbi,
  })
