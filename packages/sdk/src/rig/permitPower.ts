import { rigPermitPowerAbi } from '@dmex/contracts-abi'
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
    /** The owner's signature of `hashpowerPermitTypedData` with the rig as spender. */
    readonly signature: Hex
  }
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof rigPermitPowerAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'BadSignature'>
}

/**
 * Approves the rig for a hashpower NFT by its owner's signature; anybody may bring it.
 *
 * Writes the approval at the hashpower contract. A signature that somebody brought before is fine as long as the
 * approval is there.
 *
 * @throws DmexError `BadSignature` when it is void and the rig is not approved
 *
 * @example
 * ```ts
 * import type { DmexClient, Hex } from '@dmex/sdk'
 * import { permitPower } from '@dmex/sdk/rig'
 *
 * export const bring = (client: DmexClient, powerId: bigint, deadline: bigint, signature: Hex) =>
 *   permitPower(client, { powerId, deadline, signature })
 * ```
 */
export const permitPower: WriteAction<permitPower.Args, undefined, permitPower.Result> = /*#__PURE__*/ defineWrite({
  name: 'rig.permitPower',
  contract: 'rig',
  abi: rigPermitPowerAbi,
  args: ({ powerId, deadline, signature }) => [powerId, deadline, signature],
})
