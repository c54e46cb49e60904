import { marketLensMarketAbi } from '@dmex/contracts-abi'
import { defineRead, type ReadAction } from '../core/defineRead.js'
import { NOBODY } from '../core/nobody.js'
import type { Address } from '../core/types.js'
import type { TakenAt, Token } from '../core/views.js'

/** What waits for an account in one token. */
export interface Credit {
  readonly token: Token
  /** Base units of the token. */
  readonly amount: bigint
}

export declare namespace getMarket {
  /** Whose credits to look for. */
  type Args = {
    /** Whose; nobody's, when left out. */
    readonly account?: Address | undefined
  }
  /** What holds for all trades, what waits for the account, and the block that it is of. */
  type Result = {
    /** Whether listing, buying, offering and accepting are stopped. */
    readonly paused: boolean
    /** Trade fee in basis points of a price. */
    readonly feeBps: number
    readonly feeRecipient: Address
    /** What can be traded in. */
    readonly tokens: readonly Token[]
    /** What payments that failed left for the account; `withdrawCredit` pays it. */
    readonly credits: readonly Credit[]
    readonly at: TakenAt
  }
}

/**
 * Reads what holds for all trades: the fee, the tokens that can be paid with, whether trade is paused; and an account's credits.
 *
 * One `eth_call`.
 *
 * @example
 * ```ts
 * import type { DmexClient } from '@dmex/sdk'
 * import { getMarket } from '@dmex/sdk/trade'
 *
 * export async function payableWith(client: DmexClient) {
 *   const { tokens } = await getMarket(client, {})
 *   return tokens.map(({ symbol }) => symbol)
 * }
 * ```
 */
export const getMarket: ReadAction<getMarket.Args, getMarket.Result> = /*#__PURE__*/ defineRead({
  name: 'trade.getMarket',
  contract: 'marketLens',
  abi: marketLensMarketAbi,
  args: ({ account = NOBODY }: getMarket.Args) => [account],
  result: ({ result, at }) => ({ ...result, at }),
})
