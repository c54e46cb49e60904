import { benchmarkAttestorBondedEventAbi, benchmarkBondAttestorAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { Address, EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace bondAttestor {
  /** Whose bond, and how much. */
  type Args = {
    /** Whose bond. */
    readonly attestor: Address
    /** DMC wei. */
    readonly amount: bigint
  }
  /** What was added. */
  type Event = EventOf<typeof benchmarkAttestorBondedEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof benchmarkBondAttestorAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'AllowanceTooLow' | 'ZeroAmount'>
}

/**
 * Adds DMC to an attestor's bond; anybody may.
 *
 * Moves DMC to the benchmark. An elected attestor's reports count once the bond is there. The plan has the approval
 * or permit for the DMC.
 *
 * @throws DmexError `ZeroAmount` when `amount` is 0
 * @throws DmexError `InsufficientAllowance` when the contract may not take the tokens; execute the plan instead
 * @throws DmexError `InsufficientBalance` when the caller has too few
 *
 * @example
 * ```ts
 * import { type Address, type DmexClient, execute } from '@dmex/sdk'
 * import { bondAttestor } from '@dmex/sdk/provide'
 *
 * export const act = async (client: DmexClient, attestor: Address, amount: bigint) =>
 *   execute(client, await bondAttestor.plan(client, { attestor, amount }))
 * ```
 */
export const bondAttestor: WriteAction<bondAttestor.Args, bondAttestor.Event, bondAttestor.Result> =
  /*#__PURE__*/ defineWrite({
    name: 'provide.bondAttestor',
    contract: 'benchmark',
    abi: benchmarkBondAttestorAbi,
    args: ({ attestor, amount }) => [attestor, amount],
    requires: ({ amount }, { address }) => [{ kind: 'erc20', token: address('dmc'), amount }],
    event: benchmarkAttestorBondedEventAbi,
  })
