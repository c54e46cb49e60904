import { lendingPoolCollectIncomeAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { Address, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace collectIncome {
  /** Of which NFT. */
  type Args = {
    /** The lending pool. */
    readonly pool: Address
    /** The hashpower NFT. */
    readonly id: bigint
  }
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof lendingPoolCollectIncomeAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'IncomeNotPledged'>
}

/**
 * Collects the income that the debt of a hashpower NFT, or the pool that keeps it, is entitled to; anybody may call it.
 *
 * Income in the pool's asset pays the debt at once; other income goes on sale (`listIncome`). `loanOutcome` finds in
 * the logs what came of it; the simulation returns how much.
 *
 * @throws DmexError `IncomeNotPledged` when the income is its owner's: no auto-repayment, no auction, and the pool does
 * not keep it
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { collectIncome, loanOutcome } from '@dmex/sdk/lend'
 *
 * export async function payWithIncome(client: DmexClient, pool: Address, id: bigint) {
 *   const { receipt } = await collectIncome(client, { pool, id })
 *   return loanOutcome(receipt.logs).repaid
 * }
 * ```
 */
export const collectIncome: WriteAction<collectIncome.Args, undefined, collectIncome.Result> =
  /*#__PURE__*/ defineWrite({
    name: 'lend.collectIncome',
    contract: ({ pool }: collectIncome.Args) => pool,
    abi: lendingPoolCollectIncomeAbi,
    args: ({ id }) => [id],
  })
