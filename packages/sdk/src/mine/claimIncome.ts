import { jointMiningPoolClaimAbi, jointMiningPoolClaimedEventAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { Address, EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace claimIncome {
  /** Where from, and where to. */
  type Args = {
    /** The joint-mining pool. */
    readonly pool: Address
    /** Receives it. */
    readonly to: Address
  }
  /** What was paid. */
  type Event = EventOf<typeof jointMiningPoolClaimedEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof jointMiningPoolClaimAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'NothingToPay' | 'ZeroAddress'>
}

/**
 * Pays the caller's income of a joint-mining pool, and what the queue paid for its shares.
 *
 * Sends the asset to `to`. `claimable` of `getPosition` says how much there is.
 *
 * @throws DmexError `NothingToPay` when there is nothing to claim
 * @throws DmexError `ZeroAddress` when nobody would receive it
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { claimIncome } from '@dmex/sdk/mine'
 *
 * export async function takeIncome(client: DmexClient, pool: Address, to: Address) {
 *   const { event } = await claimIncome(client, { pool, to })
 *   return event.amount
 * }
 * ```
 */
export const claimIncome: WriteAction<claimIncome.Args, claimIncome.Event, claimIncome.Result> =
  /*#__PURE__*/ defineWrite({
    name: 'mine.claimIncome',
    contract: ({ pool }: claimIncome.Args) => pool,
    abi: jointMiningPoolClaimAbi,
    args: ({ to }) => [to],
    event: jointMiningPoolClaimedEventAbi,
  })
