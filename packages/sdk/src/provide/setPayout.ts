import { minerRegistryPayoutSetEventAbi, minerRegistrySetPayoutAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { Address, EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace setPayout {
  /** What to do it with. */
  type Args = {
    /** The miner, as `MinerApplied` named it. */
    readonly minerId: number
    /** Who receives released money from now on. */
    readonly payout: Address
  }
  /** The payout address. */
  type Event = EventOf<typeof minerRegistryPayoutSetEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof minerRegistrySetPayoutAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'NotAllowed' | 'UnknownMiner' | 'ZeroAddress'>
}

/**
 * Sets where a miner's released money goes.
 *
 * Writes the payout address.
 *
 * @throws DmexError `NotAllowed` when the caller is not the miner's operator
 * @throws DmexError `UnknownMiner` when there is no such miner
 * @throws DmexError `ZeroAddress` for the zero address
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { setPayout } from '@dmex/sdk/provide'
 *
 * export const act = (client: DmexClient, minerId: number, payout: Address) => setPayout(client, { minerId, payout })
 * ```
 */
export const setPayout: WriteAction<setPayout.Args, setPayout.Event, setPayout.Result> = /*#__PURE__*/ defineWrite({
  name: 'provide.setPayout',
  contract: 'minerRegistry',
  abi: minerRegistrySetPayoutAbi,
  args: ({ minerId, payout }) => [minerId, payout],
  event: minerRegistryPayoutSetEventAbi,
})
