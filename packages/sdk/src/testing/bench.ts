import { withDeployment, withWallet } from '../core/addressBook.js'
import type { WriteAction } from '../core/defineWrite.js'
import type { Plan, PlanOptions } from '../core/plan.js'
import type { Address, Deployment, DmexClient, Hex } from '../core/types.js'
import { createClient, custom, http } from '../internal/viem.js'
import type { ConformanceOptions, Scenario } from './conformance.js'
import { type JsonRpc, jsonRpc, receiptOf } from './jsonRpc.js'
import { type RpcProxy, startProxy } from './startProxy.js'
import { type TestWallet, testWallet } from './testWallet.js'

/** One write set up on the chain, ready to be tried. */
export interface Bench {
  readonly deployment: Deployment
  readonly args: unknown
  readonly wallet: TestWallet
  readonly rpc: JsonRpc
  /** A client whose only endpoint is the wallet. */
  client(): DmexClient
  /** A client that reads through an endpoint which fails on demand, and sends through the wallet. */
  throughProxy(): Promise<{ readonly client: DmexClient; readonly proxy: RpcProxy }>
  plan(options?: PlanOptions): Promise<Plan>
  /** Gives every approval that the action needs, so that it can be called directly. */
  approve(): Promise<void>
  /** Lets the wallet batch. False when the account is a contract, which has no key to delegate with. */
  allowBatch(kind: 'atomic' | 'sequential'): Promise<boolean>
  /** Block and nonce: what every transaction of the account changes. */
  state(): Promise<readonly [Hex, Hex]>
}

type AnyWrite = WriteAction<unknown, unknown>

const POLLING_INTERVAL = 15

/** Sets actions up, each once, and takes the chain back to there for each case. */
export function createBench(options: ConformanceOptions): {
  run(action: AnyWrite, check: (bench: Bench) => Promise<void>): Promise<void>
} {
  const rpc: JsonRpc = (method, ...params) => jsonRpc(options.rpcUrl)(method, ...params)
  let base: Hex | undefined
  let ready: { readonly action: string; readonly scenario: Scenario; readonly snapshot: Hex } | undefined

  /** Takes the chain back, and notes where it is: a snapshot is good for one return only. */
  const back = async (snapshot: Hex): Promise<Hex> => {
    await rpc('evm_revert', snapshot)
    return rpc<Hex>('evm_snapshot')
  }

  const prepare = async ({ action }: AnyWrite): Promise<Scenario> => {
    if (ready?.action === action) {
      ready = { ...ready, snapshot: await back(ready.snapshot) }
      return ready.scenario
    }
    base = base === undefined ? await rpc<Hex>('evm_snapshot') : await back(base)
    ready = undefined
    const setUp = options.scenarios[action]
    if (!setUp)
      throw new Error(`${action} has no scenario. Add one under its name, so that it is tried like every other write.`)
    const scenario = await setUp()
    ready = { action, scenario, snapshot: await rpc<Hex>('evm_snapshot') }
    return scenario
  }

  return {
    async run(action, check) {
      const { rpcUrl, deployment } = options
      const { account, args } = await prepare(action)
      const wallet = testWallet({ rpcUrl, account })
      const proxies: RpcProxy[] = []
      const chain = localChain(deployment.chainId, rpcUrl)
      const client = (): DmexClient =>
        createClient({ account, chain, transport: custom(wallet), pollingInterval: POLLING_INTERVAL }).extend(
          withDeployment(deployment),
        )
      const plan = (options?: PlanOptions): Promise<Plan> => action.plan(client(), args, options)
      try {
        await check({
          deployment,
          args,
          wallet,
          rpc,
          client,
          plan,
          async throughProxy() {
            const proxy = await startProxy(rpcUrl)
            proxies.push(proxy)
            const transport = http(proxy.rpcUrl, { retryCount: 1, retryDelay: 10 })
            const reader = createClient({ chain, transport, pollingInterval: POLLING_INTERVAL })
              .extend(withDeployment(deployment))
              .extend(withWallet(client()))
            return { client: reader, proxy }
          },
          async approve() {
            const { calls } = await plan({ approval: 'approve' })
            await rpc('anvil_impersonateAccount', account)
            for (const { to, data } of calls.slice(0, -1))
              await receiptOf(rpc, await rpc<Hex>('eth_sendTransaction', { from: account, to, data }))
          },
          async allowBatch(kind) {
            if (!(await isKeyAccount(rpc, account))) return false
            wallet.batch = kind
            return true
          },
          state: () =>
            Promise.all([rpc<Hex>('eth_blockNumber'), rpc<Hex>('eth_getTransactionCount', account, 'latest')]),
        })
      } finally {
        await wallet.settled()
        await rpc('evm_setAutomine', true)
        await Promise.all(proxies.map((proxy) => proxy.stop()))
      }
    },
  }
}

async function isKeyAccount(rpc: JsonRpc, account: Address): Promise<boolean> {
  return (await rpc<Hex>('eth_getCode', account, 'latest')) === '0x'
}

const localChain = (id: number, rpcUrl: string) => ({
  id,
  name: 'Local',
  nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
  rpcUrls: { default: { http: [rpcUrl] } },
})
