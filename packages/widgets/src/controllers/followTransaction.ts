import type { Log } from '@dmex/sdk'
import { createClient, custom } from 'viem'
import { waitForTransactionReceipt } from 'viem/actions'
import type { Eip1193Provider, Hex } from '../store/types.js'
import type { TransactionState } from './TransactionController.js'

/** Milliseconds to wait before the person is told that it takes long. */
const TIMEOUT_MS = 180_000

/** Follows a transaction that an earlier visit sent to its end. */
export async function followTransaction(
  request: Eip1193Provider['request'],
  hash: Hex,
  readEvent: (logs: readonly Log[]) => unknown,
): Promise<TransactionState> {
  const client = createClient({ transport: custom({ request }), pollingInterval: 1_000 })
  let replacement: { readonly hash: Hex; readonly cancelled: boolean } | undefined
  const receipt = await waitForTransactionReceipt(client, {
    hash,
    timeout: TIMEOUT_MS,
    onReplaced: ({ reason, transaction }) => {
      if (reason !== 'repriced') replacement = { hash: transaction.hash, cancelled: reason === 'cancelled' }
    },
  })
  if (replacement) return { status: 'replaced', hash, replacement: replacement.hash, cancelled: replacement.cancelled }
  return receipt.status === 'success'
    ? { status: 'success', hash: receipt.transactionHash, event: readEvent(receipt.logs) }
    : { status: 'reverted', hash: receipt.transactionHash, error: undefined }
}
