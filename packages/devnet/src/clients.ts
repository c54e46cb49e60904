import { type Address, type Deployment, withDeployment } from '@dmex/sdk'
import { type Chain, type Client, createClient, defineChain, type HttpTransport, http, type JsonRpcAccount } from 'viem'

/** A client of one account of the local chain, which signs for it. */
export type LocalClient = Client<HttpTransport, Chain, JsonRpcAccount<Address>>

/** A client of one person: viem's, with the devnet's contracts. The chain signs for it. */
export type DevnetClient = LocalClient & { readonly dmexDeployment: Deployment }

/** A local chain answers at once: there is no need to wait long before looking again. */
const POLLING_MS = 10

/** Opens a client that acts for an account of the local chain. */
export function connect(rpcUrl: string, chainId: number, address: Address): LocalClient {
  const chain = defineChain({
    id: chainId,
    name: 'DMEX devnet',
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [rpcUrl] } },
  })
  const account: JsonRpcAccount<Address> = { address, type: 'json-rpc' }
  return createClient({ account, chain, transport: http(rpcUrl), pollingInterval: POLLING_MS, cacheTime: 0 })
}

/** The same, with the devnet's contracts. */
export function connectTo(rpcUrl: string, deployment: Deployment, address: Address): DevnetClient {
  return connect(rpcUrl, deployment.chainId, address).extend(withDeployment(deployment)) as DevnetClient
}
