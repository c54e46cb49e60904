import { hashpowerWithdrawAbi, hashpowerWithdrawnEventAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { Address, EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace withdraw {
  /** What to do it with. */
  type Args = {
    /** The reward token. */
    readonly token: Address
  }
  /** What was paid. */
  type Event = EventOf<typeof hashpowerWithdrawnEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof hashpowerWithdrawAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'NothingToPay'>
}

/**
 * Pays the caller what was credited to it in one reward token when NFTs changed hands, were split or merged.
 *
 * Sends the whole credit to the caller. `claim` pays it along, too; this is for who holds no NFT of that token any
 * more.
 *
 * @throws DmexError `NothingToPay` when nothing is credited
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { withdraw } from '@dmex/sdk/earn'
 *
 * export const takeCredit = (client: DmexClient, token: Address) => withdraw(client, { token })
 * ```
 */
export const withdraw: WriteAction<withdraw.Args, withdraw.Event, withdraw.Result> = /*#__PURE__*/ defineWrite({
  name: 'earn.withdraw',
  contract: 'hashpower',
  abi: hashpowerWithdrawAbi,
  args: ({ token }) => [token],
  event: hashpowerWithdrawnEventAbi,
})
