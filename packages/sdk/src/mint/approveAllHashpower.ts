import { hashpowerApprovalForAllEventAbi, hashpowerSetApprovalForAllAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { Address, EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace approveAllHashpower {
  /** What to do it with. */
  type Args = {
    /** Who may. */
    readonly operator: Address
    /** True to let it, false to take it back. */
    readonly approved: boolean
  }
  /** Who may, or may no more. */
  type Event = EventOf<typeof hashpowerApprovalForAllEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof hashpowerSetApprovalForAllAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'ERC721InvalidOperator'>
}

/**
 * Lets a contract move or lock every hashpower NFT of the caller, now and later, or takes that back.
 *
 * Writes the approval for all. Give it only to contracts that you trust with all of them.
 *
 * @throws DmexError `ERC721InvalidOperator` when `operator` is the zero address
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { approveAllHashpower } from '@dmex/sdk/mint'
 *
 * export const trust = (client: DmexClient, operator: Address) => approveAllHashpower(client, { operator, approved: true })
 * ```
 */
export const approveAllHashpower: WriteAction<
  approveAllHashpower.Args,
  approveAllHashpower.Event,
  approveAllHashpower.Result
> = /*#__PURE__*/ defineWrite({
  name: 'mint.approveAllHashpower',
  contract: 'hashpower',
  abi: hashpowerSetApprovalForAllAbi,
  args: ({ operator, approved }) => [operator, approved],
  event: hashpowerApprovalForAllEventAbi,
})
