import { lendingPoolKeepAbi, lendingPoolKeptEventAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { Address, EventOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace keepUnsold {
  /** Which NFT. */
  type Args = {
    /** The lending pool. */
    readonly pool: Address
    /** The hashpower NFT. */
    readonly id: bigint
  }
  /** The debt that was written off. */
  type Event = EventOf<typeof lendingPoolKeptEventAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'AuctionNotOver' | 'NotInAuction' | 'RefundIsOpen'>
}

/**
 * Gives the pool a hashpower NFT that nobody bought in 48 hours of its auction's clock; anybody may.
 *
 * Moves the NFT, its income and its refund to the pool, and writes the debt off: the reserve bears it, then the
 * lenders. What the NFT brings later flows to lenders.
 *
 * @throws DmexError `AuctionNotOver` before 48 hours of the clock
 * @throws DmexError `NotInAuction` when the NFT is not in auction, or its income paid the debt
 * @throws DmexError `RefundIsOpen` when the escrow's refund is open; call `settleRefund`
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { getLoan, keepUnsold } from '@dmex/sdk/lend'
 *
 * export async function closeUnsold(client: DmexClient, pool: Address, id: bigint) {
 *   const { state } = await getLoan(client, { pool, id })
 *   if (state === 'unsold') await keepUnsold(client, { pool, id })
 * }
 * ```
 */
export const keepUnsold: WriteAction<keepUnsold.Args, keepUnsold.Event> = /*#__PURE__*/ defineWrite({
  name: 'lend.keepUnsold',
  contract: ({ pool }: keepUnsold.Args) => pool,
  abi: lendingPoolKeepAbi,
  args: ({ id }) => [id],
  event: lendingPoolKeptEventAbi,
})
