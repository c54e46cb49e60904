import { jointMiningPoolExecutePurchaseAbi, jointMiningPoolMachineBoughtEventAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { Address, EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace executePurchase {
  /** Which pool. */
  type Args = {
    /** The joint-mining pool. */
    readonly pool: Address
  }
  /** The hashpower NFT, and what it cost. */
  type Event = EventOf<typeof jointMiningPoolMachineBoughtEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof jointMiningPoolExecutePurchaseAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<
    | 'NoPurchase'
    | 'QueueFirst'
    | 'ReserveTooLow'
    | 'PoolHeld'
    | 'DepositsPaused'
    | 'PriceTooHigh'
    | 'WrongTokens'
    | 'TooManyMachines'
  >
}

/**
 * Buys the machine that governance planned for a pool, out of idle liquidity; anybody may call it.
 *
 * Moves the price to the series' escrow, and the NFT to the pool. Pays up to ten tickets first, and nobody may wait after that.
 *
 * @throws DmexError `NoPurchase` when none is planned, or it expired
 * @throws DmexError `QueueFirst` while tickets wait
 * @throws DmexError `ReserveTooLow` when liquidity does not cover it and the reserve
 * @throws DmexError `PoolHeld` while a machine with debt may be dying
 * @throws DmexError `DepositsPaused` while the guardian has stopped purchases
 * @throws DmexError `PriceTooHigh` when the series costs more than planned
 * @throws DmexError `WrongTokens` when the series is paid in, or earns, another token than the pool
 * @throws DmexError `TooManyMachines` when the pool has 32
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { executePurchase } from '@dmex/sdk/mine'
 *
 * export async function buyMachine(client: DmexClient, pool: Address) {
 *   const { event } = await executePurchase(client, { pool })
 *   return event.id
 * }
 * ```
 */
export const executePurchase: WriteAction<executePurchase.Args, executePurchase.Event, executePurchase.Result> =
  /*#__PURE__*/ defineWrite({
    name: 'mine.executePurchase',
    contract: ({ pool }: executePurchase.Args) => pool,
    abi: jointMiningPoolExecutePurchaseAbi,
    args: () => [],
    event: jointMiningPoolMachineBoughtEventAbi,
  })
