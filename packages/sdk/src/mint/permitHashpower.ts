import { hashpowerApprovalEventAbi, hashpowerPermitAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { Address, EventOf, Hex, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace permitHashpower {
  /** What to do it with. */
  type Args = {
    /** Who may move or lock it. */
    readonly spender: Address
    /** The hashpower NFT. */
    readonly id: bigint
    /** Unix seconds after which the signature is void. */
    readonly deadline: bigint
    /** Signature of the owner, an ERC-1271 contract included. */
    readonly signature: Hex
  }
  /** Who may move or lock it. */
  type Event = EventOf<typeof hashpowerApprovalEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof hashpowerPermitAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'BadSignature' | 'DeadlinePassed' | 'ERC721NonexistentToken'>
}

/**
 * Approves a spender for a hashpower NFT by its owner's signature (ERC-4494); anybody may bring it.
 *
 * Writes the approval of that NFT and uses up its `stateNonce`. Sign what `hashpowerPermitTypedData` returns.
 *
 * @throws DmexError `BadSignature` when it is not the owner's for this NFT, spender, deadline and state
 * @throws DmexError `DeadlinePassed` after the deadline
 * @throws DmexError `ERC721NonexistentToken` when there is no such NFT
 *
 * @example
 * ```ts
 * import type { Address, DmexClient, Hex } from '@dmex/sdk'
 * import { permitHashpower } from '@dmex/sdk/mint'
 *
 * export const bring = (client: DmexClient, id: bigint, spender: Address, deadline: bigint, signature: Hex) =>
 *   permitHashpower(client, { id, spender, deadline, signature })
 * ```
 */
export const permitHashpower: WriteAction<permitHashpower.Args, permitHashpower.Event, permitHashpower.Result> =
  /*#__PURE__*/ defineWrite({
    name: 'mint.permitHashpower',
    contract: 'hashpower',
    abi: hashpowerPermitAbi,
    args: ({ spender, id, deadline, signature }) => [spender, id, deadline, signature],
    event: hashpowerApprovalEventAbi,
  })
