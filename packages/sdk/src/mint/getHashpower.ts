import { lensHashpowerAbi } from '@dmex/contracts-abi'
import { defineRead, type ReadAction } from '../core/defineRead.js'
import { first } from '../core/pages.js'
import { type Hashpower, type TakenAt, toHashpower } from '../core/views.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace getHashpower {
  /** Which NFT. */
  type Args = {
    /** The hashpower NFT. */
    readonly id: bigint
  }
  /** The NFT, and the block that it is of. */
  type Result = Hashpower & { readonly at: TakenAt }
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'ERC721NonexistentToken'>
}

/**
 * Reads a hashpower NFT: units, days, who owns it and who earns, what it can claim, and what a refund would be.
 *
 * One `eth_call`.
 *
 * @throws DmexError `ERC721NonexistentToken` when there is no such NFT
 *
 * @example
 * ```ts
 * import type { DmexClient } from '@dmex/sdk'
 * import { getHashpower } from '@dmex/sdk/mint'
 *
 * export async function earnedSoFar(client: DmexClient, id: bigint) {
 *   const { claimable, reward } = await getHashpower(client, { id })
 *   return `${claimable} base units of ${reward.symbol}`
 * }
 * ```
 */
export const getHashpower: ReadAction<getHashpower.Args, getHashpower.Result> = /*#__PURE__*/ defineRead({
  name: 'mint.getHashpower',
  contract: 'lens',
  abi: lensHashpowerAbi,
  args: ({ id }: getHashpower.Args) => [[id]],
  result: ({ items, at }) => ({ ...toHashpower(first(items), at), at }),
})
