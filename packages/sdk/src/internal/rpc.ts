import type { Address, Block, DmexClient, Hex, Log, MinedLog, Receipt } from '../core/types.js'
import { numberToHex } from './viem.js'

// JSON-RPC senders of our own: ten lines where viem's sendTransaction and sendCalls bring 22 kB. A method that the client
// itself brings (a smart account's sendTransaction, publicActions' batching call) always goes first.

type Request = (
  args: { method: string; params?: readonly unknown[] },
  options?: { retryCount: number },
) => Promise<unknown>

/** Sends one JSON-RPC request through the client's transport. */
export function request<Result>(client: DmexClient, method: string, ...params: readonly unknown[]): Promise<Result> {
  return (client.request as unknown as Request)({ method, params }) as Promise<Result>
}

/** The same, without the retries of viem's transports: for what is answered the same way however often it is asked. */
function requestOnce<Result>(client: DmexClient, method: string, ...params: readonly unknown[]): Promise<Result> {
  return (client.request as unknown as Request)({ method, params }, { retryCount: 0 }) as Promise<Result>
}

/** The client's own method of this name, if it has one. */
export function override<Parameters, Result>(
  client: DmexClient,
  name: string,
): ((parameters: Parameters) => Promise<Result>) | undefined {
  const method = (client as unknown as Record<string, unknown>)[name]
  return typeof method === 'function' ? (method as (parameters: Parameters) => Promise<Result>) : undefined
}

/** Asks the endpoint which chain it serves. */
export async function chainIdOf(client: DmexClient): Promise<number> {
  return Number(await request<Hex>(client, 'eth_chainId'))
}

/** A block number or tag, as JSON-RPC wants it. */
export const blockParam = (block: Block): string => (typeof block === 'bigint' ? numberToHex(block) : block)

interface CallRequest {
  readonly to: Address
  readonly data: Hex
  readonly value?: bigint | undefined
  readonly from?: Address | undefined
}

/** Runs a call without sending it, and returns what it returned. */
export async function ethCall(client: DmexClient, call: CallRequest, block: Block = 'latest'): Promise<Hex> {
  const { to, data, value, from } = call
  const own = override<object, { data?: Hex }>(client, 'call')
  if (own) {
    const at = typeof block === 'bigint' ? { blockNumber: block } : { blockTag: block }
    return (await own({ to, data, value, account: from, ...at })).data ?? '0x'
  }
  const params = [{ to, data, from, value: value ? numberToHex(value) : undefined }, blockParam(block)]
  try {
    return await requestOnce<Hex>(client, 'eth_call', ...params)
  } catch (error) {
    // viem asks a wallet's provider again for a second when a call reverted. Only what may pass is worth asking again.
    if (/revert/i.test(`${(error as Error).message}`)) throw error
    return request(client, 'eth_call', ...params)
  }
}

type RawLog = Omit<MinedLog, 'blockNumber' | 'logIndex'> & { blockNumber: Hex | bigint; logIndex: Hex | number }

/** A receipt of JSON-RPC, of EIP-5792 (whose logs leave out what they share), or of viem. */
export type RawReceipt = Omit<Receipt, 'blockNumber' | 'gasUsed' | 'status' | 'logs'> & {
  blockNumber: Hex | bigint
  gasUsed: Hex | bigint
  status: Hex | 'success' | 'reverted'
  logs: readonly (Log & Partial<RawLog>)[]
}

/** Brings a log of JSON-RPC, or of viem, into our form. */
export function toLog({ address, topics, data, blockNumber, blockHash, transactionHash, logIndex }: RawLog): MinedLog {
  return {
    address,
    topics,
    data,
    blockNumber: BigInt(blockNumber),
    blockHash,
    transactionHash,
    logIndex: Number(logIndex),
  }
}

/** Brings a receipt of JSON-RPC, EIP-5792 or viem into our form. */
export function toReceipt({ transactionHash, blockHash, blockNumber, gasUsed, status, logs }: RawReceipt): Receipt {
  return {
    transactionHash,
    blockHash,
    blockNumber: BigInt(blockNumber),
    status: status === '0x1' || status === 'success' ? 'success' : 'reverted',
    gasUsed: BigInt(gasUsed),
    logs: logs.map((log, index) => toLog({ blockNumber, blockHash, transactionHash, logIndex: index, ...log })),
  }
}

/** Looks for a receipt once. */
export async function getReceipt(client: DmexClient, hash: Hex): Promise<Receipt | undefined> {
  const receipt = await request<RawReceipt | null>(client, 'eth_getTransactionReceipt', hash)
  return receipt ? toReceipt(receipt) : undefined
}

/** A transaction, as far as telling a replacement from it needs. */
export interface RawTransaction {
  readonly hash: Hex
  readonly from: Address
  readonly to: Address | null
  readonly input: Hex
  readonly value: Hex
  readonly nonce: Hex
}

/** A block, as far as we look into it. */
export interface RawBlock {
  readonly number: Hex
  readonly timestamp: Hex
  readonly transactions: readonly RawTransaction[]
}

/** Fetches a block; with its transactions when asked to. */
export function getBlock(client: DmexClient, block: Block, withTransactions = false): Promise<RawBlock | null> {
  return request(client, 'eth_getBlockByNumber', blockParam(block), withTransactions)
}

/** Number of the latest block. */
export async function blockNumberOf(client: DmexClient): Promise<bigint> {
  return BigInt(await request<Hex>(client, 'eth_blockNumber'))
}

/** Time of the latest block, unix seconds: what contracts compare deadlines with. */
export async function chainTime(client: DmexClient): Promise<bigint> {
  return BigInt((await getBlock(client, 'latest'))?.timestamp ?? 0)
}

/** Finds logs in a range of blocks. */
export async function getLogs(
  client: DmexClient,
  filter: { address: Address; topics: readonly unknown[]; fromBlock: bigint; toBlock: bigint },
): Promise<MinedLog[]> {
  const { address, topics, fromBlock, toBlock } = filter
  const logs = await requestOnce<RawLog[]>(client, 'eth_getLogs', {
    address,
    topics,
    fromBlock: numberToHex(fromBlock),
    toBlock: numberToHex(toBlock),
  })
  return logs.map(toLog)
}
