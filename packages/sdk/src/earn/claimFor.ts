import { hashpowerClaimedEventAbi, hashpowerClaimForAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { Address, EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace claimFor {
  /** Whom to pay, and for what. */
  type Args = {
    /** Who earns, and is paid. */
    readonly account: Address
    /** The hashpower NFTs, at most 500; those of one fleet next to each other cost least. */
    readonly ids: readonly bigint[]
  }
  /** Token and amount that were paid, credits included. */
  type Event = EventOf<typeof hashpowerClaimedEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof hashpowerClaimForAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'BadArrays' | 'ERC721NonexistentToken' | 'NotBeneficiary' | 'NotOptedIn'>
}

/**
 * Pays another account the income of its hashpower NFTs.
 *
 * Sends reward tokens to `account`; anybody may call it. A contract must have opted in with `setOptIn`, so that no
 * money lands where it can't be used.
 *
 * @throws DmexError `NotOptedIn` when `account` is a contract that did not opt in
 * @throws DmexError `NotBeneficiary` when `account` does not earn from one of them
 * @throws DmexError `BadArrays` without an id, or with more than 500
 * @throws DmexError `ERC721NonexistentToken` when one does not exist
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { claimFor } from '@dmex/sdk/earn'
 *
 * export const payPlayer = (client: DmexClient, account: Address, ids: bigint[]) => claimFor(client, { account, ids })
 * ```
 */
export const claimFor: WriteAction<claimFor.Args, claimFor.Event, claimFor.Result> = /*#__PURE__*/ defineWrite({
  name: 'earn.claimFor',
  contract: 'hashpower',
  abi: hashpowerClaimForAbi,
  args: ({ account, ids }) => [account, ids],
  event: hashpowerClaimedEventAbi,
})
