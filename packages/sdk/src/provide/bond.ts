import { minerRegistryBondAbi, minerRegistryMinerBondedEventAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace bond {
  /** What to do it with. */
  type Args = {
    /** The miner, as `MinerApplied` named it. */
    readonly minerId: number
    /** DMC wei. */
    readonly amount: bigint
  }
  /** The miner's bond now. */
  type Event = EventOf<typeof minerRegistryMinerBondedEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof minerRegistryBondAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'AllowanceTooLow' | 'MinerNotApproved' | 'UnknownMiner' | 'ZeroAmount'>
}

/**
 * Adds DMC to a miner's bond; anybody may.
 *
 * Moves DMC to the registry. An approved miner sells once the bond covers its units. The plan has the approval or
 * permit for the DMC.
 *
 * @throws DmexError `UnknownMiner` when there is no such miner
 * @throws DmexError `MinerNotApproved` before the vote
 * @throws DmexError `ZeroAmount` when `amount` is 0
 * @throws DmexError `InsufficientAllowance` when the contract may not take the tokens; execute the plan instead
 * @throws DmexError `InsufficientBalance` when the caller has too few
 *
 * @example
 * ```ts
 * import { type DmexClient, execute } from '@dmex/sdk'
 * import { bond } from '@dmex/sdk/provide'
 *
 * export const act = async (client: DmexClient, minerId: number, amount: bigint) => execute(client, await bond.plan(client, { minerId, amount }))
 * ```
 */
export const bond: WriteAction<bond.Args, bond.Event, bond.Result> = /*#__PURE__*/ defineWrite({
  name: 'provide.bond',
  contract: 'minerRegistry',
  abi: minerRegistryBondAbi,
  args: ({ minerId, amount }) => [minerId, amount],
  requires: ({ amount }, { address }) => [{ kind: 'erc20', token: address('dmc'), amount }],
  event: minerRegistryMinerBondedEventAbi,
})
