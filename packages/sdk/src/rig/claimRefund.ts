import { rigClaimRefundAbi, rigRefundClaimedEventAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'
import { type Item, toItem } from './item.js'

export declare namespace claimRefund {
  /** Which slot. */
  type Args = {
    /** The item: an ERC-721, a holder's ERC-1155 piece, or an off-chain item of a studio. */
    readonly item: Item
  }
  /** What was paid, and to whom. */
  type Event = EventOf<typeof rigRefundClaimedEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof rigClaimRefundAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<
    'AlreadyRefunded' | 'ItemNotNormal' | 'NotController' | 'NotOptedIn' | 'NotRefundable' | 'SlotNotInMode'
  >
}

/**
 * Pays the escrow refund of a slot's power to the item's controller (deposited power) or the lender (lent power).
 *
 * Sends payment tokens. Anybody may call it once the refund is open: the fleet was terminated, or the term has
 * settled. The simulation returns both amounts.
 *
 * @throws DmexError `NotRefundable` while the fleet runs and the term has not settled
 * @throws DmexError `AlreadyRefunded` when it was paid already
 * @throws DmexError `NotController` when nobody controls the item
 * @throws DmexError `NotOptedIn` when the receiver is a contract that did not opt in
 * @throws DmexError `SlotNotInMode` when the slot is empty
 * @throws DmexError `ItemNotNormal` when the item names no collection, or a holder it has no use for
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { claimRefund } from '@dmex/sdk/rig'
 *
 * export const takeRefund = (client: DmexClient, collection: Address, id: bigint) =>
 *   claimRefund(client, { item: { kind: 'erc721', collection, id } })
 * ```
 */
export const claimRefund: WriteAction<claimRefund.Args, claimRefund.Event, claimRefund.Result> =
  /*#__PURE__*/ defineWrite({
    name: 'rig.claimRefund',
    contract: 'rig',
    abi: rigClaimRefundAbi,
    args: ({ item }) => [toItem(item)],
    event: rigRefundClaimedEventAbi,
  })
