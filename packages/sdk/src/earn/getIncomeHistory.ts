import { lensIncomeHistoryOfAbi } from '@dmex/contracts-abi'
import { LAST_DAY } from '../core/days.js'
import { defineRead, type ReadAction } from '../core/defineRead.js'
import type { ResultOf } from '../core/types.js'
import type { TakenAt } from '../core/views.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace getIncomeHistory {
  /** Whose income, and of which days. */
  type Args = {
    /** The hashpower NFT. */
    readonly id: bigint
    /** First UTC day number; the first of the NFT's term, when left out. */
    readonly fromDay?: number | undefined
    /** Last UTC day number; the last settled one, when left out. */
    readonly toDay?: number | undefined
  }
  /** One settled day: what was credited to the NFT (`amount`), what the miner paid, and what the market paid. */
  type Day = ResultOf<typeof lensIncomeHistoryOfAbi>['items'][number]
  /** The days, oldest first, and the block that they are of. */
  type Result = { readonly days: readonly Day[]; readonly at: TakenAt }
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'ERC721NonexistentToken'>
}

/**
 * Reads what a hashpower NFT earned, day by day.
 *
 * One `eth_call`. Days that have not settled are left out. Of more than 400 days the last 400 are returned: read on with
 * `toDay` one before the first. The days of a whole term add up to all that the NFT was credited.
 *
 * @throws DmexError `ERC721NonexistentToken` when there is no such NFT
 *
 * @example
 * ```ts
 * import { dateOf, type DmexClient } from '@dmex/sdk'
 * import { getIncomeHistory } from '@dmex/sdk/earn'
 *
 * export async function lines(client: DmexClient, id: bigint) {
 *   const { days } = await getIncomeHistory(client, { id })
 *   return days.map(({ day, amount, ok }) => `${dateOf(day).toDateString()}: ${amount}${ok ? '' : ' (missed)'}`)
 * }
 * ```
 */
export const getIncomeHistory: ReadAction<getIncomeHistory.Args, getIncomeHistory.Result> = /*#__PURE__*/ defineRead({
  name: 'earn.getIncomeHistory',
  contract: 'lens',
  abi: lensIncomeHistoryOfAbi,
  args: ({ id, fromDay = 0, toDay = LAST_DAY }: getIncomeHistory.Args) => [id, fromDay, toDay],
  result: ({ items, at }) => ({ days: items, at }),
})
