import { jointMiningPoolMachineRetiredEventAbi, jointMiningPoolRetireAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { Address, EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace retire {
  /** Which machine. */
  type Args = {
    /** The joint-mining pool. */
    readonly pool: Address
    /** The machine's hashpower NFT. */
    readonly id: bigint
  }
  /** What was refunded, what of it repaid debt, and what was lost. */
  type Event = EventOf<typeof jointMiningPoolMachineRetiredEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof jointMiningPoolRetireAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'MachineRunning' | 'UnknownMachine' | 'HandOverFirst'>
}

/**
 * Ends a machine whose fleet was terminated or whose term has settled; anybody may call it.
 *
 * Moves its escrow refund into the pool, where it repays what machines owe, and writes off what it does not cover. The NFT goes to the
 * router. `over` of a machine in `getPool` says whether it would succeed.
 *
 * @throws DmexError `MachineRunning` while its fleet runs and its term has not settled
 * @throws DmexError `UnknownMachine` when the pool has no such machine
 * @throws DmexError `HandOverFirst` when everybody left
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { retire } from '@dmex/sdk/mine'
 *
 * export async function end(client: DmexClient, pool: Address, id: bigint) {
 *   const { event } = await retire(client, { pool, id })
 *   return event.loss
 * }
 * ```
 */
export const retire: WriteAction<retire.Args, retire.Event, retire.Result> = /*#__PURE__*/ defineWrite({
  name: 'mine.retire',
  contract: ({ pool }: retire.Args) => pool,
  abi: jointMiningPoolRetireAbi,
  args: ({ id }) => [id],
  event: jointMiningPoolMachineRetiredEventAbi,
})
