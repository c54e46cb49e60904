import { lendingPoolCreditWithdrawnEventAbi, lendingPoolWithdrawCreditAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { Address, EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace withdrawCredit {
  /** What to do it with. */
  type Args = {
    /** The lending pool. */
    readonly pool: Address
    /** The token. */
    readonly token: Address
    /** Who receives it. */
    readonly to: Address
  }
  /** What was sent. */
  type Event = EventOf<typeof lendingPoolCreditWithdrawnEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof lendingPoolWithdrawCreditAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'NothingToPay' | 'TransferFailed'>
}

/**
 * Sends what a lending pool credited to the caller in one token, because a payment had failed, to an address of its
 * choice.
 *
 * Sends the whole credit.
 *
 * @throws DmexError `NothingToPay` when nothing is credited
 * @throws DmexError `TransferFailed` when the token refuses again
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { withdrawCredit } from '@dmex/sdk/lend'
 *
 * export const takeCredit = (client: DmexClient, pool: Address, token: Address, to: Address) =>
 *   withdrawCredit(client, { pool, token, to })
 * ```
 */
export const withdrawCredit: WriteAction<withdrawCredit.Args, withdrawCredit.Event, withdrawCredit.Result> =
  /*#__PURE__*/ defineWrite({
    name: 'lend.withdrawCredit',
    contract: ({ pool }: withdrawCredit.Args) => pool,
    abi: lendingPoolWithdrawCreditAbi,
    args: ({ token, to }) => [token, to],
    event: lendingPoolCreditWithdrawnEventAbi,
  })
