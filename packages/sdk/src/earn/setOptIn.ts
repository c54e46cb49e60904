import { hashpowerOptInSetEventAbi, hashpowerSetOptInAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { EventOf, ResultOf } from '../core/types.js'

export declare namespace setOptIn {
  /** What to do it with. */
  type Args = {
    /** True to accept, false to refuse. */
    readonly accepts: boolean
  }
  /** The choice. */
  type Event = EventOf<typeof hashpowerOptInSetEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof hashpowerSetOptInAbi>
}

/**
 * Lets the calling contract accept income that others send it with `claimFor`, or refuse it.
 *
 * Writes the choice. Accounts without code, EIP-7702 ones included, need no opt-in.
 *
 * @example
 * ```ts
 * import type { DmexClient } from '@dmex/sdk'
 * import { setOptIn } from '@dmex/sdk/earn'
 *
 * export const accept = (client: DmexClient) => setOptIn(client, { accepts: true })
 * ```
 */
export const setOptIn: WriteAction<setOptIn.Args, setOptIn.Event, setOptIn.Result> = /*#__PURE__*/ defineWrite({
  name: 'earn.setOptIn',
  contract: 'hashpower',
  abi: hashpowerSetOptInAbi,
  args: ({ accepts }) => [accepts],
  event: hashpowerOptInSetEventAbi,
})
