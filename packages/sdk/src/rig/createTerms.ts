import { rigCreateTermsAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'
import { type Terms, toTerms } from './terms.js'

export declare namespace createTerms {
  /** The shares, in basis points. The player gets the rest. */
  type Args = Terms
  /** The id of the terms, as a simulation shows it. */
  type Result = ResultOf<typeof rigCreateTermsAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'BadTerms'>
}

/**
 * Records how income is shared between player, studio, guild and lender, once and for all.
 *
 * Writes the terms; the same shares always have the same id, which `getTermsId` finds.
 *
 * @throws DmexError `BadTerms` when studio or guild get more than 5000 basis points, all together more than 10000, or an
 * account is named without a share or the other way round
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { createTerms, getTermsId } from '@dmex/sdk/rig'
 *
 * export async function tenPercentForUs(client: DmexClient, studio: Address) {
 *   const terms = { studio, studioBps: 1_000 }
 *   await createTerms(client, terms)
 *   return getTermsId(client, terms)
 * }
 * ```
 */
export const createTerms: WriteAction<createTerms.Args, undefined, createTerms.Result> = /*#__PURE__*/ defineWrite({
  name: 'rig.createTerms',
  contract: 'rig',
  abi: rigCreateTermsAbi,
  args: (terms) => [toTerms(terms)],
})
