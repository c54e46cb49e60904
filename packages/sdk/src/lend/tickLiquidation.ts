import { lendingPoolTickAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { Address } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace tickLiquidation {
  /** Which auction. */
  type Args = {
    /** The lending pool. */
    readonly pool: Address
    /** The hashpower NFT. */
    readonly id: bigint
  }
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'NotInAuction'>
}

/**
 * Moves the clock of an auction to now, as far as prices were fresh; anybody may call it.
 *
 * Writes the clock, and the start price if it was not known yet. Call it while prices are fresh, so that a later gap
 * does not hold back time that counted.
 *
 * @throws DmexError `NotInAuction` when the NFT is not in auction
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { tickLiquidation } from '@dmex/sdk/lend'
 *
 * export const keepTime = (client: DmexClient, pool: Address, id: bigint) => tickLiquidation(client, { pool, id })
 * ```
 */
export const tickLiquidation: WriteAction<tickLiquidation.Args> = /*#__PURE__*/ defineWrite({
  name: 'lend.tickLiquidation',
  contract: ({ pool }: tickLiquidation.Args) => pool,
  abi: lendingPoolTickAbi,
  args: ({ id }) => [id],
})
