import { hashpowerMergeAbi, hashpowerMergedEventAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace mergeHashpower {
  /** What to do it with. */
  type Args = {
    /** The NFTs, 2 to 100, of one owner, series and start day. The first one stays. */
    readonly ids: readonly bigint[]
  }
  /** The NFT that stayed, and its units now. */
  type Event = EventOf<typeof hashpowerMergedEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof hashpowerMergeAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'BadArrays' | 'CannotMerge' | 'ERC721InsufficientApproval' | 'ERC721NonexistentToken'>
}

/**
 * Joins hashpower NFTs of one series and start day into the first of them.
 *
 * Burns the others. Units and escrow are conserved exactly; the income of all so far is credited to the owner.
 *
 * @throws DmexError `CannotMerge` when they differ in owner, series, start day, refund or claims, one of them is
 * locked or has a beneficiary or user, or one is named twice
 * @throws DmexError `BadArrays` with fewer than 2 or more than 100
 * @throws DmexError `ERC721InsufficientApproval` when the caller neither owns the NFT nor is approved for it
 * @throws DmexError `ERC721NonexistentToken` when there is no such NFT
 *
 * @example
 * ```ts
 * import type { DmexClient } from '@dmex/sdk'
 * import { mergeHashpower } from '@dmex/sdk/mint'
 *
 * export const join = (client: DmexClient, ids: bigint[]) => mergeHashpower(client, { ids })
 * ```
 */
export const mergeHashpower: WriteAction<mergeHashpower.Args, mergeHashpower.Event, mergeHashpower.Result> =
  /*#__PURE__*/ defineWrite({
    name: 'mint.mergeHashpower',
    contract: 'hashpower',
    abi: hashpowerMergeAbi,
    args: ({ ids }) => [ids],
    event: hashpowerMergedEventAbi,
  })
