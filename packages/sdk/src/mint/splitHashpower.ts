import { hashpowerSplitAbi, hashpowerSplitEventAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { Address, EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace splitHashpower {
  /** What to do it with. */
  type Args = {
    /** The hashpower NFT. */
    readonly id: bigint
    /** Units of each new NFT, at most 100 parts; together less than the NFT holds. */
    readonly units: readonly bigint[]
    /** Who receives the parts; the owner, to just split. */
    readonly to: Address
  }
  /** The new NFTs and their units. */
  type Event = EventOf<typeof hashpowerSplitEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof hashpowerSplitAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<
    'BadArrays' | 'BadSplit' | 'ERC721InsufficientApproval' | 'ERC721NonexistentToken' | 'IsLocked'
  >
}

/**
 * Splits parts of a hashpower NFT off into NFTs of their own; the original keeps the rest.
 *
 * Writes one NFT per part. Units, escrow and remaining days are conserved exactly, and what was earned so far is
 * credited to who earned it. The simulation returns the new ids.
 *
 * @throws DmexError `BadSplit` when a part is zero, or nothing would be left
 * @throws DmexError `BadArrays` without a part, or with more than 100
 * @throws DmexError `IsLocked` while an auction, a loan or a rig holds the NFT
 * @throws DmexError `ERC721InsufficientApproval` when the caller neither owns the NFT nor is approved for it
 * @throws DmexError `ERC721NonexistentToken` when there is no such NFT
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { splitHashpower } from '@dmex/sdk/mint'
 *
 * export const giveOneTerahash = (client: DmexClient, id: bigint, friend: Address) =>
 *   splitHashpower(client, { id, units: [1_000n], to: friend })
 * ```
 */
export const splitHashpower: WriteAction<splitHashpower.Args, splitHashpower.Event, splitHashpower.Result> =
  /*#__PURE__*/ defineWrite({
    name: 'mint.splitHashpower',
    contract: 'hashpower',
    abi: hashpowerSplitAbi,
    args: ({ id, units, to }) => [id, units, to],
    event: hashpowerSplitEventAbi,
  })
