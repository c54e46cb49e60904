import { jointMiningPoolPayQueueAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { Address, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace payQueue {
  /** Whom to pay. */
  type Args = {
    /** The joint-mining pool. */
    readonly pool: Address
    /** Most tickets to pay, at most 100. */
    readonly max: bigint
  }
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof jointMiningPoolPayQueueAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'PoolHeld' | 'OutOfBounds'>
}

/**
 * Pays tickets from the front of a pool's queue out of idle liquidity; anybody may call it.
 *
 * Credits their accounts, which take it by `claimIncome`. Without liquidity it does nothing; `ticketPayments(receipt.logs)` tells what was
 * paid.
 *
 * @throws DmexError `PoolHeld` while a machine with debt may be dying
 * @throws DmexError `OutOfBounds` when `max` is 0 or more than 100
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { payQueue, ticketPayments } from '@dmex/sdk/mine'
 *
 * export async function pay(client: DmexClient, pool: Address) {
 *   const { receipt } = await payQueue(client, { pool, max: 50n })
 *   return ticketPayments(receipt.logs).map(({ account, amount }) => `${account}: ${amount}`)
 * }
 * ```
 */
export const payQueue: WriteAction<payQueue.Args, undefined, payQueue.Result> = /*#__PURE__*/ defineWrite({
  name: 'mine.payQueue',
  contract: ({ pool }: payQueue.Args) => pool,
  abi: jointMiningPoolPayQueueAbi,
  args: ({ max }) => [max],
})
