import { lendingPoolRedeemAbi, lendingPoolWithdrawEventAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { Address, EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'
import { accountOf } from './needs.js'

export declare namespace redeem {
  /** How many shares, and to whom. */
  type Args = {
    /** The lending pool. */
    readonly pool: Address
    /** Shares to give back, at most `maxRedeem` of `getPosition`. */
    readonly shares: bigint
    /** Who receives the money; the caller, when left out. */
    readonly receiver?: Address | undefined
    /** Whose shares; the caller's, when left out. Another must have approved the caller for the pool's token. */
    readonly owner?: Address | undefined
  }
  /** What was paid. */
  type Event = EventOf<typeof lendingPoolWithdrawEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof lendingPoolRedeemAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'ERC20InsufficientAllowance' | 'ERC4626ExceededMaxRedeem'>
}

/**
 * Gives back shares of a lending pool for what they are worth (ERC-4626).
 *
 * Burns the shares and sends the money, as far as the pool has it idle. Never paused. The simulation returns the money.
 *
 * @throws DmexError `ERC4626ExceededMaxRedeem` when the owner has fewer shares, or the pool too little idle money
 * @throws DmexError `ERC20InsufficientAllowance` when somebody else's shares are not approved for the caller
 * @throws DmexError `ArgumentInvalid` when a bare `.call` names no receiver or owner
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { getPosition, redeem } from '@dmex/sdk/lend'
 *
 * export async function leave(client: DmexClient, pool: Address, account: Address) {
 *   const { maxRedeem } = await getPosition(client, { pool, account })
 *   return redeem(client, { pool, shares: maxRedeem })
 * }
 * ```
 */
export const redeem: WriteAction<redeem.Args, redeem.Event, redeem.Result> = /*#__PURE__*/ defineWrite({
  name: 'lend.redeem',
  contract: ({ pool }: redeem.Args) => pool,
  abi: lendingPoolRedeemAbi,
  args: ({ shares, receiver, owner }) => [shares, accountOf(receiver, 'receiver'), accountOf(owner, 'owner')],
  prepare: async (args, { account }) => ({ receiver: account, owner: account, ...args }),
  event: lendingPoolWithdrawEventAbi,
})
