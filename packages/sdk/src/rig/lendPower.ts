import { rigLendPowerAbi, rigLentEventAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import { NOBODY } from '../core/nobody.js'
import type { Address, EventOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'
import { type Item, toItem } from './item.js'

export declare namespace lendPower {
  /** What to lend to which item, and on which terms. */
  type Args = {
    /** The item: an ERC-721, a holder's ERC-1155 piece, or an off-chain item of a studio. */
    readonly item: Item
    /** The hashpower NFT. */
    readonly powerId: bigint
    /** Shares of lender, studio and guild, from `createTerms`; all to the player, when left out. */
    readonly termsId?: number | undefined
    /** UTC day number of the last day whose income is shared, at most 3650 days from now. */
    readonly endDay: number
    /** Whether the lender may end it at any time; no, when left out. Not with a price. */
    readonly revocable?: boolean | undefined
    /** Once the borrower no longer controls the item, `end` (default) pays the lender, `follow` the new controller. */
    readonly onTransfer?: 'end' | 'follow' | undefined
    /** Prepaid by the item's controller on acceptance, base units of `payToken`; it begins at once, when left out. */
    readonly price?: bigint | undefined
    /** Token of the price. */
    readonly payToken?: Address | undefined
  }
  /** The slot's key, the power, and who borrows. */
  type Event = EventOf<typeof rigLentEventAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<
    | 'BadLendTerms'
    | 'IsLocked'
    | 'ItemNotAllowed'
    | 'ItemNotNormal'
    | 'LockNotApproved'
    | 'NotAllowed'
    | 'OutOfBounds'
    | 'SlotTaken'
    | 'UnknownTerms'
  >
}

/**
 * Lends a hashpower NFT to an item: it stays in its owner's wallet, locked, and its income is shared by terms.
 *
 * Writes the slot and the lock. With a price it is an offer that the item's controller accepts with `acceptLending`; until
 * then the owner goes on earning. The plan has the approval of the NFT for the rig, if it is missing.
 *
 * @throws DmexError `NotAllowed` when the caller does not own the power
 * @throws DmexError `ApprovalMissing` when the rig may not lock the NFT; execute the plan instead
 * @throws DmexError `IsLocked` while another contract holds the power
 * @throws DmexError `SlotTaken` when this slot of the item holds power already; use the next `index`
 * @throws DmexError `BadLendTerms` when a price has no token or is revocable, or nobody controls the item
 * @throws DmexError `OutOfBounds` when `endDay` is past, or more than 3650 days away
 * @throws DmexError `UnknownTerms` when there are no such terms
 * @throws DmexError `ItemNotAllowed` when the item is a hashpower NFT itself
 * @throws DmexError `ItemNotNormal` when the item names no collection, or a holder it has no use for
 *
 * @example
 * ```ts
 * import { type Address, dayOf, type DmexClient, execute } from '@dmex/sdk'
 * import { lendPower } from '@dmex/sdk/rig'
 *
 * export async function lendForMay(client: DmexClient, collection: Address, id: bigint, powerId: bigint) {
 *   const item = { kind: 'erc721', collection, id } as const
 *   const plan = await lendPower.plan(client, { item, powerId, endDay: dayOf(new Date('2027-05-31')) })
 *   return execute(client, plan)
 * }
 * ```
 */
export const lendPower: WriteAction<lendPower.Args, lendPower.Event> = /*#__PURE__*/ defineWrite({
  name: 'rig.lendPower',
  contract: 'rig',
  abi: rigLendPowerAbi,
  args: ({
    item,
    powerId,
    termsId = 0,
    endDay,
    revocable = false,
    onTransfer = 'end',
    price = 0n,
    payToken = NOBODY,
  }) => [
    toItem(item),
    powerId,
    { termsId, endDay, revocable, onTransfer: onTransfer === 'follow' ? 1 : 0, price, payToken },
  ],
  requires: ({ powerId }, { address }) => [{ kind: 'nft', collection: address('hashpower'), id: powerId }],
  event: rigLentEventAbi,
})
