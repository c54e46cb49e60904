import { hashpowerRefundAbi, hashpowerRefundedEventAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace refund {
  /** What to do it with. */
  type Args = {
    /** The hashpower NFT. */
    readonly id: bigint
  }
  /** What was paid, and to whom. */
  type Event = EventOf<typeof hashpowerRefundedEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof hashpowerRefundAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<
    'AlreadyRefunded' | 'ERC721NonexistentToken' | 'NotLocker' | 'NotOptedIn' | 'NotRefundable'
  >
}

/**
 * Pays the owner of a hashpower NFT the slices of days that its miner never delivered, once; anybody may.
 *
 * Sends payment tokens from the escrow to the owner, and a share of the miner's slashed bond if there is one. Open
 * when the fleet was terminated, or the whole term has settled. The simulation returns both amounts.
 *
 * @throws DmexError `NotRefundable` while the fleet runs and the term has not settled
 * @throws DmexError `AlreadyRefunded` when it was paid already, and nothing was slashed since
 * @throws DmexError `NotLocker` while the NFT is locked: refund through its locker (`claimRefund` of the rig)
 * @throws DmexError `NotOptedIn` when somebody else calls for a contract that did not opt in
 * @throws DmexError `ERC721NonexistentToken` when there is no such NFT
 *
 * @example
 * ```ts
 * import type { DmexClient } from '@dmex/sdk'
 * import { refund } from '@dmex/sdk/earn'
 *
 * export async function takeRefund(client: DmexClient, id: bigint) {
 *   const { event } = await refund(client, { id })
 *   return event.amount
 * }
 * ```
 */
export const refund: WriteAction<refund.Args, refund.Event, refund.Result> = /*#__PURE__*/ defineWrite({
  name: 'earn.refund',
  contract: 'hashpower',
  abi: hashpowerRefundAbi,
  args: ({ id }) => [id],
  event: hashpowerRefundedEventAbi,
})
