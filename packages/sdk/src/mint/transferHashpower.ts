import { hashpowerTransferEventAbi, hashpowerTransferFromAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { Address, EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace transferHashpower {
  /** What to do it with. */
  type Args = {
    /** Its owner. */
    readonly from: Address
    /** Who receives it. */
    readonly to: Address
    /** The hashpower NFT. */
    readonly id: bigint
  }
  /** From whom to whom it went. */
  type Event = EventOf<typeof hashpowerTransferEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof hashpowerTransferFromAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<
    | 'ERC721IncorrectOwner'
    | 'ERC721InsufficientApproval'
    | 'ERC721InvalidReceiver'
    | 'ERC721NonexistentToken'
    | 'IsLocked'
  >
}

/**
 * Sends a hashpower NFT to another account.
 *
 * Writes the owner. What was earned so far is credited to who earned it; the rest of the escrow and of the days goes
 * along. A contract is not asked whether it can handle NFTs.
 *
 * @throws DmexError `IsLocked` while an auction, a loan or a rig holds the NFT
 * @throws DmexError `ERC721InsufficientApproval` when the caller neither owns the NFT nor is approved for it
 * @throws DmexError `ERC721IncorrectOwner` when `from` does not own it
 * @throws DmexError `ERC721InvalidReceiver` when `to` is the zero address
 * @throws DmexError `ERC721NonexistentToken` when there is no such NFT
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { transferHashpower } from '@dmex/sdk/mint'
 *
 * export const give = (client: DmexClient, id: bigint, from: Address, to: Address) =>
 *   transferHashpower(client, { from, to, id })
 * ```
 */
export const transferHashpower: WriteAction<transferHashpower.Args, transferHashpower.Event, transferHashpower.Result> =
  /*#__PURE__*/ defineWrite({
    name: 'mint.transferHashpower',
    contract: 'hashpower',
    abi: hashpowerTransferFromAbi,
    args: ({ from, to, id }) => [from, to, id],
    event: hashpowerTransferEventAbi,
  })
