import { jointMiningPoolSettleAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { Address, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace settle {
  /** Which pool. */
  type Args = {
    /** The joint-mining pool. */
    readonly pool: Address
  }
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof jointMiningPoolSettleAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'SettledRecently' | 'NothingToSettle' | 'LotOnSale'>
}

/**
 * Collects what a pool's machines earned on the days that all their ledgers have settled, and shares it out; anybody may call it.
 *
 * Writes what repays machines, what flows to users, and pays up to ten tickets. Where machines earn another token than the asset, it
 * puts the income on sale instead (see `buyIncome`). `settleable` of `getPool` says whether it would succeed; `settlementOf(receipt.logs)`
 * what was shared out.
 *
 * @throws DmexError `SettledRecently` less than 12 hours after the last time
 * @throws DmexError `NothingToSettle` when not every ledger has a new day
 * @throws DmexError `LotOnSale` while income is on sale
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { settle, settlementOf } from '@dmex/sdk/mine'
 *
 * export async function shareOut(client: DmexClient, pool: Address) {
 *   const { receipt } = await settle(client, { pool })
 *   return settlementOf(receipt.logs)?.toUsers
 * }
 * ```
 */
export const settle: WriteAction<settle.Args, undefined, settle.Result> = /*#__PURE__*/ defineWrite({
  name: 'mine.settle',
  contract: ({ pool }: settle.Args) => pool,
  abi: jointMiningPoolSettleAbi,
  args: () => [],
})
