import { lendingPoolLiquidateAbi, lendingPoolLiquidationStartedEventAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { Address, EventOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace liquidate {
  /** Which loan. */
  type Args = {
    /** The lending pool. */
    readonly pool: Address
    /** The hashpower NFT. */
    readonly id: bigint
  }
  /** The debt, and whether the loan was overdue. */
  type Event = EventOf<typeof lendingPoolLiquidationStartedEventAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<
    'InAuction' | 'NoLoan' | 'NotLiquidatable' | 'RefundIsOpen' | 'StaleBenchmark' | 'StalePrice'
  >
}

/**
 * Puts a pledged hashpower NFT up for auction: a day after maturity, or when its debt exceeds the liquidation part of
 * its value now; anybody may.
 *
 * Writes the auction. From here on the NFT's income pays the debt. Nobody is rewarded for it.
 *
 * @throws DmexError `NotLiquidatable` when the loan is neither overdue nor unhealthy
 * @throws DmexError `InAuction` when it is in auction already
 * @throws DmexError `NoLoan` when no loan is open on the NFT
 * @throws DmexError `RefundIsOpen` when the escrow's refund is open; call `settleRefund`
 * @throws DmexError `StaleBenchmark` while the benchmark is too old; advance it, or wait
 * @throws DmexError `StalePrice` while a price is too old, or the sequencer was down
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { listLoans, liquidate } from '@dmex/sdk/lend'
 *
 * export async function liquidateAll(client: DmexClient, pool: Address) {
 *   for await (const { id, state } of listLoans.all(client, { pool, actionable: true }))
 *     if (state === 'overdue' || state === 'unhealthy') await liquidate(client, { pool, id })
 * }
 * ```
 */
export const liquidate: WriteAction<liquidate.Args, liquidate.Event> = /*#__PURE__*/ defineWrite({
  name: 'lend.liquidate',
  contract: ({ pool }: liquidate.Args) => pool,
  abi: lendingPoolLiquidateAbi,
  args: ({ id }) => [id],
  event: lendingPoolLiquidationStartedEventAbi,
})
