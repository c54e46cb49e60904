import { hashpowerCreateFleetAbi, hashpowerFleetCreatedEventAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { Address, EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace createFleet {
  /** Whose ledger, in which tokens, for which farm. */
  type Args = {
    /** The miner, as `MinerApplied` named it. */
    readonly minerId: number
    /** Token that income is paid in; one with a benchmark. */
    readonly rewardToken: Address
    /** Token that buyers pay with; one that governance listed. */
    readonly payToken: Address
    /** Index of the miner's farm; 0, when left out. */
    readonly farm?: number | undefined
  }
  /** Id of the fleet. */
  type Event = EventOf<typeof hashpowerFleetCreatedEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof hashpowerCreateFleetAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<
    'FleetExists' | 'MinerNotActive' | 'NotAllowed' | 'PayTokenNotListed' | 'RewardTokenNotListed'
  >
}

/**
 * Opens a day ledger for the caller's miner: one for each reward token, payment token and farm.
 *
 * Writes the fleet; its platform fee stays what it is now.
 *
 * @throws DmexError `NotAllowed` when the caller is not the miner's operator
 * @throws DmexError `MinerNotActive` when the miner is not approved, not bonded, or suspended
 * @throws DmexError `PayTokenNotListed` when buyers can't pay with that token
 * @throws DmexError `RewardTokenNotListed` when that token has no benchmark, or no first value yet
 * @throws DmexError `FleetExists` when this miner has that ledger already
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { createFleet } from '@dmex/sdk/provide'
 *
 * export const act = (client: DmexClient, minerId: number, rewardToken: Address, payToken: Address) => createFleet(client, { minerId, rewardToken, payToken })
 * ```
 */
export const createFleet: WriteAction<createFleet.Args, createFleet.Event, createFleet.Result> =
  /*#__PURE__*/ defineWrite({
    name: 'provide.createFleet',
    contract: 'hashpower',
    abi: hashpowerCreateFleetAbi,
    args: ({ minerId, rewardToken, payToken, farm = 0 }) => [minerId, rewardToken, payToken, farm],
    event: hashpowerFleetCreatedEventAbi,
  })
