import { lendingPoolAssetAbi, lendingPoolBuyIncomeAbi, lendingPoolLotSoldEventAbi } from '@dmex/contracts-abi'
import { NEVER } from '../core/days.js'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { Address, EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace buyIncome {
  /** Which lot, and at most for how much. */
  type Args = {
    /** The lending pool. */
    readonly pool: Address
    /** The lot, as `listIncome` or `getLoan` name it. */
    readonly lotId: number
    /**
     * Most that you pay, base units of the pool's asset. The price falls, but a lot grows as more income is collected.
     */
    readonly maxCost: bigint
    /** Unix seconds after which it reverts; never, when left out. */
    readonly deadline?: bigint | undefined
  }
  /** The lot, and what it cost. */
  type Event = EventOf<typeof lendingPoolLotSoldEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof lendingPoolBuyIncomeAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'AllowanceTooLow' | 'DeadlinePassed' | 'LotTooDear' | 'NoSuchLot' | 'StalePrice'>
}

/**
 * Buys income that a pool has on sale, a whole lot; anybody may call it.
 *
 * Pulls the price from the caller, pays the loan with it, and sends the caller the income. The price falls from 105% of
 * the oracle's to its floor in six hours.
 *
 * @throws DmexError `NoSuchLot` when the lot was sold
 * @throws DmexError `LotTooDear` when it costs more than `maxCost`
 * @throws DmexError `StalePrice` while the oracle has no fresh price
 * @throws DmexError `DeadlinePassed` after `deadline`
 * @throws DmexError `InsufficientAllowance` when the pool may not take the money; execute the plan instead
 * @throws DmexError `InsufficientBalance` when the caller has too little
 *
 * @example
 * ```ts
 * import { type Address, type DmexClient, execute } from '@dmex/sdk'
 * import { buyIncome, listIncome } from '@dmex/sdk/lend'
 *
 * export async function buyFirst(client: DmexClient, pool: Address) {
 *   const { items } = await listIncome(client, { pool, limit: 1 })
 *   const [lot] = items
 *   if (!lot?.price) return undefined
 *   const plan = await buyIncome.plan(client, { pool, lotId: lot.lotId, maxCost: lot.price })
 *   return (await execute(client, plan)).event
 * }
 * ```
 */
export const buyIncome: WriteAction<buyIncome.Args, buyIncome.Event, buyIncome.Result> = /*#__PURE__*/ defineWrite({
  name: 'lend.buyIncome',
  contract: ({ pool }: buyIncome.Args) => pool,
  abi: lendingPoolBuyIncomeAbi,
  args: ({ lotId, maxCost, deadline = NEVER }) => [lotId, maxCost, deadline],
  requires: async ({ pool, maxCost }, { read }) => [
    { kind: 'erc20', token: await read(pool, lendingPoolAssetAbi, []), amount: maxCost },
  ],
  event: lendingPoolLotSoldEventAbi,
})
