import { hashpowerClaimAbi, hashpowerClaimedEventAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace claim {
  /** What to claim. */
  type Args = {
    /** The hashpower NFTs, at most 500; those of one fleet next to each other cost least. */
    readonly ids: readonly bigint[]
  }
  /** Token and amount that were paid, credits included. */
  type Event = EventOf<typeof hashpowerClaimedEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof hashpowerClaimAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'BadArrays' | 'ERC721NonexistentToken' | 'NotBeneficiary'>
}

/**
 * Pays the caller the income of hashpower NFTs that it earns from, and whatever was credited to it in the same
 * tokens.
 *
 * Sends reward tokens to the caller. Costs the same whether one day waits or a thousand. `extractEvents` on the
 * receipt gives one event per run of NFTs with the same reward token.
 *
 * @throws DmexError `NotBeneficiary` when the caller does not earn from one of them
 * @throws DmexError `BadArrays` without an id, or with more than 500
 * @throws DmexError `ERC721NonexistentToken` when one does not exist
 *
 * @example
 * ```ts
 * import type { DmexClient } from '@dmex/sdk'
 * import { claim } from '@dmex/sdk/earn'
 *
 * export async function takeIncome(client: DmexClient, ids: bigint[]) {
 *   const { event } = await claim(client, { ids })
 *   return event.amount
 * }
 * ```
 */
export const claim: WriteAction<claim.Args, claim.Event, claim.Result> = /*#__PURE__*/ defineWrite({
  name: 'earn.claim',
  contract: 'hashpower',
  abi: hashpowerClaimAbi,
  args: ({ ids }) => [ids],
  event: hashpowerClaimedEventAbi,
})
