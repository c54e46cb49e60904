import { hashpowerApprovalEventAbi, hashpowerApproveAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import { NOBODY } from '../core/nobody.js'
import type { Address, EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace approveHashpower {
  /** What to do it with. */
  type Args = {
    /** The hashpower NFT. */
    readonly id: bigint
    /** Who may; nobody any more, when left out. */
    readonly spender?: Address | undefined
  }
  /** Who may move or lock it. */
  type Event = EventOf<typeof hashpowerApprovalEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof hashpowerApproveAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'ERC721InvalidApprover' | 'ERC721NonexistentToken'>
}

/**
 * Lets an account or contract move or lock one hashpower NFT.
 *
 * Writes the approval of that NFT; it ends with a transfer or a lock. Plans of other actions include it where they
 * need it.
 *
 * @throws DmexError `ERC721InvalidApprover` when the caller is neither the owner nor approved for all
 * @throws DmexError `ERC721NonexistentToken` when there is no such NFT
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { approveHashpower } from '@dmex/sdk/mint'
 *
 * export const allow = (client: DmexClient, id: bigint, spender: Address) => approveHashpower(client, { id, spender })
 * ```
 */
export const approveHashpower: WriteAction<approveHashpower.Args, approveHashpower.Event, approveHashpower.Result> =
  /*#__PURE__*/ defineWrite({
    name: 'mint.approveHashpower',
    contract: 'hashpower',
    abi: hashpowerApproveAbi,
    args: ({ id, spender = NOBODY }) => [spender, id],
    event: hashpowerApprovalEventAbi,
  })
