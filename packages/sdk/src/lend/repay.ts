import { lendingPoolRepaidEventAbi, lendingPoolRepayAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { Address, EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'
import { owedTo } from './needs.js'

export declare namespace repay {
  /** Which debt, and how much of it. */
  type Args = {
    /** The lending pool. */
    readonly pool: Address
    /** The hashpower NFT. */
    readonly id: bigint
    /** Base units of the asset; the whole debt, when left out. What exceeds the debt is not taken. */
    readonly amount?: bigint | undefined
  }
  /** What was paid, and what is left. */
  type Event = EventOf<typeof lendingPoolRepaidEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof lendingPoolRepayAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'AllowanceTooLow' | 'NoLoan' | 'ZeroAmount'>
}

/** What exceeds the debt is not pulled. */
const EVERYTHING = 2n ** 256n - 1n

/**
 * Pays the debt of a hashpower NFT, or a part of it; anybody may, at any time.
 *
 * Pulls the money from the caller: interest first, then principal. Paid in full the NFT is unlocked, an auction of it
 * ends, and its income is its owner's again. The simulation returns what is paid and what is left. The plan has the
 * approval or permit for the money, with a day's interest on top where the whole debt is paid.
 *
 * @throws DmexError `NoLoan` when no loan is open on the NFT
 * @throws DmexError `ZeroAmount` when the amount is 0
 * @throws DmexError `InsufficientAllowance` when the pool may not take the money; execute the plan instead
 * @throws DmexError `InsufficientBalance` when the caller has too little
 *
 * @example
 * ```ts
 * import { type Address, type DmexClient, execute } from '@dmex/sdk'
 * import { repay } from '@dmex/sdk/lend'
 *
 * export async function payOff(client: DmexClient, pool: Address, id: bigint) {
 *   const { event } = await execute(client, await repay.plan(client, { pool, id }))
 *   return event.left === 0n
 * }
 * ```
 */
export const repay: WriteAction<repay.Args, repay.Event, repay.Result> = /*#__PURE__*/ defineWrite({
  name: 'lend.repay',
  contract: ({ pool }: repay.Args) => pool,
  abi: lendingPoolRepayAbi,
  args: ({ id, amount = EVERYTHING }) => [id, amount],
  requires: async ({ pool, id, amount }, context) => [{ kind: 'erc20', ...(await owedTo(context, pool, id, amount)) }],
  event: lendingPoolRepaidEventAbi,
})
