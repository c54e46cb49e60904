import {
  lendingPoolBadDebtEventAbi,
  lendingPoolIncomeCollectedEventAbi,
  lendingPoolKeptEventAbi,
  lendingPoolLoanClosedEventAbi,
  lendingPoolLotOpenedEventAbi,
  lendingPoolRecoveredEventAbi,
  lendingPoolRepaidEventAbi,
} from '@dmex/contracts-abi'
import { extractEvents } from '../core/events.js'
import type { Log } from '../core/types.js'

export declare namespace loanOutcome {
  /** What happened to loans. Amounts are base units of the asset unless said otherwise. */
  type Result = {
    /** What was paid of debts. */
    readonly repaid: bigint
    /** NFTs whose loan ended, paid or written off. */
    readonly closed: readonly bigint[]
    /** NFTs that the pool keeps from now on. */
    readonly kept: readonly bigint[]
    /** Debt that was written off, and what of it the reserve bore. */
    readonly lost: bigint
    readonly fromReserve: bigint
    /** What came in after a loss, for lenders. */
    readonly recovered: bigint
    /** Income that was collected, base units of each NFT's reward token. */
    readonly collected: readonly { readonly id: bigint; readonly amount: bigint }[]
    /** Lots of income that went on sale. */
    readonly lots: readonly number[]
  }
}

/**
 * Finds what became of loans among the logs of a transaction. Asks the chain nothing.
 *
 * @param logs - logs of the receipt
 *
 * @example
 * ```ts
 * import type { Receipt } from '@dmex/sdk'
 * import { loanOutcome } from '@dmex/sdk/lend'
 *
 * export const isOver = ({ logs }: Receipt, id: bigint) => loanOutcome(logs).closed.includes(id)
 * ```
 */
export function loanOutcome(logs: readonly Log[]): loanOutcome.Result {
  const losses = extractEvents(lendingPoolBadDebtEventAbi, logs)
  const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n)
  return {
    repaid: sum(extractEvents(lendingPoolRepaidEventAbi, logs).map(({ interest, principal }) => interest + principal)),
    closed: extractEvents(lendingPoolLoanClosedEventAbi, logs).map(({ id }) => id),
    kept: extractEvents(lendingPoolKeptEventAbi, logs).map(({ id }) => id),
    lost: sum(losses.map(({ loss }) => loss)),
    fromReserve: sum(losses.map(({ fromReserve }) => fromReserve)),
    recovered: sum(extractEvents(lendingPoolRecoveredEventAbi, logs).map(({ amount }) => amount)),
    collected: extractEvents(lendingPoolIncomeCollectedEventAbi, logs).map(({ id, amount }) => ({ id, amount })),
    lots: extractEvents(lendingPoolLotOpenedEventAbi, logs).map(({ lotId }) => lotId),
  }
}
