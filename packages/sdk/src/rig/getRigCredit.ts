import { rigCreditAbi } from '@dmex/contracts-abi'
import { defineRead, type ReadAction } from '../core/defineRead.js'
import type { Address } from '../core/types.js'

export declare namespace getRigCredit {
  /** Whose credit, in what. */
  type Args = {
    /** The token. */
    readonly token: Address
    /** Whose credit. */
    readonly account: Address
  }
  /** Base units of the token. */
  type Result = bigint
}

/**
 * Reads what the rig owes an account because a payment had failed; `withdrawCredit` pays it.
 *
 * One `eth_call`.
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { getRigCredit } from '@dmex/sdk/rig'
 *
 * export const owed = (client: DmexClient, token: Address, account: Address) => getRigCredit(client, { token, account })
 * ```
 */
export const getRigCredit: ReadAction<getRigCredit.Args, getRigCredit.Result> = /*#__PURE__*/ defineRead({
  name: 'rig.getRigCredit',
  contract: 'rig',
  abi: rigCreditAbi,
  args: ({ token, account }: getRigCredit.Args) => [token, account],
})
