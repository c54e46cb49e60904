import { DmexError } from '../errors/DmexError.js'
import { explain } from '../errors/explain.js'
import { blockNumberOf, getBlock, type RawTransaction, request } from '../internal/rpc.js'
import { type Session, simulate } from './session.js'
import type { Call, Hex, Receipt } from './types.js'

/** Simulates a transaction that reverted again: where it went in, then on what it met there. */
export async function revertReason(
  session: Session,
  call: Pick<Call, 'to' | 'data' | 'value'>,
  { blockNumber, transactionHash: hash }: Receipt,
): Promise<DmexError> {
  const replay = { ...session, hash }
  for (const block of [blockNumber - 1n, blockNumber]) {
    try {
      await simulate(replay, call, block)
    } catch (caught) {
      const error = await explain(caught, replay)
      if (!/^Rpc|^Rate|^RevertedWithout/.test(error.code)) return error
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
export function replacementFinder(
  { client, account, action }: Session,
  call: Pick<Call, 'to' | 'data' | 'value'>,
  hash: Hex,
): () => Promise<Hex | undefined> {
  const from = account.address.toLowerCase()
  let original: RawTransaction | undefined
  let next: bigint | undefined
  return async () => {
    const seen = await request<RawTransaction | null>(client, 'eth_getTransactionByHash', hash)
    const height = await blockNumberOf(client)
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
