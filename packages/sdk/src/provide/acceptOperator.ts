import { minerRegistryAcceptOperatorAbi, minerRegistryOperatorChangedEventAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace acceptOperator {
  /** Which miner. */
  type Args = {
    /** The miner, as `MinerApplied` named it. */
    readonly minerId: number
  }
  /** The operator before and now. */
  type Event = EventOf<typeof minerRegistryOperatorChangedEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof minerRegistryAcceptOperatorAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'NotAllowed' | 'OperatesAnotherMiner' | 'UnknownMiner'>
}

/**
 * Takes over as operator of a miner.
 *
 * Writes the operator. Only for who was named, and operates no other miner.
 *
 * @throws DmexError `NotAllowed` when the caller was not named
 * @throws DmexError `OperatesAnotherMiner` when the caller operates another
 * @throws DmexError `UnknownMiner` when there is no such miner
 *
 * @example
 * ```ts
 * import type { DmexClient } from '@dmex/sdk'
 * import { acceptOperator } from '@dmex/sdk/provide'
 *
 * export const act = (client: DmexClient, minerId: number) => acceptOperator(client, { minerId })
 * ```
 */
export const acceptOperator: WriteAction<acceptOperator.Args, acceptOperator.Event, acceptOperator.Result> =
  /*#__PURE__*/ defineWrite({
    name: 'provide.acceptOperator',
    contract: 'minerRegistry',
    abi: minerRegistryAcceptOperatorAbi,
    args: ({ minerId }) => [minerId],
    event: minerRegistryOperatorChangedEventAbi,
  })
