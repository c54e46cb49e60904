import { offchainItemsAssignAbi, offchainItemsAssignedEventAbi } from '@dmex/contracts-abi'
import { NEVER } from '../core/days.js'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import { NOBODY } from '../core/nobody.js'
import type { Address, EventOf, Hex, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'
import { offchainId } from './item.js'

export declare namespace assignItem {
  /** Which item goes to whom. */
  type Args = {
    /** The studio's account. */
    readonly game: Address
    /** The studio's own name for the item, or the number that the rig knows it by. */
    readonly key: string | bigint
    /** Who has it from now on; nobody, when left out. */
    readonly player?: Address | undefined
    /** Unix seconds after which the signature is void; never, when left out. */
    readonly deadline?: bigint | undefined
    /** Signature of the studio's signer; none, when that is the caller. */
    readonly signature?: Hex | undefined
  }
  /** Who has which item, and the nonce that was used. */
  type Event = EventOf<typeof offchainItemsAssignedEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof offchainItemsAssignAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'BadSignature' | 'DeadlinePassed'>
}

/**
 * Makes a player the controller of an off-chain item.
 *
 * Writes the assignment. Anybody may bring the studio's signature of `assignItemTypedData`; the studio's signer
 * itself needs none.
 *
 * @throws DmexError `BadSignature` when it is not the signer's for this assignment, or was used before
 * @throws DmexError `DeadlinePassed` after the deadline
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { assignItem } from '@dmex/sdk/rig'
 *
 * export const drop = (client: DmexClient, game: Address, player: Address) =>
 *   assignItem(client, { game, key: 'sword-of-dawn#17', player })
 * ```
 */
export const assignItem: WriteAction<assignItem.Args, assignItem.Event, assignItem.Result> = /*#__PURE__*/ defineWrite({
  name: 'rig.assignItem',
  contract: 'offchainItems',
  abi: offchainItemsAssignAbi,
  args: ({ game, key, player = NOBODY, deadline = NEVER, signature = '0x' }) => [
    game,
    offchainId(key),
    player,
    deadline,
    signature,
  ],
  event: offchainItemsAssignedEventAbi,
})
