import { DmexError, isDmexError } from '../errors/DmexError.js'
import { explain } from '../errors/explain.js'
import { blockNumberOf, getReceipt } from '../internal/rpc.js'
import type { StepPosition } from './lifecycle.js'
import type { Session } from './session.js'
import type { Call, DmexClient, Hex, Receipt } from './types.js'

/** Milliseconds between two looks, when the client does not say. */
const POLLING_INTERVAL = 4_000

/** Milliseconds to wait for a receipt, when the caller does not say. */
const TIMEOUT = 180_000

/** Lets some time pass. */
export const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds)
  })

/** How long to wait between two looks at the chain, milliseconds. */
export const intervalOf = (client: DmexClient): number => client.pollingInterval ?? POLLING_INTERVAL

/**
 * Looks until there is something to see. An endpoint that is down or overloaded is asked again, less often each time: what
 * was sent is not lost because nobody answers.
 */
export async function until<Result>(
  session: Session,
  look: () => Promise<Result | undefined>,
  onTimeout: (timeoutMs: number) => DmexError,
): Promise<Result> {
  const timeoutMs = session.options.timeoutMs ?? TIMEOUT
  const interval = intervalOf(session.client)
  const end = performance.now() + timeoutMs
  let failures = 0
  for (;;) {
    try {
      const found = await look()
      if (found !== undefined) return found
      failures = 0
    } catch (error) {
      const known = await explain(error, session)
      if (!isDmexError(known, 'RpcUnavailable') && !isDmexError(known, 'RateLimited')) throw known
      failures++
    }
    if (performance.now() >= end) throw onTimeout(timeoutMs)
    await sleep(interval * Math.min(2 ** failures, 8))
  }
}

/**
 * Waits until a transaction is in a block, follows it when its owner sped it up, and throws when it was cancelled, replaced
 * by another, or reverted.
 */
export async function confirm(
  session: Session,
  call: Pick<Call, 'to' | 'data' | 'value'>,
  sent: Hex,
  position: StepPosition,
): Promise<Receipt> {
  const { client, action, options } = session
  const { on, confirmations = 1 } = options
  let hash = sent
  let find: (() => Promise<Hex | undefined>) | undefined
  const timedOut = (timeoutMs: number): DmexError =>
    new DmexError(
      'ReceiptTimeout',
      `No receipt of ${hash} in ${timeoutMs / 1000} s. It may still go through: look it up before sending again.`,
      { hash, timeoutMs },
      { action, hash },
    )
  const receipt = await until(
    session,
    async () => {
      const found = await getReceipt(client, hash)
      if (found || hash !== sent) return found
      find ??= (await import('./onDemand.js')).replacementFinder(session, call, sent)
      const replacement = await find()
      if (!replacement) return undefined
      on?.({ stage: 'replaced', hash, replacement, ...position })
      hash = replacement
      return getReceipt(client, hash)
    },
    timedOut,
  )
  on?.({ stage: 'included', receipt, ...position })
  if (receipt.status === 'reverted') throw await (await import('./onDemand.js')).revertReason(session, call, receipt)
  const final =
    confirmations > 1
      ? await until(
          session,
          async () => {
            const height = await blockNumberOf(client)
            // Asked again, because a reorganisation may have moved the transaction.
            const latest = await getReceipt(client, hash)
            return latest && height - latest.blockNumber + 1n >= BigInt(confirmations) ? latest : undefined
          },
          timedOut,
        )
      : receipt
  on?.({ stage: 'confirmed', receipt: final, ...position })
  return final
}
