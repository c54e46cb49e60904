import { benchmarkResignAbi, benchmarkSeatSetEventAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace resignAttestor {
  /** Nothing. */
  type Args = Record<never, never>
  /** The seat that is empty now. */
  type Event = EventOf<typeof benchmarkSeatSetEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof benchmarkResignAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'NotAnAttestor'>
}

/**
 * Leaves the caller's seat among the attestors.
 *
 * Empties the seat. The bond can be withdrawn 30 days later.
 *
 * @throws DmexError `NotAnAttestor` when the caller holds no seat
 *
 * @example
 * ```ts
 * import type { DmexClient } from '@dmex/sdk'
 * import { resignAttestor } from '@dmex/sdk/provide'
 *
 * export const act = (client: DmexClient) => resignAttestor(client, {})
 * ```
 */
export const resignAttestor: WriteAction<resignAttestor.Args, resignAttestor.Event, resignAttestor.Result> =
  /*#__PURE__*/ defineWrite({
    name: 'provide.resignAttestor',
    contract: 'benchmark',
    abi: benchmarkResignAbi,
    args: () => [],
    event: benchmarkSeatSetEventAbi,
  })
