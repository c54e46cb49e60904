import type { Deployment } from '@dmex/sdk'
import { type Chain, defineChain, http } from 'viem'
import { type Config, createConfig, injected } from 'wagmi'

/** Where this page's hashpower is traded. On a public chain two constants would do. */
export interface Market {
  readonly deployment: Deployment
  /** URL of a JSON-RPC endpoint. */
  readonly rpc: string
}

/** Asks the server of this page which market it stands beside. */
export async function findMarket(): Promise<Market> {
  const answer = await fetch('/deployment.json')
  if (!answer.ok) throw new Error(`/deployment.json answered ${answer.status}. Start the page with \`npm start\`.`)
  const { chainId, addresses } = (await answer.json()) as Deployment
  return { deployment: { chainId, addresses }, rpc: new URL('/rpc', location.href).href }
}

/** The configuration that an application with wagmi has anyway. */
export function configOf({ deployment, rpc }: Market): Config {
  const chain: Chain = defineChain({
    id: deployment.chainId,
    name: 'Local market',
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [rpc] } },
  })
  return createConfig({ chains: [chain], connectors: [injected()], transports: { [chain.id]: http(rpc) } })
}
