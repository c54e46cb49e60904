import { jointMiningPoolHandedOverEventAbi, jointMiningPoolHandOverAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { Address, EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace handOver {
  /** Which pool. */
  type Args = {
    /** The joint-mining pool. */
    readonly pool: Address
  }
  /** Who received how many machines. */
  type Event = EventOf<typeof jointMiningPoolHandedOverEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof jointMiningPoolHandOverAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'NothingToHandOver'>
}

/**
 * Sends the machines of a pool that everybody left, and what is left, to the router; anybody may call it. Then people can join again.
 *
 * @throws DmexError `NothingToHandOver` while anybody has shares, or when nothing is left
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { handOver } from '@dmex/sdk/mine'
 *
 * export const clear = (client: DmexClient, pool: Address) => handOver(client, { pool })
 * ```
 */
export const handOver: WriteAction<handOver.Args, handOver.Event, handOver.Result> = /*#__PURE__*/ defineWrite({
  name: 'mine.handOver',
  contract: ({ pool }: handOver.Args) => pool,
  abi: jointMiningPoolHandOverAbi,
  args: () => [],
  event: jointMiningPoolHandedOverEventAbi,
})
