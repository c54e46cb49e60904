import { auctionHousePermitPowerAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { Hex, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace permitPower {
  /** What to do it with. */
  type Args = {
    /** The hashpower NFT. */
    readonly powerId: bigint
    /** Unix seconds after which the signature is void. */
    readonly deadline: bigint
    /** The owner's signature of `hashpowerPermitTypedData` with the auction house as spender. */
    readonly signature: Hex
  }
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof auctionHousePermitPowerAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'BadSignature'>
}

/**
 * Approves the auction house for a hashpower NFT by its owner's signature; anybody may bring it.
 *
 * Writes the approval at the hashpower contract. A signature that somebody brought before is fine as long as the
 * approval is there. Bring it before the auction is created: it changes the NFT's `stateNonce`.
 *
 * @throws DmexError `BadSignature` when it is void and the auction house is not approved
 *
 * @example
 * ```ts
 * import type { DmexClient, Hex } from '@dmex/sdk'
 * import { permitPower } from '@dmex/sdk/auction'
 *
 * export const bring = (client: DmexClient, powerId: bigint, deadline: bigint, signature: Hex) =>
 *   permitPower(client, { powerId, deadline, signature })
 * ```
 */
export const permitPower: WriteAction<permitPower.Args, undefined, permitPower.Result> = /*#__PURE__*/ defineWrite({
  name: 'auction.permitPower',
  contract: 'auctionHouse',
  abi: auctionHousePermitPowerAbi,
  args: ({ powerId, deadline, signature }) => [powerId, deadline, signature],
})
