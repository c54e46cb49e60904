import { auctionHouseCreditWithdrawnEventAbi, auctionHouseWithdrawCreditForAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { Address, EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace withdrawCreditFor {
  /** What to do it with. */
  type Args = {
    /** Whose credit, and who receives it. */
    readonly account: Address
    /** The token. */
    readonly token: Address
  }
  /** What was sent. */
  type Event = EventOf<typeof auctionHouseCreditWithdrawnEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof auctionHouseWithdrawCreditForAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'NothingToPay' | 'TransferFailed'>
}

/**
 * Sends an account what the auction house credited to it in one token. Anybody may call it.
 *
 * Sends the whole credit, to that account and nobody else. It works while auctions are paused.
 *
 * @throws DmexError `NothingToPay` when nothing is credited
 * @throws DmexError `TransferFailed` while the token refuses that account
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { withdrawCreditFor } from '@dmex/sdk/auction'
 *
 * export const sendCredit = (client: DmexClient, account: Address, token: Address) =>
 *   withdrawCreditFor(client, { account, token })
 * ```
 */
export const withdrawCreditFor: WriteAction<withdrawCreditFor.Args, withdrawCreditFor.Event, withdrawCreditFor.Result> =
  /*#__PURE__*/ defineWrite({
    name: 'auction.withdrawCreditFor',
    contract: 'auctionHouse',
    abi: auctionHouseWithdrawCreditForAbi,
    args: ({ account, token }) => [account, token],
    event: auctionHouseCreditWithdrawnEventAbi,
  })
