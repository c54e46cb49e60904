import { minerRegistryBondWithdrawnEventAbi, minerRegistryWithdrawBondAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { Address, EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace withdrawBond {
  /** What to do it with. */
  type Args = {
    /** The miner, as `MinerApplied` named it. */
    readonly minerId: number
    /** DMC wei. */
    readonly amount: bigint
    /** Who receives it. */
    readonly to: Address
  }
  /** The miner's bond now. */
  type Event = EventOf<typeof minerRegistryBondWithdrawnEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof minerRegistryWithdrawBondAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'BondIsHeld' | 'BondTooLow' | 'IncidentIsOpen' | 'NotAllowed' | 'UnknownMiner'>
}

/**
 * Takes DMC out of a miner's bond that its units don't need.
 *
 * Moves DMC out of the registry. Not while an incident is open, nor in the first 90 days of a suspension.
 *
 * @throws DmexError `NotAllowed` when the caller is not the miner's operator
 * @throws DmexError `UnknownMiner` when there is no such miner
 * @throws DmexError `BondTooLow` when the rest would not cover the miner's units
 * @throws DmexError `BondIsHeld` in the first 90 days of a suspension
 * @throws DmexError `IncidentIsOpen` while a terminated fleet is under review
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { withdrawBond } from '@dmex/sdk/provide'
 *
 * export const act = (client: DmexClient, minerId: number, amount: bigint, to: Address) => withdrawBond(client, { minerId, amount, to })
 * ```
 */
export const withdrawBond: WriteAction<withdrawBond.Args, withdrawBond.Event, withdrawBond.Result> =
  /*#__PURE__*/ defineWrite({
    name: 'provide.withdrawBond',
    contract: 'minerRegistry',
    abi: minerRegistryWithdrawBondAbi,
    args: ({ minerId, amount, to }) => [minerId, amount, to],
    event: minerRegistryBondWithdrawnEventAbi,
  })
