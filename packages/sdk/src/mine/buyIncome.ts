import {
  incomeSaleBuyIncomeAbi,
  incomeSaleLotSoldEventAbi,
  incomeSalePoolAbi,
  jointMiningPoolAssetAbi,
} from '@dmex/contracts-abi'
import { NEVER } from '../core/days.js'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { Address, EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace buyIncome {
  /** Which lot, and at most for how much. */
  type Args = {
    /** Where the pool sells its income: `sale.address` of `getPool`. */
    readonly sale: Address
    /** The lot that you looked at. */
    readonly lotId: number
    /** Most that you pay, base units of the pool's asset. The price falls. */
    readonly maxCost: bigint
    /** Unix seconds after which the purchase reverts; never, when left out. */
    readonly deadline?: bigint | undefined
  }
  /** The lot, and what it cost. */
  type Event = EventOf<typeof incomeSaleLotSoldEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof incomeSaleBuyIncomeAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'NoSuchLot' | 'LotTooDear' | 'StalePrice' | 'DeadlinePassed'>
}

/**
 * Buys the income that a pool has on sale, whole. For pools whose machines earn another token than the asset; anybody may call it.
 *
 * Pulls the price from the caller into the pool, which shares it out at once, and sends the caller the income. The price falls from
 * 105% of the oracle's to its floor in six hours.
 *
 * @throws DmexError `NoSuchLot` when the lot was sold, or another is on sale
 * @throws DmexError `LotTooDear` when it costs more than `maxCost`
 * @throws DmexError `StalePrice` while the oracle has no fresh price
 * @throws DmexError `DeadlinePassed` after `deadline`
 *
 * @example
 * ```ts
 * import { type Address, type DmexClient, execute } from '@dmex/sdk'
 * import { buyIncome, getPool } from '@dmex/sdk/mine'
 *
 * export async function buyLot(client: DmexClient, pool: Address) {
 *   const { sale } = await getPool(client, { pool })
 *   if (!sale?.lot?.price) return undefined
 *   const args = { sale: sale.address, lotId: sale.lot.id, maxCost: sale.lot.price }
 *   return (await execute(client, await buyIncome.plan(client, args))).event
 * }
 * ```
 */
export const buyIncome: WriteAction<buyIncome.Args, buyIncome.Event, buyIncome.Result> = /*#__PURE__*/ defineWrite({
  name: 'mine.buyIncome',
  contract: ({ sale }: buyIncome.Args) => sale,
  abi: incomeSaleBuyIncomeAbi,
  args: ({ lotId, maxCost, deadline = NEVER }) => [BigInt(lotId), maxCost, deadline],
  requires: async ({ sale, maxCost }, { read }) => {
    const pool = await read(sale, incomeSalePoolAbi, [])
    return [{ kind: 'erc20', token: await read(pool, jointMiningPoolAssetAbi, []), amount: maxCost }]
  },
  event: incomeSaleLotSoldEventAbi,
})
