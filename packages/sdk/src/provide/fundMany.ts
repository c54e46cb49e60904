import { hashpowerDayFundedEventAbi, hashpowerFleetOfAbi, hashpowerFundManyAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace fundMany {
  /** Which fleets and day, and how much for each. */
  type Args = {
    /** The fleets, at most 64, all with the same reward token. */
    readonly fleetIds: readonly number[]
    /** UTC day number, one that none of them has settled, up to today. */
    readonly day: number
    /** Base units of the reward token for each fleet, in the same order. */
    readonly amounts: readonly bigint[]
  }
  /** The first fleet; `extractEvents` gives all. */
  type Event = EventOf<typeof hashpowerDayFundedEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof hashpowerFundManyAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<
    | 'AllowanceTooLow'
    | 'BadArrays'
    | 'DayNotFundable'
    | 'FleetTerminated'
    | 'FundingLimit'
    | 'RewardTokenNotListed'
    | 'UnknownFleet'
    | 'ZeroAmount'
  >
}

/**
 * Pays the income of several fleets with the same reward token for one day with one transfer; anybody may.
 *
 * Moves reward tokens to the ledgers.
 *
 * @throws DmexError `BadArrays` when the lists differ in length, are empty, or longer than 64
 * @throws DmexError `RewardTokenNotListed` when a fleet pays another token than the first
 * @throws DmexError `DayNotFundable` when a day has settled, or is after today
 * @throws DmexError `ZeroAmount` when an amount is 0
 * @throws DmexError `FundingLimit` when the fleet's lifetime limit would be passed
 * @throws DmexError `UnknownFleet` when there is no such fleet
 * @throws DmexError `FleetTerminated` when the fleet was ended
 * @throws DmexError `InsufficientAllowance` when the contract may not take the tokens; execute the plan instead
 * @throws DmexError `InsufficientBalance` when the caller has too few
 *
 * @example
 * ```ts
 * import { type DmexClient, execute } from '@dmex/sdk'
 * import { fundMany } from '@dmex/sdk/provide'
 *
 * export const act = async (client: DmexClient, fleetIds: number[], day: number, amounts: bigint[]) => execute(client, await fundMany.plan(client, { fleetIds, day, amounts }))
 * ```
 */
export const fundMany: WriteAction<fundMany.Args, fundMany.Event, fundMany.Result> = /*#__PURE__*/ defineWrite({
  name: 'provide.fundMany',
  contract: 'hashpower',
  abi: hashpowerFundManyAbi,
  args: ({ fleetIds, day, amounts }) => [fleetIds, day, amounts],
  requires: async ({ fleetIds, amounts }, { read }) => {
    const { rewardToken } = await read('hashpower', hashpowerFleetOfAbi, [fleetIds[0] ?? 0])
    return [{ kind: 'erc20', token: rewardToken, amount: amounts.reduce((sum, amount) => sum + amount, 0n) }]
  },
  event: hashpowerDayFundedEventAbi,
})
