import { hashpowerDayFundedEventAbi, hashpowerFleetOfAbi, hashpowerFundDayAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace fundDay {
  /** Which day, and how much. */
  type Args = {
    /** The fleet, as `FleetCreated` named it. */
    readonly fleetId: number
    /** UTC day number, one that has not settled, up to today. */
    readonly day: number
    /** Base units of the reward token. */
    readonly amount: bigint
  }
  /** What arrived. */
  type Event = EventOf<typeof hashpowerDayFundedEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof hashpowerFundDayAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<
    'AllowanceTooLow' | 'DayNotFundable' | 'FleetTerminated' | 'FundingLimit' | 'UnknownFleet' | 'ZeroAmount'
  >
}

/**
 * Pays a fleet's income for one day; anybody may.
 *
 * Moves reward tokens to the ledger, where they wait until the day settles. What counts is what arrives. The plan has
 * the approval or permit for them.
 *
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
 * import { fundDay } from '@dmex/sdk/provide'
 *
 * export const act = async (client: DmexClient, fleetId: number, day: number, amount: bigint) => execute(client, await fundDay.plan(client, { fleetId, day, amount }))
 * ```
 */
export const fundDay: WriteAction<fundDay.Args, fundDay.Event, fundDay.Result> = /*#__PURE__*/ defineWrite({
  name: 'provide.fundDay',
  contract: 'hashpower',
  abi: hashpowerFundDayAbi,
  args: ({ fleetId, day, amount }) => [fleetId, day, amount],
  requires: async ({ fleetId, amount }, { read }) => {
    const { rewardToken } = await read('hashpower', hashpowerFleetOfAbi, [fleetId])
    return [{ kind: 'erc20', token: rewardToken, amount: amount }]
  },
  event: hashpowerDayFundedEventAbi,
})
