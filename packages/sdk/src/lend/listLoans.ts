import { lendLensLoansPageAbi } from '@dmex/contracts-abi'
import { defineList, type ListAction } from '../core/defineList.js'
import { NOBODY } from '../core/nobody.js'
import { toPage } from '../core/pages.js'
import type { Address } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'
import { type Loan, toLoan } from './loan.js'

export declare namespace listLoans {
  /** Which loans. */
  type Args = {
    /** The lending pool. */
    readonly pool: Address
    /** Whose; everybody's, when left out. */
    readonly borrower?: Address | undefined
    /** Only those on which anybody can act: overdue, unhealthy, in auction, or with an open refund; all, when left out. */
    readonly actionable?: boolean | undefined
  }
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'BadArrays'>
}

/**
 * Lists the open loans of a lending pool, by the id of their NFT.
 *
 * One `eth_call` a page, which looks at 2,000 ids at most (200 loans, where `actionable` is asked for), so that a page may be short or
 * empty and have a next one. A page holds 50 loans unless `limit` (at most 100) says otherwise.
 *
 * @throws DmexError `BadArrays` when `limit` is 0 or more than 100
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { listLoans } from '@dmex/sdk/lend'
 *
 * export async function totalDebt(client: DmexClient, pool: Address, borrower: Address) {
 *   let debt = 0n
 *   for await (const loan of listLoans.all(client, { pool, borrower })) debt += loan.debt
 *   return debt
 * }
 * ```
 */
export const listLoans: ListAction<listLoans.Args, Loan> = /*#__PURE__*/ defineList({
  name: 'lend.listLoans',
  contract: 'lendLens',
  abi: lendLensLoansPageAbi,
  args: ({ pool, borrower = NOBODY, actionable = false, cursor = 0n, limit = 50 }) => [
    pool,
    { borrower, actionable },
    cursor,
    limit,
    2_000,
  ],
  result: (page) => toPage(page, (item) => toLoan(item, page.at)),
})
