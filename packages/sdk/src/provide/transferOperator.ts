import { minerRegistryOperatorChangeStartedEventAbi, minerRegistryTransferOperatorAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import { NOBODY } from '../core/nobody.js'
import type { Address, EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace transferOperator {
  /** What to do it with. */
  type Args = {
    /** The miner, as `MinerApplied` named it. */
    readonly minerId: number
    /** The successor; none any more, when left out. */
    readonly newOperator?: Address | undefined
  }
  /** The successor. */
  type Event = EventOf<typeof minerRegistryOperatorChangeStartedEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof minerRegistryTransferOperatorAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'NotAllowed' | 'UnknownMiner'>
}

/**
 * Names a successor as operator of a miner, who must accept with `acceptOperator`.
 *
 * Writes the name; nothing else changes until it is accepted.
 *
 * @throws DmexError `NotAllowed` when the caller is not the miner's operator
 * @throws DmexError `UnknownMiner` when there is no such miner
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { transferOperator } from '@dmex/sdk/provide'
 *
 * export const act = (client: DmexClient, minerId: number, newOperator: Address) => transferOperator(client, { minerId, newOperator })
 * ```
 */
export const transferOperator: WriteAction<transferOperator.Args, transferOperator.Event, transferOperator.Result> =
  /*#__PURE__*/ defineWrite({
    name: 'provide.transferOperator',
    contract: 'minerRegistry',
    abi: minerRegistryTransferOperatorAbi,
    args: ({ minerId, newOperator = NOBODY }) => [minerId, newOperator],
    event: minerRegistryOperatorChangeStartedEventAbi,
  })
