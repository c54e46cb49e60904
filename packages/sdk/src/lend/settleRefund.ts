import { lendingPoolRefundSettledEventAbi, lendingPoolSettleRefundAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { Address, EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace settleRefund {
  /** Of which NFT. */
  type Args = {
    /** The lending pool. */
    readonly pool: Address
    /** The hashpower NFT. */
    readonly id: bigint
  }
  /** What the escrow paid, and what the miner's slashed bond. */
  type Event = EventOf<typeof lendingPoolRefundSettledEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof lendingPoolSettleRefundAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'AlreadyRefunded' | 'NoLoan' | 'NotRefundable'>
}

/**
 * Takes the escrow's refund of a pledged hashpower NFT, or one that the pool keeps, whose fleet was terminated or whose
 * term has settled; anybody may.
 *
 * Pays the debt with it. The rest is the borrower's, and the NFT is unlocked; if it does not suffice, the pool keeps
 * the NFT and writes the rest of the debt off. A slashed bond's share is the borrower's, or the pool's with the NFT.
 * The simulation returns the refund.
 *
 * @throws DmexError `NotRefundable` while the fleet runs and the term has not settled
 * @throws DmexError `NoLoan` when no loan is open on the NFT, and the pool does not keep it
 * @throws DmexError `AlreadyRefunded` when a kept NFT's refund was paid
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { loanOutcome, settleRefund } from '@dmex/sdk/lend'
 *
 * export async function payWithRefund(client: DmexClient, pool: Address, id: bigint) {
 *   const { receipt } = await settleRefund(client, { pool, id })
 *   return loanOutcome(receipt.logs).closed
 * }
 * ```
 */
export const settleRefund: WriteAction<settleRefund.Args, settleRefund.Event, settleRefund.Result> =
  /*#__PURE__*/ defineWrite({
    name: 'lend.settleRefund',
    contract: ({ pool }: settleRefund.Args) => pool,
    abi: lendingPoolSettleRefundAbi,
    args: ({ id }) => [id],
    event: lendingPoolRefundSettledEventAbi,
  })
