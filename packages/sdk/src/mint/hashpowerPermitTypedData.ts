import { addressOf } from '../core/addressBook.js'
import type { TypedData } from '../core/requirements.js'
import type { Address, Deployment } from '../core/types.js'

export declare namespace hashpowerPermitTypedData {
  /** What the owner allows. */
  type Args = {
    /** Who may move or lock the NFT. */
    readonly spender: Address
    /** The hashpower NFT. */
    readonly id: bigint
    /** `stateNonce` of the NFT now; from `getHashpower`. */
    readonly nonce: number
    /** Unix seconds after which the signature is void. */
    readonly deadline: bigint
  }
}

/**
 * Writes the message that approves a spender for a hashpower NFT (ERC-4494), ready for `eth_signTypedData_v4`.
 *
 * Asks the chain nothing. The signature goes to `permitHashpower`, or to the rig's `permitPower`. Any change of the NFT's
 * state voids it.
 *
 * @param deployment - where the contracts are
 * @param args - spender, NFT, its `stateNonce`, and a deadline in unix seconds
 * @throws DmexError `ContractNotDeployed` when the deployment has no hashpower contract
 *
 * @example
 * ```ts
 * import type { Address, Deployment } from '@dmex/sdk'
 * import { hashpowerPermitTypedData } from '@dmex/sdk/mint'
 *
 * export const message = (deployment: Deployment, id: bigint, nonce: number, spender: Address, deadline: bigint) =>
 *   hashpowerPermitTypedData(deployment, { spender, id, nonce, deadline })
 * ```
 */
export function hashpowerPermitTypedData(
  deployment: Deployment,
  { spender, id, nonce, deadline }: hashpowerPermitTypedData.Args,
): TypedData {
  return {
    domain: {
      name: 'DMEX Hashpower',
      version: '1',
      chainId: deployment.chainId,
      verifyingContract: addressOf(deployment, 'hashpower'),
    },
    types: {
      Permit: [
        { name: 'spender', type: 'address' },
        { name: 'tokenId', type: 'uint256' },
        { name: 'nonce', type: 'uint256' },
        { name: 'deadline', type: 'uint256' },
      ],
    },
    primaryType: 'Permit',
    message: { spender, tokenId: id, nonce: BigInt(nonce), deadline },
  }
}
