import { hashpowerWithdrawForAbi, hashpowerWithdrawnEventAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { Address, EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace withdrawFor {
  /** What to do it with. */
  type Args = {
    /** Whose credit it is, and who is paid. */
    readonly account: Address
    /** The reward token. */
    readonly token: Address
  }
  /** What was paid. */
  type Event = EventOf<typeof hashpowerWithdrawnEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof hashpowerWithdrawForAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'NotOptedIn' | 'NothingToPay'>
}

/**
 * Pays another account what was credited to it in one reward token.
 *
 * Sends the whole credit to `account`; anybody may call it, with the rule of `claimFor`.
 *
 * @throws DmexError `NothingToPay` when nothing is credited
 * @throws DmexError `NotOptedIn` when `account` is a contract that did not opt in
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { withdrawFor } from '@dmex/sdk/earn'
 *
 * export const payCredit = (client: DmexClient, account: Address, token: Address) => withdrawFor(client, { account, token })
 * ```
 */
export const withdrawFor: WriteAction<withdrawFor.Args, withdrawFor.Event, withdrawFor.Result> =
  /*#__PURE__*/ defineWrite({
    name: 'earn.withdrawFor',
    contract: 'hashpower',
    abi: hashpowerWithdrawForAbi,
    args: ({ account, token }) => [account, token],
    event: hashpowerWithdrawnEventAbi,
  })
