import { DmexError, isDmexError } from '../errors/DmexError.js'
import { toDmexError } from '../errors/toDmexError.js'
import { getBlock, getReceipt, type RawTransaction, request } from '../internal/rpc.js'
import type { StepPosition } from './lifecycle.js'
import { type Session, simulate } from './session.js'
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
      const known = await toDmexError(error, session)
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
  const find = replacementFinder(session, call, sent)
  const timedOut = (timeoutMs: number): DmexError =>
    new DmexError(
      'ReceiptTimeout',
      `No receipt of transaction ${hash} after ${timeoutMs / 1000} s. It may still go through: look it up before sending again.`,
      { hash, timeoutMs },
      { action, hash },
    )
  const receipt = await until(
    session,
    async () => {
      const found = await getReceipt(client, hash)
      if (found || hash !== sent) return found
      const replacement = await find()
      if (!replacement) return undefined
      on?.({ stage: 'replaced', hash, replacement, ...position })
      hash = replacement
      return getReceipt(client, hash)
    },
    timedOut,
  )
  on?.({ stage: 'included', receipt, ...position })
  if (receipt.status === 'reverted') throw await revertReason(session, call, receipt)
  const final =
    confirmations > 1
      ? await until(
          session,
          async () => {
            const height = BigInt(await request<Hex>(client, 'eth_blockNumber'))
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

/** Simulates a transaction that reverted again: where it went in, then on what it met there. */
async function revertReason(
  session: Session,
  call: Pick<Call, 'to' | 'data' | 'value'>,
  { blockNumber, transactionHash: hash }: Receipt,
): Promise<DmexError> {
  const replay = { ...session, hash }
  for (const block of [blockNumber - 1n, blockNumber]) {
    try {
      await simulate(replay, call, block)
    } catch (error) {
      if (isDmexError(error) && !/^Rpc|^Rate|^RevertedWithout/.test(error.code)) return error
    }
  }
  return new DmexError(
    'RevertedWithoutReason',
    `Transaction ${hash} reverted, and a replay shows no reason: something changed in the same block, or the gas ran out. Simulate again, and send again if that passes.`,
    { hash },
    { action: session.action, hash },
  )
}

/**
 * Looks for the transaction that took the place of one that the node forgot: the one with its nonce or, when the node never
 * showed us the original, one of the same account that does the same or nothing.
 */
function replacementFinder(
  { client, account, action }: Session,
  call: Pick<Call, 'to' | 'data' | 'value'>,
  hash: Hex,
): () => Promise<Hex | undefined> {
  const from = account.address.toLowerCase()
  let original: RawTransaction | undefined
  let next: bigint | undefined
  return async () => {
    const seen = await request<RawTransaction | null>(client, 'eth_getTransactionByHash', hash)
    const height = BigInt(await request<Hex>(client, 'eth_blockNumber'))
    // A transaction that the node never showed can be told only by what it does; an earlier one may have done the same.
    next ??= height + 1n
    if (seen) {
      original = seen
      return undefined
    }
    for (; next <= height; next++) {
      const block = await getBlock(client, next, true)
      for (const tx of block?.transactions ?? []) {
        if (tx.from.toLowerCase() !== from || tx.hash === hash) continue
        if (original && tx.nonce !== original.nonce) continue
        const same =
          tx.to?.toLowerCase() === call.to.toLowerCase() && tx.input === call.data && BigInt(tx.value) === call.value
        if (same) return tx.hash
        const args = { hash, replacement: tx.hash }
        if (tx.to?.toLowerCase() === from && tx.input === '0x')
          throw new DmexError(
            'TransactionCancelled',
            `Transaction ${hash} was cancelled in the wallet by ${tx.hash}. Nothing was done; send it again when ready.`,
            args,
            { action, hash },
          )
        if (original)
          throw new DmexError(
            'TransactionReplaced',
            `Transaction ${hash} was replaced in the wallet by another one, ${tx.hash}. Nothing of it was done; send it again if you still want it.`,
            args,
            { action, hash },
          )
      }
    }
    return undefined
  }
}
