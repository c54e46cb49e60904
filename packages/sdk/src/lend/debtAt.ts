import { interestOf } from './interestOf.js'
import type { Loan } from './loan.js'

export declare namespace debtAt {
  /** A loan of `getLoan` fits. */
  type Args = {
    /** What is owed, without what interest adds. Base units of the asset. */
    readonly loan: Pick<Loan, 'principal' | 'interest' | 'rate' | 'accruedAt'>
    /** Unix seconds. */
    readonly time: bigint
  }
}

/**
 * Works out the debt of a loan at a time, if nobody pays until then. Pure: asks nobody anything.
 *
 * @param args - the loan, and when
 * @returns base units of the asset, rounded up as the contract rounds
 *
 * @example
 * ```ts
 * import { debtAt, type Loan } from '@dmex/sdk/lend'
 *
 * export const dueAtMaturity = (loan: Loan) => debtAt({ loan, time: BigInt(loan.maturity) })
 * ```
 */
export function debtAt({ loan: { principal, interest, rate, accruedAt }, time }: debtAt.Args): bigint {
  const elapsed = time - BigInt(accruedAt)
  return principal + interest + (elapsed > 0n ? interestOf(principal, rate, elapsed) : 0n)
}
