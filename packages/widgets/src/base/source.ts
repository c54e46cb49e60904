import type { Deployment, DmexClient } from '@dmex/sdk'
import { type Client, createClient, custom, type EIP1193RequestFn, http } from 'viem'
import type { Address, Connection, Eip1193Provider } from '../store/types.js'
import { loadDeployment, type Settings } from './settings.js'

/** What an element reads from, and signs with. */
export interface Source {
  readonly chainId: number
  /** Reads; signs and sends too when somebody is connected. */
  readonly client: DmexClient
  /** Names the endpoint and the contracts, so that two of them on one chain do not share answers. */
  readonly endpoint: string
  readonly request: Eip1193Provider['request']
}

/** Why there is nothing to read from: nothing names an endpoint and nobody is connected, or nothing names the chain. */
export type NoSource = 'connect-to-see' | 'no-chain'

/** Milliseconds to wait for other reads of the same frame, which then travel in one HTTP request. */
const BATCH_MS = 8
/** Milliseconds after which an endpoint counts as silent. */
const TIMEOUT_MS = 10_000

const readers = new Map<string, Client>()

function reader(rpc: string): Client {
  const known = readers.get(rpc)
  if (known) return known
  const transport = http(rpc, { batch: { wait: BATCH_MS }, retryCount: 0, timeout: TIMEOUT_MS })
  const made = createClient({ transport, pollingInterval: 1_000 })
  readers.set(rpc, made)
  return made
}

const wallets = new WeakMap<Eip1193Provider, Map<Address, Client>>()

function wallet(provider: Eip1193Provider, account: Address): Client {
  const known = wallets.get(provider) ?? new Map<Address, Client>()
  wallets.set(provider, known)
  const made =
    known.get(account) ??
    createClient({ account, transport: custom(provider, { retryCount: 0 }), pollingInterval: 1_000 })
  known.set(account, made)
  return made
}

/**
 * Finds what an element reads from: its endpoint, else the wallet of whoever is connected.
 *
 * @throws Error when the deployment file can't be loaded
 */
export async function findSource(settings: Settings, connection: Connection): Promise<Source | NoSource> {
  const deployment =
    typeof settings.deployment === 'string' ? await loadDeployment(settings.deployment) : settings.deployment
  const chainId = settings.chain ?? deployment?.chainId ?? connection.chainId
  const { provider, account } = connection
  if (settings.rpc === undefined && !provider) return 'connect-to-see'
  if (chainId === undefined) return 'no-chain'
  const signer = provider && account ? wallet(provider, account) : undefined
  const read = settings.rpc === undefined ? signer : reader(settings.rpc)
  if (!read) return 'connect-to-see'
  return {
    chainId,
    client: asDmex(read, signer, chainId, deployment?.chainId === chainId ? deployment : undefined),
    endpoint: [settings.rpc ?? 'wallet', ...Object.values(deployment?.addresses ?? {})].join(' '),
    request: read.request as EIP1193RequestFn as Eip1193Provider['request'],
  }
}

function asDmex(
  read: Client,
  signer: Client | undefined,
  chainId: number,
  dmexDeployment: Deployment | undefined,
): DmexClient {
  const { request, pollingInterval } = read
  return {
    request,
    pollingInterval,
    chain: { id: chainId },
    ...(dmexDeployment ? { dmexDeployment } : {}),
    ...(signer?.account
      ? {
          account: signer.account,
          dmexWallet: { request: signer.request, account: signer.account, chain: { id: chainId }, pollingInterval },
        }
      : {}),
  }
}
