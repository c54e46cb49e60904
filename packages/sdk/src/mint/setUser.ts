import { hashpowerSetUserAbi, hashpowerUpdateUserEventAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import { NOBODY } from '../core/nobody.js'
import type { Address, EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace setUser {
  /** What to do it with. */
  type Args = {
    /** The hashpower NFT. */
    readonly id: bigint
    /** Who may use it; nobody, when left out. */
    readonly user?: Address | undefined
    /** Unix seconds until when; at once over, when left out. */
    readonly expires?: bigint | undefined
  }
  /** The user, and until when. */
  type Event = EventOf<typeof hashpowerUpdateUserEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof hashpowerSetUserAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'ERC721InsufficientApproval' | 'ERC721NonexistentToken' | 'NotLocker'>
}

/**
 * Names who may use a hashpower NFT in a game for a time (ERC-4907).
 *
 * Writes the user. It moves no income and no ownership; a transfer of the NFT clears it.
 *
 * @throws DmexError `ERC721InsufficientApproval` when the caller neither owns the NFT nor is approved for it
 * @throws DmexError `NotLocker` while the NFT is locked, unless its locker calls
 * @throws DmexError `ERC721NonexistentToken` when there is no such NFT
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { setUser } from '@dmex/sdk/mint'
 *
 * export const lendToPlayer = (client: DmexClient, id: bigint, user: Address, expires: bigint) =>
 *   setUser(client, { id, user, expires })
 * ```
 */
export const setUser: WriteAction<setUser.Args, setUser.Event, setUser.Result> = /*#__PURE__*/ defineWrite({
  name: 'mint.setUser',
  contract: 'hashpower',
  abi: hashpowerSetUserAbi,
  args: ({ id, user = NOBODY, expires = 0n }) => [id, user, expires],
  event: hashpowerUpdateUserEventAbi,
})
