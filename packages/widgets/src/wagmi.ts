import type { Address, Eip1193Provider, ExternalConnection } from './store/types.js'

// A wagmi config as it looks from outside, in 2.x and in 3.x. Nothing of wagmi is imported: the page's own copy is the only one.

/** A connector of wagmi's, as far as it is used here. */
export interface WagmiConnector {
  getProvider(parameters?: { chainId?: number }): Promise<unknown>
  disconnect(): Promise<void>
  readonly emitter: { emit(event: 'disconnect'): void }
}

/** The state of a wagmi config, as far as it is used here. */
export interface WagmiState {
  readonly current: string | null
  readonly connections: ReadonlyMap<
    string,
    {
      readonly accounts: readonly [Address, ...Address[]]
      readonly chainId: number
      readonly connector: WagmiConnector
    }
  >
}

/** A wagmi config, of version 2 or 3. */
export interface WagmiConfig {
  readonly state: WagmiState
  subscribe(selector: (state: WagmiState) => unknown, listener: () => void): () => void
}

/**
 * Lets the elements use the connection that a page manages by wagmi: who connects, disconnects or switches there does so here.
 *
 * @param config - what `createConfig` of `wagmi` or `@wagmi/core` gave, of version 2 or 3
 * @param options - `connect` opens the page's own way to connect, such as a modal; without it `dmex-connect` points to the page's button
 * @returns a connection for the property `config` of any element
 *
 * @example
 * ```ts
 * import { fromWagmi } from '@dmex/widgets/wagmi'
 *
 * export function share(element: { config: unknown }, config: Parameters<typeof fromWagmi>[0]): void {
 *   element.config = fromWagmi(config)
 * }
 * ```
 */
export function fromWagmi(
  config: WagmiConfig,
  options: { readonly connect?: (() => Promise<void> | void) | undefined } = {},
): ExternalConnection {
  const { connect } = options
  const known = adapters.get(config)
  if (known && known.connect === connect) return known.made
  const made: ExternalConnection = {
    async read() {
      const connection = currentOf(config)
      // What wagmi remembers of an earlier visit has no methods until it has connected again.
      if (typeof connection?.connector.getProvider !== 'function') return nobody
      const { connector, accounts, chainId } = connection
      const provider = (await connector.getProvider({ chainId })) as Eip1193Provider | undefined
      return { provider, account: accounts[0], chainId }
    },
    subscribe: (listener) => config.subscribe((state) => state, listener),
    async disconnect() {
      const connector = currentOf(config)?.connector
      await connector?.disconnect()
      // By this wagmi's own config learns it, as when the wallet itself had ended it.
      connector?.emitter.emit('disconnect')
    },
    ...(connect ? { connect: async () => connect() } : {}),
  }
  adapters.set(config, { connect, made })
  return made
}

const nobody = { provider: undefined, account: undefined, chainId: undefined }

/** One per config, so that ten elements that are given the same one adopt it once. */
const adapters = new WeakMap<WagmiConfig, { readonly connect: unknown; readonly made: ExternalConnection }>()

function currentOf({ state }: WagmiConfig): ReturnType<WagmiState['connections']['get']> {
  return state.current === null ? undefined : state.connections.get(state.current)
}
