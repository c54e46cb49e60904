import { lendLensQuoteAbi } from '@dmex/contracts-abi'
import { defineRead, type ReadAction } from '../core/defineRead.js'
import { NOBODY } from '../core/nobody.js'
import type { ErrorCodes } from '../errors/DmexError.js'
import { type PledgeQuestion, toPledges } from './pledge.js'
import { type Quote, toQuote } from './quote.js'
import type { quoteLoan } from './quoteLoan.js'

export declare namespace quoteLoans {
  /** Against what to borrow, how much, and for how long. */
  type Args = Omit<quoteLoan.Args, keyof PledgeQuestion> & {
    /** The NFTs, 1 to 20, and what to borrow against each: all that it carries, when left out. */
    readonly pledges: readonly PledgeQuestion[]
  }
  /** A quote for each NFT in the order asked for, and what all of them together would bring. */
  type Result = {
    readonly quotes: readonly Quote[]
    /** Sum of the loans that nothing stops, base units of the asset. */
    readonly amount: bigint
  }
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'BadArrays' | 'ERC721NonexistentToken'>
}

/**
 * Reads what can be borrowed against several hashpower NFTs, one loan after the other: each raises the rate of the next.
 *
 * One `eth_call`. Loans without a `blocker` are what `reinvest` takes.
 *
 * @throws DmexError `BadArrays` without an NFT, or with more than 20
 * @throws DmexError `ERC721NonexistentToken` when there is no such NFT
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { quoteLoans } from '@dmex/sdk/lend'
 *
 * export async function pledgesOf(client: DmexClient, pool: Address, ids: bigint[]) {
 *   const { quotes } = await quoteLoans(client, { pool, pledges: ids.map((id) => ({ id })), termDays: 180 })
 *   return quotes.filter(({ blocker }) => !blocker).map(({ hashpower: { id }, amount }) => ({ id, amount }))
 * }
 * ```
 */
export const quoteLoans: ReadAction<quoteLoans.Args, quoteLoans.Result> = /*#__PURE__*/ defineRead({
  name: 'lend.quoteLoans',
  contract: 'lendLens',
  abi: lendLensQuoteAbi,
  args: ({ pool, borrower = NOBODY, termDays, pledges }: quoteLoans.Args) => [
    pool,
    borrower,
    toPledges(pledges),
    termDays,
  ],
  result: async ({ items, at }, { pool, termDays }) => {
    const quotes = await Promise.all(items.map((item) => toQuote(item, at, pool, termDays)))
    return { quotes, amount: quotes.reduce((sum, { amount, blocker }) => (blocker ? sum : sum + amount), 0n) }
  },
})
