import { rigCreateTermsAbi } from '@dmex/contracts-abi'
import { defineRead, type ReadAction } from '../core/defineRead.js'
import type { ErrorCodes } from '../errors/DmexError.js'
import { type Terms, toTerms } from './terms.js'

export declare namespace getTermsId {
  /** The shares, in basis points. */
  type Args = Terms
  /** The id; 0 is "all to the player". */
  type Result = number
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'BadTerms'>
}

/**
 * Finds the id of terms: the one they have, or the one that `createTerms` would give them now.
 *
 * One `eth_call`. Terms that give everything to the player need not be created: they are 0.
 *
 * @throws DmexError `BadTerms` when `createTerms` would refuse them
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { getTermsId } from '@dmex/sdk/rig'
 *
 * export const find = (client: DmexClient, studio: Address) => getTermsId(client, { studio, studioBps: 1_000 })
 * ```
 */
export const getTermsId: ReadAction<getTermsId.Args, getTermsId.Result> = /*#__PURE__*/ defineRead({
  name: 'rig.getTermsId',
  contract: 'rig',
  abi: rigCreateTermsAbi,
  args: (terms: getTermsId.Args) => [toTerms(terms)],
})
