import { lendingPoolCreditWithdrawnEventAbi, lendingPoolWithdrawCreditForAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { Address, EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace withdrawCreditFor {
  /** Whose credit, in what. */
  type Args = {
    /** The lending pool. */
    readonly pool: Address
    /** Who receives what was credited to it. */
    readonly account: Address
    /** The token. */
    readonly token: Address
  }
  /** What was sent. */
  type Event = EventOf<typeof lendingPoolCreditWithdrawnEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof lendingPoolWithdrawCreditForAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'NothingToPay' | 'TransferFailed'>
}

/**
 * Sends an account what a lending pool credited to it in one token; anybody may call it.
 *
 * Sends the whole credit.
 *
 * @throws DmexError `NothingToPay` when nothing is credited
 * @throws DmexError `TransferFailed` when the token refuses again
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { withdrawCreditFor } from '@dmex/sdk/lend'
 *
 * export const payOut = (client: DmexClient, pool: Address, token: Address, account: Address) =>
 *   withdrawCreditFor(client, { pool, token, account })
 * ```
 */
export const withdrawCreditFor: WriteAction<withdrawCreditFor.Args, withdrawCreditFor.Event, withdrawCreditFor.Result> =
  /*#__PURE__*/ defineWrite({
    name: 'lend.withdrawCreditFor',
    contract: ({ pool }: withdrawCreditFor.Args) => pool,
    abi: lendingPoolWithdrawCreditForAbi,
    args: ({ account, token }) => [account, token],
    event: lendingPoolCreditWithdrawnEventAbi,
  })
