import { errorCatalogue } from '@dmex/contracts-abi/errors/all'
import type { Address, Hex } from '@dmex/sdk'
import type { Rpc, RpcRequest } from './rpc.js'

/** A transaction of one of the people; the chain holds their keys. */
export interface Transaction {
  readonly from: Address
  /** Without an address it creates a contract. */
  readonly call: { readonly to?: Address | undefined; readonly data: Hex }
  /** What it does, for the message when it fails. */
  readonly label: string
}

/** What became of a transaction. */
export interface Mined {
  readonly logs: readonly MinedLog[]
  /** The contract that it created. */
  readonly contractAddress: Address | null
}

/** A log of a mined transaction. */
export interface MinedLog {
  readonly address: Address
  readonly topics: readonly Hex[]
  readonly data: Hex
}

interface RawReceipt extends Mined {
  readonly transactionHash: Hex
  readonly status: Hex
}

/** Room for the largest of our transactions; nobody pays for gas here. */
const GAS = '0x1c9c380'
/** Wei per gas, far above any base fee of a local chain. */
const HIGHEST_FEE = 100_000_000_000
const HIGHEST_TIP = 1_000_000

/** The latest moment of the chain, unix seconds. */
export async function timeOf(rpc: Rpc): Promise<number> {
  const block = await rpc.request<{ readonly timestamp: Hex }>('eth_getBlockByNumber', 'latest', false)
  return Number(block.timestamp)
}

/**
 * Puts transactions into one block, in order for each sender, and mines it.
 *
 * @param time - of the block, unix seconds; the next second, when left out
 * @throws Error when one of them fails, naming it and the reason
 */
export async function mine(rpc: Rpc, transactions: readonly Transaction[], time?: number): Promise<readonly Mined[]> {
  const clock: RpcRequest[] = time === undefined ? [] : [{ method: 'evm_setNextBlockTimestamp', params: [time] }]
  const nonces = await noncesOf(rpc, transactions, [{ method: 'evm_setAutomine', params: [false] }, ...clock])
  let hashes: readonly unknown[]
  try {
    // The chain works on the requests of one message at once: nonces and fees say in which order they are meant.
    hashes = await rpc.batch(
      transactions.map(({ from, call }, index) => ({
        method: 'eth_sendTransaction',
        params: [{ from, to: call.to, data: call.data, gas: GAS, nonce: nonces[index], ...placeOf(index) }],
      })),
    )
    await rpc.request('evm_mine')
  } finally {
    await rpc.request('evm_setAutomine', true)
  }
  const block = await rpc.request<readonly RawReceipt[]>('eth_getBlockReceipts', 'latest')
  const receipts = new Map(block.map((receipt) => [receipt.transactionHash, receipt]))
  const mined = hashes.map((hash) => receipts.get(hash as Hex))
  for (const [index, transaction] of transactions.entries())
    if (mined[index]?.status !== '0x1')
      throw new Error(`${transaction.label} failed: ${await reasonOf(rpc, transaction.from, transaction.call)}`)
  return mined.flatMap((receipt) => (receipt ? [receipt] : []))
}

/** The chain puts what pays more before what pays less, so that the order in the block is ours, whatever arrived first. */
function placeOf(index: number): { readonly maxFeePerGas: Hex; readonly maxPriorityFeePerGas: Hex } {
  return { maxFeePerGas: hex(HIGHEST_FEE - index), maxPriorityFeePerGas: hex(HIGHEST_TIP - index) }
}

const hex = (value: number): Hex => `0x${value.toString(16)}`

/** The nonce that each transaction takes, asked for together with other requests that come first. */
async function noncesOf(
  rpc: Rpc,
  transactions: readonly Transaction[],
  before: readonly RpcRequest[],
): Promise<readonly Hex[]> {
  const senders = [...new Set(transactions.map(({ from }) => from))]
  const counts = senders.map((from): RpcRequest => ({ method: 'eth_getTransactionCount', params: [from, 'latest'] }))
  const answers = await rpc.batch([...before, ...counts])
  const next = new Map(senders.map((from, index) => [from, Number(answers[before.length + index])]))
  return transactions.map(({ from }): Hex => {
    const nonce = next.get(from) ?? 0
    next.set(from, nonce + 1)
    return hex(nonce)
  })
}

/** Runs a failed call again to learn why it fails. */
async function reasonOf(rpc: Rpc, from: Address, { to, data }: Transaction['call']): Promise<string> {
  try {
    await rpc.request('eth_call', { from, to, data, gas: GAS }, 'latest')
    return 'it would succeed one block later.'
  } catch (error) {
    const reverted = error instanceof Error && 'data' in error ? String(error.data) : ''
    const known = errorCatalogue.find(({ selector }) => reverted.startsWith(selector))
    return known ? `${known.abi.name}: ${known.message}` : error instanceof Error ? error.message : String(error)
  }
}
