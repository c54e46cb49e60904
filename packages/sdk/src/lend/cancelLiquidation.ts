import { lendingPoolCancelAuctionAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { Address } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace cancelLiquidation {
  /** Which auction. */
  type Args = {
    /** The lending pool. */
    readonly pool: Address
    /** The hashpower NFT. */
    readonly id: bigint
  }
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'AuctionNeeded' | 'NotInAuction' | 'StaleBenchmark' | 'StalePrice'>
}

/**
 * Ends an auction whose reason is gone: the loan is not overdue, and its debt is back at or below the maximum loan to
 * value; anybody may.
 *
 * Pays the debt with the NFT's income of until now, and ends the auction. `loanOutcome` finds in the logs whether that
 * paid all of it.
 *
 * @throws DmexError `AuctionNeeded` while the loan is overdue, or its debt too high
 * @throws DmexError `NotInAuction` when the NFT is not in auction
 * @throws DmexError `StaleBenchmark` while the benchmark is too old; advance it, or wait
 * @throws DmexError `StalePrice` while a price is too old, or the sequencer was down
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { cancelLiquidation } from '@dmex/sdk/lend'
 *
 * export const callOff = (client: DmexClient, pool: Address, id: bigint) => cancelLiquidation(client, { pool, id })
 * ```
 */
export const cancelLiquidation: WriteAction<cancelLiquidation.Args> = /*#__PURE__*/ defineWrite({
  name: 'lend.cancelLiquidation',
  contract: ({ pool }: cancelLiquidation.Args) => pool,
  abi: lendingPoolCancelAuctionAbi,
  args: ({ id }) => [id],
})
