import { type Deployment, type DmexClient, deploymentAt } from '@dmex/sdk'
import type { Hex } from '../../core/types.js'

/** A block, as far as following a chain needs it. */
export interface Head {
  readonly number: bigint
  readonly hash: Hex
  readonly parentHash: Hex
  /** Unix seconds. */
  readonly time: number
}

/** A log, as JSON-RPC has it. */
export interface RawLog {
  readonly address: Hex
  readonly topics: readonly Hex[]
  readonly data: Hex
  readonly blockNumber: Hex
  readonly blockHash: Hex
  readonly transactionHash: Hex
  readonly logIndex: Hex
}

type Request = (args: { method: string; params: readonly unknown[] }) => Promise<unknown>

/** Sends one JSON-RPC request through the client's transport. */
export const request = <Result>(client: DmexClient, method: string, ...params: readonly unknown[]): Promise<Result> =>
  (client.request as unknown as Request)({ method, params }) as Promise<Result>

/** A number as JSON-RPC wants it. */
export const quantity = (value: bigint): Hex => `0x${value.toString(16)}`

/** Fetches a block by number or tag; `undefined` when there is none. */
export async function headOf(client: DmexClient, block: bigint | string): Promise<Head | undefined> {
  type Raw = { readonly [name in 'number' | 'hash' | 'parentHash' | 'timestamp']: Hex }
  const at = typeof block === 'bigint' ? quantity(block) : block
  const raw = await request<Raw | null>(client, 'eth_getBlockByNumber', at, false)
  return raw
    ? { number: BigInt(raw.number), hash: raw.hash, parentHash: raw.parentHash, time: Number(raw.timestamp) }
    : undefined
}

/** Where the contracts are: as the client says, or of the address book's chain that it is on. */
export const deploymentOf = async (client: DmexClient): Promise<Deployment> =>
  client.dmexDeployment ?? deploymentAt(client.chain?.id ?? Number(await request<Hex>(client, 'eth_chainId')))
