import { rigLensAssignmentAbi } from '@dmex/contracts-abi'
import { defineRead, type ReadAction } from '../core/defineRead.js'
import { someone } from '../core/nobody.js'
import type { Address } from '../core/types.js'
import type { TakenAt } from '../core/views.js'
import { offchainId } from './item.js'

export declare namespace getAssignment {
  /** Which item. */
  type Args = {
    /** The studio's account. */
    readonly game: Address
    /** The studio's own name for the item, or the number that the rig knows it by. */
    readonly key: string | bigint
  }
  /** Who has the item, who may give it to somebody else, and the nonce that the next assignment must sign. */
  type Result = {
    readonly player: Address | undefined
    /** The studio's signer; the studio's account itself, until it names somebody. */
    readonly signer: Address
    readonly nonce: bigint
    readonly at: TakenAt
  }
}

/**
 * Reads which player has an off-chain item.
 *
 * One `eth_call`.
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { getAssignment } from '@dmex/sdk/rig'
 *
 * export const holder = async (client: DmexClient, game: Address) =>
 *   (await getAssignment(client, { game, key: 'sword-of-dawn#17' })).player
 * ```
 */
export const getAssignment: ReadAction<getAssignment.Args, getAssignment.Result> = /*#__PURE__*/ defineRead({
  name: 'rig.getAssignment',
  contract: 'rigLens',
  abi: rigLensAssignmentAbi,
  args: ({ game, key }: getAssignment.Args) => [game, offchainId(key)],
  result: ({ player, ...rest }) => ({ player: someone(player), ...rest }),
})
