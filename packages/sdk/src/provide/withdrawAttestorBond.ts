import { benchmarkAttestorWithdrawnEventAbi, benchmarkWithdrawAttestorBondAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { Address, EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace withdrawAttestorBond {
  /** Where to. */
  type Args = {
    /** Who receives it. */
    readonly to: Address
  }
  /** What was sent. */
  type Event = EventOf<typeof benchmarkAttestorWithdrawnEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof benchmarkWithdrawAttestorBondAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'BondIsHeld' | 'ZeroAddress' | 'ZeroAmount'>
}

/**
 * Sends the caller's whole attestor bond: when it was never elected, or 30 days after it left its seat.
 *
 * Moves DMC out of the benchmark.
 *
 * @throws DmexError `BondIsHeld` while the seat is held, or 30 days are not over
 * @throws DmexError `ZeroAmount` when there is no bond
 * @throws DmexError `ZeroAddress` for the zero address
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { withdrawAttestorBond } from '@dmex/sdk/provide'
 *
 * export const act = (client: DmexClient, to: Address) => withdrawAttestorBond(client, { to })
 * ```
 */
export const withdrawAttestorBond: WriteAction<
  withdrawAttestorBond.Args,
  withdrawAttestorBond.Event,
  withdrawAttestorBond.Result
> = /*#__PURE__*/ defineWrite({
  name: 'provide.withdrawAttestorBond',
  contract: 'benchmark',
  abi: benchmarkWithdrawAttestorBondAbi,
  args: ({ to }) => [to],
  event: benchmarkAttestorWithdrawnEventAbi,
})
