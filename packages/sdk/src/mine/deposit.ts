import {
  jointMiningPoolAssetAbi,
  jointMiningPoolDepositAbi,
  jointMiningPoolDepositedEventAbi,
} from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { Address, EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace deposit {
  /** What to deposit, and where. */
  type Args = {
    /** The joint-mining pool. */
    readonly pool: Address
    /** Base units of the pool's asset, at least `minDeposit`. */
    readonly amount: bigint
    /** Fewest shares accepted; any number, when left out. */
    readonly minShares?: bigint | undefined
  }
  /** What arrived, and the shares it bought. */
  type Event = EventOf<typeof jointMiningPoolDepositedEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof jointMiningPoolDepositAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<
    | 'DepositTooSmall'
    | 'PoolFull'
    | 'NothingToMine'
    | 'PoolHeld'
    | 'TooFewShares'
    | 'DepositsPaused'
    | 'HandOverFirst'
    | 'PoolExhausted'
  >
}

/**
 * Deposits a joint-mining pool's asset for shares of its principal and income.
 *
 * Pulls the asset from the caller. The shares can't be withdrawn in the same block, nor transferred. `room` and `blocker` of `getPool` say
 * what the pool takes now.
 *
 * @throws DmexError `DepositTooSmall` when less than `minDeposit` arrives
 * @throws DmexError `PoolFull` when principal would exceed four times what the machines cost
 * @throws DmexError `NothingToMine` when there is no machine to repay and no purchase planned
 * @throws DmexError `PoolHeld` while a machine with debt may be dying
 * @throws DmexError `TooFewShares` when it would bring fewer than `minShares`
 * @throws DmexError `DepositsPaused` while the guardian has stopped deposits
 * @throws DmexError `HandOverFirst` when everybody left, and what they left is not handed over
 * @throws DmexError `PoolExhausted` when nearly all principal was lost
 *
 * @example
 * ```ts
 * import { type Address, type DmexClient, execute } from '@dmex/sdk'
 * import { deposit } from '@dmex/sdk/mine'
 *
 * export async function join(client: DmexClient, pool: Address, amount: bigint) {
 *   const { event } = await execute(client, await deposit.plan(client, { pool, amount }))
 *   return event.shares
 * }
 * ```
 */
export const deposit: WriteAction<deposit.Args, deposit.Event, deposit.Result> = /*#__PURE__*/ defineWrite({
  name: 'mine.deposit',
  contract: ({ pool }: deposit.Args) => pool,
  abi: jointMiningPoolDepositAbi,
  args: ({ amount, minShares = 0n }) => [amount, minShares],
  requires: async ({ pool, amount }, { read }) => [
    { kind: 'erc20', token: await read(pool, jointMiningPoolAssetAbi, []), amount },
  ],
  event: jointMiningPoolDepositedEventAbi,
})
