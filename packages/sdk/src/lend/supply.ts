import { lendingPoolAssetAbi, lendingPoolDepositAbi, lendingPoolDepositEventAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { Address, EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'
import { accountOf } from './needs.js'

export declare namespace supply {
  /** How much, and where. */
  type Args = {
    /** The lending pool. */
    readonly pool: Address
    /** Base units of the pool's asset. */
    readonly amount: bigint
    /** Who receives the shares; who sends, when left out. */
    readonly receiver?: Address | undefined
  }
  /** What arrived, and the shares it bought. */
  type Event = EventOf<typeof lendingPoolDepositEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof lendingPoolDepositAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<
    'AllowanceTooLow' | 'ERC4626ExceededMaxDeposit' | 'LendingPaused' | 'PaymentShort' | 'ZeroAmount'
  >
}

/**
 * Supplies money to a lending pool, for shares of what borrowers pay (ERC-4626).
 *
 * Pulls the asset from the caller. The simulation returns the shares. The plan has the approval or permit for the
 * money.
 *
 * @throws DmexError `LendingPaused` while the guardian stopped deposits
 * @throws DmexError `PaymentShort` when the asset takes a fee of transfers
 * @throws DmexError `ERC4626ExceededMaxDeposit` when nearly everything in the pool was lost
 * @throws DmexError `ZeroAmount` when the amount is 0
 * @throws DmexError `ArgumentInvalid` when a bare `.call` names no receiver
 * @throws DmexError `InsufficientAllowance` when the pool may not take the money; execute the plan instead
 * @throws DmexError `InsufficientBalance` when the caller has too little
 *
 * @example
 * ```ts
 * import { type Address, type DmexClient, execute } from '@dmex/sdk'
 * import { supply } from '@dmex/sdk/lend'
 *
 * export async function lend(client: DmexClient, pool: Address, amount: bigint) {
 *   const { event } = await execute(client, await supply.plan(client, { pool, amount }))
 *   return event.shares
 * }
 * ```
 */
export const supply: WriteAction<supply.Args, supply.Event, supply.Result> = /*#__PURE__*/ defineWrite({
  name: 'lend.supply',
  contract: ({ pool }: supply.Args) => pool,
  abi: lendingPoolDepositAbi,
  args: ({ amount, receiver }) => [amount, accountOf(receiver, 'receiver')],
  prepare: async (args, { account }) => ({ receiver: account, ...args }),
  requires: async ({ pool, amount }, { read }) => [
    { kind: 'erc20', token: await read(pool, lendingPoolAssetAbi, []), amount },
  ],
  event: lendingPoolDepositEventAbi,
})
