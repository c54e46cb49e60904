import { minerRegistryApplyAsMinerAbi, minerRegistryMinerAppliedEventAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'
import { type Disclosure, toDisclosure } from './disclosure.js'

export declare namespace applyAsMiner {
  /** What the miner discloses. */
  type Args = {
    /** What the miner says of itself. */
    readonly disclosure: Disclosure
  }
  /** Id of the miner, and the hash that a vote approves. */
  type Event = EventOf<typeof minerRegistryMinerAppliedEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof minerRegistryApplyAsMinerAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'DisclosureIncomplete' | 'OperatesAnotherMiner'>
}

/**
 * Applies as a miner: the caller becomes its operator and receives its money.
 *
 * Writes the application, which governance votes on. One miner an operator.
 *
 * @throws DmexError `DisclosureIncomplete` when the farm, the company, the document hash or the hashrate is missing,
 * a text is too long, or more is effective than there is
 * @throws DmexError `OperatesAnotherMiner` when the caller operates a miner already
 *
 * @example
 * ```ts
 * import { type DmexClient, hashpower } from '@dmex/sdk'
 * import { applyAsMiner } from '@dmex/sdk/provide'
 *
 * export async function apply(client: DmexClient) {
 *   const { event } = await applyAsMiner(client, {
 *     disclosure: {
 *       farm: 'Ordos 1',
 *       company: 'Example Mining Ltd.',
 *       totalHashrate: hashpower('120 PH'),
 *       effectiveHashrate: hashpower('100 PH'),
 *       documentHash: '0x8a5edab282632443219e051e4ade2d1d5bbc671c781051bf1437897cbdfea0f1',
 *       uri: 'ipfs://bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi',
 *     },
 *   })
 *   return event.minerId
 * }
 * ```
 */
export const applyAsMiner: WriteAction<applyAsMiner.Args, applyAsMiner.Event, applyAsMiner.Result> =
  /*#__PURE__*/ defineWrite({
    name: 'provide.applyAsMiner',
    contract: 'minerRegistry',
    abi: minerRegistryApplyAsMinerAbi,
    args: ({ disclosure }) => [toDisclosure(disclosure)],
    event: minerRegistryMinerAppliedEventAbi,
  })
