import { marketCreditWithdrawnEventAbi, marketWithdrawCreditAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { Address, EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace withdrawCredit {
  /** What to do it with. */
  type Args = {
    /** The token. */
    readonly token: Address
    /** Who receives it. */
    readonly to: Address
  }
  /** What was sent. */
  type Event = EventOf<typeof marketCreditWithdrawnEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof marketWithdrawCreditAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'NothingToPay' | 'TransferFailed'>
}

/**
 * Sends what the market credited to the caller in one token, because a payment had failed, to an address of its choice.
 *
 * Sends the whole credit. It works while trade is paused.
 *
 * @throws DmexError `NothingToPay` when nothing is credited
 * @throws DmexError `TransferFailed` when the token refuses this account too
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { withdrawCredit } from '@dmex/sdk/trade'
 *
 * export const takeCredit = (client: DmexClient, token: Address, to: Address) => withdrawCredit(client, { token, to })
 * ```
 */
export const withdrawCredit: WriteAction<withdrawCredit.Args, withdrawCredit.Event, withdrawCredit.Result> =
  /*#__PURE__*/ defineWrite({
    name: 'trade.withdrawCredit',
    contract: 'market',
    abi: marketWithdrawCreditAbi,
    args: ({ token, to }) => [token, to],
    event: marketCreditWithdrawnEventAbi,
  })
