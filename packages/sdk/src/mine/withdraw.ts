import { jointMiningPoolWithdrawAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { Address, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace withdraw {
  /** What to give back. */
  type Args = {
    /** The joint-mining pool. */
    readonly pool: Address
    /** Free shares to give back: all, or so many that `minDeposit` stays. */
    readonly shares: bigint
  }
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof jointMiningPoolWithdrawAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'NotEnoughShares' | 'TicketTooSmall' | 'DepositedThisBlock' | 'ZeroAmount'>
}

/**
 * Gives shares back. What idle liquidity covers is paid at once; the rest waits in the queue, goes on earning until it is paid, and can't be
 * taken back.
 *
 * Sends the asset to the caller. `withdrawable` of `getPosition` says what would be paid at once, `sharesFor` how many shares an amount
 * takes, and `withdrawalOf(receipt.logs)` what came of it. What the queue pays later waits for `claimIncome`.
 *
 * @throws DmexError `NotEnoughShares` when more than the free shares are given
 * @throws DmexError `TicketTooSmall` when less than `minDeposit` would be given or stay
 * @throws DmexError `DepositedThisBlock` in the block of a deposit
 * @throws DmexError `ZeroAmount` when it is no share
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { withdraw, withdrawalOf } from '@dmex/sdk/mine'
 *
 * export async function leave(client: DmexClient, pool: Address, shares: bigint) {
 *   const { receipt } = await withdraw(client, { pool, shares })
 *   return withdrawalOf(receipt.logs)
 * }
 * ```
 */
export const withdraw: WriteAction<withdraw.Args, undefined, withdraw.Result> = /*#__PURE__*/ defineWrite({
  name: 'mine.withdraw',
  contract: ({ pool }: withdraw.Args) => pool,
  abi: jointMiningPoolWithdrawAbi,
  args: ({ shares }) => [shares],
})
