import { lendingPoolSetAutoRepayAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { Address } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace setAutoRepay {
  /** Of which loan, and to what. */
  type Args = {
    /** The lending pool. */
    readonly pool: Address
    /** The hashpower NFT. */
    readonly id: bigint
    /** Whether the NFT's income pays the debt from now on. */
    readonly autoRepay: boolean
  }
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'InAuction' | 'NoLoan' | 'NotAllowed'>
}

/**
 * Switches whether the income of a pledged hashpower NFT pays its debt.
 *
 * Writes the choice. What was earned until now goes where the old choice said: switching it off pays the debt with it
 * first, which may close the loan; `loanOutcome` finds that in the logs.
 *
 * @throws DmexError `NotAllowed` when the caller does not own the NFT
 * @throws DmexError `NoLoan` when no loan is open on it
 * @throws DmexError `InAuction` while it is in auction
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { setAutoRepay } from '@dmex/sdk/lend'
 *
 * export const payByItself = (client: DmexClient, pool: Address, id: bigint) =>
 *   setAutoRepay(client, { pool, id, autoRepay: true })
 * ```
 */
export const setAutoRepay: WriteAction<setAutoRepay.Args> = /*#__PURE__*/ defineWrite({
  name: 'lend.setAutoRepay',
  contract: ({ pool }: setAutoRepay.Args) => pool,
  abi: lendingPoolSetAutoRepayAbi,
  args: ({ id, autoRepay }) => [id, autoRepay],
})
