import { lendingPoolWithdrawAbi, lendingPoolWithdrawEventAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { Address, EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'
import { accountOf } from './needs.js'

export declare namespace withdraw {
  /** How much, and to whom. */
  type Args = {
    /** The lending pool. */
    readonly pool: Address
    /** Base units of the pool's asset, at most `maxWithdraw` of `getPosition`. */
    readonly amount: bigint
    /** Who receives it; the caller, when left out. */
    readonly receiver?: Address | undefined
    /** Whose shares; the caller's, when left out. Another must have approved the caller for the pool's token. */
    readonly owner?: Address | undefined
  }
  /** What was paid, and the shares it took. */
  type Event = EventOf<typeof lendingPoolWithdrawEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof lendingPoolWithdrawAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'ERC20InsufficientAllowance' | 'ERC4626ExceededMaxWithdraw'>
}

/**
 * Withdraws an exact amount from a lending pool (ERC-4626); `redeem` gives back all shares.
 *
 * Burns shares and sends the money, as far as the pool has it idle. Never paused. The simulation returns the shares.
 *
 * @throws DmexError `ERC4626ExceededMaxWithdraw` when the shares are worth less, or the pool has less idle
 * @throws DmexError `ERC20InsufficientAllowance` when somebody else's shares are not approved for the caller
 * @throws DmexError `ArgumentInvalid` when a bare `.call` names no receiver or owner
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { withdraw } from '@dmex/sdk/lend'
 *
 * export const takeOut = (client: DmexClient, pool: Address, amount: bigint) => withdraw(client, { pool, amount })
 * ```
 */
export const withdraw: WriteAction<withdraw.Args, withdraw.Event, withdraw.Result> = /*#__PURE__*/ defineWrite({
  name: 'lend.withdraw',
  contract: ({ pool }: withdraw.Args) => pool,
  abi: lendingPoolWithdrawAbi,
  args: ({ amount, receiver, owner }) => [amount, accountOf(receiver, 'receiver'), accountOf(owner, 'owner')],
  prepare: async (args, { account }) => ({ receiver: account, owner: account, ...args }),
  event: lendingPoolWithdrawEventAbi,
})
