import { lendLensLoansAbi } from '@dmex/contracts-abi'
import { defineRead, type ReadAction } from '../core/defineRead.js'
import { first } from '../core/pages.js'
import type { Address } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'
import { type Loan, toLoan } from './loan.js'

export declare namespace getLoan {
  /** Which loan. */
  type Args = {
    /** The lending pool. */
    readonly pool: Address
    /** The hashpower NFT. */
    readonly id: bigint
  }
  /** The loan; its state is `none` when there is none. */
  type Result = Loan
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'ERC721NonexistentToken'>
}

/**
 * Reads the loan of a hashpower NFT: debt, rate, maturity, how far it is from liquidation, its auction, and its income on sale.
 *
 * One `eth_call`.
 *
 * @throws DmexError `ERC721NonexistentToken` when there is no such NFT
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { getLoan } from '@dmex/sdk/lend'
 *
 * export async function isSafe(client: DmexClient, pool: Address, id: bigint) {
 *   const { state, health } = await getLoan(client, { pool, id })
 *   return state === 'none' || (health ?? 0n) > 12n * 10n ** 17n
 * }
 * ```
 */
export const getLoan: ReadAction<getLoan.Args, getLoan.Result> = /*#__PURE__*/ defineRead({
  name: 'lend.getLoan',
  contract: 'lendLens',
  abi: lendLensLoansAbi,
  args: ({ pool, id }: getLoan.Args) => [pool, [id]],
  result: ({ items, at }) => toLoan(first(items), at),
})
