import { minerRegistryAmendDisclosureAbi, minerRegistryDisclosureAmendedEventAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'
import { type Disclosure, toDisclosure } from './disclosure.js'

export declare namespace amendDisclosure {
  /** Which application, and what to disclose instead. */
  type Args = {
    /** The miner, as `MinerApplied` named it. */
    readonly minerId: number
    /** What the miner says of itself. */
    readonly disclosure: Disclosure
  }
  /** The hash that a vote approves now. */
  type Event = EventOf<typeof minerRegistryDisclosureAmendedEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof minerRegistryAmendDisclosureAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'BadStatus' | 'DisclosureIncomplete' | 'NotAllowed' | 'UnknownMiner'>
}

/**
 * Replaces the disclosure of an application that waits for its vote.
 *
 * Writes the disclosure. A vote on the old one can't be executed any more.
 *
 * @throws DmexError `DisclosureIncomplete` when the farm, the company, the document hash or the hashrate is missing,
 * a text is too long, or more is effective than there is
 * @throws DmexError `NotAllowed` when the caller is not the miner's operator
 * @throws DmexError `UnknownMiner` when there is no such miner
 * @throws DmexError `BadStatus` when the vote was executed already
 *
 * @example
 * ```ts
 * import type { DmexClient } from '@dmex/sdk'
 * import { amendDisclosure, type Disclosure } from '@dmex/sdk/provide'
 *
 * export const amend = (client: DmexClient, minerId: number, disclosure: Disclosure) =>
 *   amendDisclosure(client, { minerId, disclosure })
 * ```
 */
export const amendDisclosure: WriteAction<amendDisclosure.Args, amendDisclosure.Event, amendDisclosure.Result> =
  /*#__PURE__*/ defineWrite({
    name: 'provide.amendDisclosure',
    contract: 'minerRegistry',
    abi: minerRegistryAmendDisclosureAbi,
    args: ({ minerId, disclosure }) => [minerId, toDisclosure(disclosure)],
    event: minerRegistryDisclosureAmendedEventAbi,
  })
