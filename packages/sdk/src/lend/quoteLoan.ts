import { lendLensQuoteAbi } from '@dmex/contracts-abi'
import { defineRead, type ReadAction } from '../core/defineRead.js'
import { NOBODY } from '../core/nobody.js'
import { first } from '../core/pages.js'
import type { Address } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'
import { type PledgeQuestion, toPledges } from './pledge.js'
import { type Quote, toQuote } from './quote.js'

export declare namespace quoteLoan {
  /** Against what to borrow, how much, and for how long. */
  type Args = PledgeQuestion & {
    /** The lending pool. */
    readonly pool: Address
    /** Days until the loan is due. */
    readonly termDays: 30 | 90 | 180
    /** Who would borrow; the NFT's owner, when left out. */
    readonly borrower?: Address | undefined
  }
  /** The most that can be borrowed, the rate, the interest, and the arguments of `borrow`. */
  type Result = Quote
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'ERC721NonexistentToken'>
}

/**
 * Reads what can be borrowed against a hashpower NFT, at which rate, and what would stop the loan.
 *
 * One `eth_call`. `borrow` in the result is what `borrow` takes, with the deadline counted from the block's time.
 *
 * @throws DmexError `ERC721NonexistentToken` when there is no such NFT
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { quoteLoan } from '@dmex/sdk/lend'
 *
 * export async function offerOf(client: DmexClient, pool: Address, id: bigint) {
 *   const { amount, rate, interest, blocker } = await quoteLoan(client, { pool, id, termDays: 30 })
 *   return blocker ? blocker.message : `${amount} base units at ${rate / 1e7}%, ${interest} interest`
 * }
 * ```
 */
export const quoteLoan: ReadAction<quoteLoan.Args, quoteLoan.Result> = /*#__PURE__*/ defineRead({
  name: 'lend.quoteLoan',
  contract: 'lendLens',
  abi: lendLensQuoteAbi,
  args: ({ pool, borrower = NOBODY, termDays, ...pledge }: quoteLoan.Args) => [
    pool,
    borrower,
    toPledges([pledge]),
    termDays,
  ],
  result: ({ items, at }, { pool, termDays }) => toQuote(first(items), at, pool, termDays),
})
