import { marketCreditOfAbi } from '@dmex/contracts-abi'
import { defineRead, type ReadAction } from '../core/defineRead.js'
import type { Address } from '../core/types.js'

export declare namespace getCredit {
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
 * Reads what the market owes an account because a payment had failed; `withdrawCredit` pays it.
 *
 * One `eth_call`.
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { getCredit } from '@dmex/sdk/trade'
 *
 * export const owed = (client: DmexClient, token: Address, account: Address) => getCredit(client, { token, account })
 * ```
 */
export const getCredit: ReadAction<getCredit.Args, getCredit.Result> = /*#__PURE__*/ defineRead({
  name: 'trade.getCredit',
  contract: 'market',
  abi: marketCreditOfAbi,
  args: ({ token, account }: getCredit.Args) => [token, account],
})
