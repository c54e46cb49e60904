import { minerLensMinersAbi } from '@dmex/contracts-abi'
import { defineRead, type ReadAction } from '../core/defineRead.js'
import { first } from '../core/pages.js'
import type { TakenAt } from '../core/views.js'
import type { ErrorCodes } from '../errors/DmexError.js'
import { type Miner, toMiner } from './miner.js'

export declare namespace getMiner {
  /** Which miner. */
  type Args = {
    /** The miner, as `MinerApplied` named it. */
    readonly minerId: number
  }
  /** The miner, and the block that it is of. */
  type Result = Miner & { readonly at: TakenAt }
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'UnknownMiner'>
}

/**
 * Reads a miner: status, disclosure, bond, and how many units it could still put on sale.
 *
 * One `eth_call`.
 *
 * @throws DmexError `UnknownMiner` when there is no such miner
 *
 * @example
 * ```ts
 * import type { DmexClient } from '@dmex/sdk'
 * import { getMiner } from '@dmex/sdk/provide'
 *
 * export async function canSell(client: DmexClient, minerId: number) {
 *   const { status, availableUnits } = await getMiner(client, { minerId })
 *   return status === 'active' ? availableUnits : 0n
 * }
 * ```
 */
export const getMiner: ReadAction<getMiner.Args, getMiner.Result> = /*#__PURE__*/ defineRead({
  name: 'provide.getMiner',
  contract: 'minerLens',
  abi: minerLensMinersAbi,
  args: ({ minerId }: getMiner.Args) => [[minerId]],
  result: ({ items, at }) => ({ ...toMiner(first(items)), at }),
})
