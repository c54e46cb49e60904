import { hashpowerDayFundedEventAbi, hashpowerFleetOfAbi, hashpowerFundDaysAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace fundDays {
  /** Which days, and how much for each. */
  type Args = {
    /** The fleet, as `FleetCreated` named it. */
    readonly fleetId: number
    /** UTC day numbers, at most 64. */
    readonly days: readonly number[]
    /** Base units of the reward token for each day, in the same order. */
    readonly amounts: readonly bigint[]
  }
  /** The first day; `extractEvents` gives all. */
  type Event = EventOf<typeof hashpowerDayFundedEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof hashpowerFundDaysAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<
    | 'AllowanceTooLow'
    | 'BadArrays'
    | 'DayNotFundable'
    | 'FleetTerminated'
    | 'FundingLimit'
    | 'UnknownFleet'
    | 'ZeroAmount'
  >
}

/**
 * Pays a fleet's income for several days with one transfer; anybody may.
 *
 * Moves reward tokens to the ledger. A token that takes a fee is spread over the days in proportion.
 *
 * @throws DmexError `BadArrays` when the lists differ in length, are empty, or longer than 64
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
 * import { fundDays } from '@dmex/sdk/provide'
 *
 * export const act = async (client: DmexClient, fleetId: number, days: number[], amounts: bigint[]) => execute(client, await fundDays.plan(client, { fleetId, days, amounts }))
 * ```
 */
export const fundDays: WriteAction<fundDays.Args, fundDays.Event, fundDays.Result> = /*#__PURE__*/ defineWrite({
  name: 'provide.fundDays',
  contract: 'hashpower',
  abi: hashpowerFundDaysAbi,
  args: ({ fleetId, days, amounts }) => [fleetId, days, amounts],
  requires: async ({ fleetId, amounts }, { read }) => {
    const { rewardToken } = await read('hashpower', hashpowerFleetOfAbi, [fleetId])
    return [{ kind: 'erc20', token: rewardToken, amount: amounts.reduce((sum, amount) => sum + amount, 0n) }]
  },
  event: hashpowerDayFundedEventAbi,
})
