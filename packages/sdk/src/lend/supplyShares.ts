import { lendingPoolDepositEventAbi, lendingPoolMintAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { Address, EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'
import { accountOf, sharesCost } from './needs.js'

export declare namespace supplyShares {
  /** How many shares, and where. */
  type Args = {
    /** The lending pool. */
    readonly pool: Address
    /** Shares to buy, base units of the pool's own token. */
    readonly shares: bigint
    /** Who receives the shares; who sends, when left out. */
    readonly receiver?: Address | undefined
  }
  /** What they cost. */
  type Event = EventOf<typeof lendingPoolDepositEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof lendingPoolMintAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<
    'AllowanceTooLow' | 'ERC4626ExceededMaxMint' | 'LendingPaused' | 'PaymentShort' | 'ZeroAmount'
  >
}

/**
 * Buys an exact number of shares of a lending pool (ERC-4626 `mint`); `supply` spends an exact amount.
 *
 * Pulls what they cost from the caller. The simulation returns that. The plan has the approval or permit for it, with a
 * thousandth on top for the interest until then.
 *
 * @throws DmexError `LendingPaused` while the guardian stopped deposits
 * @throws DmexError `PaymentShort` when the asset takes a fee of transfers
 * @throws DmexError `ERC4626ExceededMaxMint` when nearly everything in the pool was lost
 * @throws DmexError `ZeroAmount` when the shares cost nothing
 * @throws DmexError `ArgumentInvalid` when a bare `.call` names no receiver
 * @throws DmexError `InsufficientAllowance` when the pool may not take the money; execute the plan instead
 * @throws DmexError `InsufficientBalance` when the caller has too little
 *
 * @example
 * ```ts
 * import { type Address, type DmexClient, execute } from '@dmex/sdk'
 * import { supplyShares } from '@dmex/sdk/lend'
 *
 * export const buyShares = async (client: DmexClient, pool: Address, shares: bigint) =>
 *   execute(client, await supplyShares.plan(client, { pool, shares }))
 * ```
 */
export const supplyShares: WriteAction<supplyShares.Args, supplyShares.Event, supplyShares.Result> =
  /*#__PURE__*/ defineWrite({
    name: 'lend.supplyShares',
    contract: ({ pool }: supplyShares.Args) => pool,
    abi: lendingPoolMintAbi,
    args: ({ shares, receiver }) => [shares, accountOf(receiver, 'receiver')],
    prepare: async (args, { account }) => ({ receiver: account, ...args }),
    requires: async ({ pool, shares }, context) => [{ kind: 'erc20', ...(await sharesCost(context, pool, shares)) }],
    event: lendingPoolDepositEventAbi,
  })
