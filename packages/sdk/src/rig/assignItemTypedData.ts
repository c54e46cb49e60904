import { addressOf } from '../core/addressBook.js'
import type { TypedData } from '../core/requirements.js'
import type { Address, Deployment } from '../core/types.js'
import { offchainId } from './item.js'

export declare namespace assignItemTypedData {
  /** Which item goes to whom. */
  type Args = {
    /** The studio's account. */
    readonly game: Address
    /** The studio's own name for the item, or the number that the rig knows it by. */
    readonly key: string | bigint
    /** Who has it from now on. */
    readonly player: Address
    /** The nonce that the next assignment must sign; from `getAssignment`. */
    readonly nonce: bigint
    /** Unix seconds after which the signature is void. */
    readonly deadline: bigint
  }
}

/**
 * Writes the message with which a studio's signer gives an off-chain item to a player, ready for `eth_signTypedData_v4`.
 *
 * Asks the chain nothing.
 *
 * @param deployment - where the contracts are
 * @param args - studio, item, player, the item's next nonce, and a deadline in unix seconds
 * @throws DmexError `ContractNotDeployed` when the deployment has no registry of off-chain items
 *
 * @example
 * ```ts
 * import type { Address, Deployment } from '@dmex/sdk'
 * import { assignItemTypedData } from '@dmex/sdk/rig'
 *
 * export const message = (at: Deployment, game: Address, player: Address, nonce: bigint, deadline: bigint) =>
 *   assignItemTypedData(at, { game, key: 'sword-of-dawn#17', player, nonce, deadline })
 * ```
 */
export function assignItemTypedData(
  deployment: Deployment,
  { game, key, player, nonce, deadline }: assignItemTypedData.Args,
): TypedData {
  return {
    domain: {
      name: 'DMEX Game Items',
      version: '1',
      chainId: deployment.chainId,
      verifyingContract: addressOf(deployment, 'offchainItems'),
    },
    types: {
      Assign: [
        { name: 'game', type: 'address' },
        { name: 'id', type: 'uint256' },
        { name: 'player', type: 'address' },
        { name: 'nonce', type: 'uint256' },
        { name: 'deadline', type: 'uint256' },
      ],
    },
    primaryType: 'Assign',
    message: { game, id: offchainId(key), player, nonce, deadline },
  }
}
