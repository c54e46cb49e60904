import { hashpowerPayReferralAbi, hashpowerReferralPaidEventAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace payReferral {
  /** Which purchase. */
  type Args = {
    /** The hashpower NFT that was bought. */
    readonly id: bigint
  }
  /** What was paid, and to whom. */
  type Event = EventOf<typeof hashpowerReferralPaidEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof hashpowerPayReferralAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'NoReferral' | 'NotOptedIn'>
}

/**
 * Pays the referrer of a purchase its share of the fees of the days delivered since; anybody may.
 *
 * Moves payment tokens to the referrer. A contract must have opted in with `setOptIn`, or call itself.
 *
 * @throws DmexError `NoReferral` when the purchase had no referrer, or nothing is due yet
 * @throws DmexError `NotOptedIn` when the referrer is a contract that did not opt in
 *
 * @example
 * ```ts
 * import type { DmexClient } from '@dmex/sdk'
 * import { payReferral } from '@dmex/sdk/provide'
 *
 * export const act = (client: DmexClient, id: bigint) => payReferral(client, { id })
 * ```
 */
export const payReferral: WriteAction<payReferral.Args, payReferral.Event, payReferral.Result> =
  /*#__PURE__*/ defineWrite({
    name: 'provide.payReferral',
    contract: 'hashpower',
    abi: hashpowerPayReferralAbi,
    args: ({ id }) => [id],
    event: hashpowerReferralPaidEventAbi,
  })
