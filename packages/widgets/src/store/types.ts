/** The one thing that every wallet speaks (EIP-1193). */
export interface Eip1193Provider {
  /** Sends one JSON-RPC request. Rejections carry `code` 4001. */
  request(args: { readonly method: string; readonly params?: unknown }): Promise<unknown>
  on?(event: string, listener: (...args: never[]) => void): unknown
  removeListener?(event: string, listener: (...args: never[]) => void): unknown
}

/** A 20-byte account or contract address. */
export type Address = `0x${string}`

/** Bytes as a 0x-prefixed hex string. */
export type Hex = `0x${string}`

/** A wallet that the page offers. */
export interface WalletInfo {
  /** Names it in commands: the `rdns` of an announced wallet (EIP-6963), the name of one that the page brings, or `injected`. */
  readonly id: string
  /** As its maker writes it. */
  readonly name: string
  /** A `data:` URI, or nothing. */
  readonly icon: string | undefined
}

/** A wallet that the page itself brings, such as WalletConnect: nothing of it is loaded before somebody chooses it. */
export interface WalletSource {
  readonly name: string
  /** A `data:` URI. */
  readonly icon?: string | undefined
  /** Loads the wallet and gives its provider back; `eth_requestAccounts` is asked afterwards. */
  readonly load: () => Promise<Eip1193Provider>
}

/** A connection that the page manages itself; `fromWagmi` makes one out of a wagmi config. */
export interface ExternalConnection {
  /** What is connected now. */
  read(): Promise<{
    readonly provider: Eip1193Provider | undefined
    readonly account: Address | undefined
    readonly chainId: number | undefined
  }>
  /** Calls back after each change; gives back what ends it. */
  subscribe(listener: () => void): () => void
  /** Opens the page's own way to connect, if it has one. */
  connect?(): Promise<void>
  /** Ends the connection in the page's own state. */
  disconnect?(): Promise<void>
  /** Moves the page's own state to a chain. */
  switchChain?(chainId: number): Promise<void>
}

/** Whether, and as whom, the visitor is connected. */
export interface Connection {
  /** `resuming`: the wallet of the last visit is asked without a question, which usually takes a moment. */
  readonly status: 'disconnected' | 'resuming' | 'connecting' | 'connected'
  /** The wallet, as far as it is known. */
  readonly wallet: WalletInfo | undefined
  readonly provider: Eip1193Provider | undefined
  readonly account: Address | undefined
  /** Chain id that the wallet is on. */
  readonly chainId: number | undefined
  /** Set when the page manages the connection itself, with what can be asked of it; `connect` then takes `page` as a name. */
  readonly page: { readonly canConnect: boolean; readonly canDisconnect: boolean } | undefined
  /** Why the last try failed, or `{ code: 4900 }` when the wallet ended it. */
  readonly error: unknown
}

/** A transaction that the page sent and whose end it has not seen. Kept over a reload. */
export interface PendingTransaction {
  readonly hash: Hex
  readonly chainId: number
  readonly account: Address
  /** The action, such as `mint.buyHashpower`. */
  readonly action: string
  /** What it is about, so that an element finds its own: a series, an NFT. */
  readonly subject: string
  /** Unix milliseconds. */
  readonly sentAt: number
}

/** A short message at the edge of the page. */
export interface Toast {
  readonly id: number
  readonly kind: 'success' | 'error' | 'info'
  readonly text: string
}

/** Everything that the elements of a page share. Replaced as a whole when something changes. */
export interface StoreState {
  readonly wallets: readonly WalletInfo[]
  readonly connection: Connection
  readonly pending: readonly PendingTransaction[]
  readonly toasts: readonly Toast[]
  /** Chains whose endpoint did not answer the last time. */
  readonly down: readonly number[]
}

/** A read that elements share: everybody who watches the same key gets the same answer, asked once. */
export interface SharedRead {
  /** From `readQueryOptions(...).queryKey`. */
  readonly key: readonly unknown[]
  readonly run: () => Promise<unknown>
  readonly chainId: number
  /** The endpoint or the wallet that the chain's blocks are asked of. */
  readonly request: Eip1193Provider['request']
}

/** What a shared read has to show. `data` is the last answer, also while `error` says that newer ones failed. */
export interface ReadResult {
  readonly status: 'pending' | 'success' | 'error'
  readonly data: unknown
  readonly error: unknown
  readonly fetching: boolean
  /** Unix milliseconds of `data`; 0 before the first. */
  readonly updatedAt: number
}

/** What can be asked of the store. */
export type Command =
  | { readonly type: 'connect'; readonly wallet: string }
  | { readonly type: 'disconnect' }
  | { readonly type: 'offer'; readonly sources: readonly WalletSource[] }
  | { readonly type: 'adopt'; readonly connection: ExternalConnection }
  | { readonly type: 'use-provider'; readonly provider: Eip1193Provider }
  | { readonly type: 'switch-chain'; readonly chain: ChainToAdd }
  | { readonly type: 'watch'; readonly read: SharedRead; readonly listener: (result: ReadResult) => void }
  | { readonly type: 'refresh'; readonly chainId: number }
  | { readonly type: 'remember'; readonly transaction: PendingTransaction }
  | { readonly type: 'forget'; readonly hash: Hex }
  | { readonly type: 'toast'; readonly kind: Toast['kind']; readonly text: string }
  | { readonly type: 'dismiss'; readonly id: number }
  | { readonly type: 'settings-changed' }

/** What a wallet needs to be told about a chain that it may not know (EIP-3085). */
export interface ChainToAdd {
  readonly id: number
  readonly name?: string | undefined
  readonly rpc?: string | undefined
}

/** What a command gives back. */
export type Answer<C extends Command> = C extends { readonly type: 'watch' }
  ? () => void
  : C extends { readonly type: 'connect' | 'disconnect' | 'switch-chain' | 'adopt' | 'use-provider' | 'refresh' }
    ? Promise<void>
    : undefined

/**
 * What all elements of a page share, at `globalThis[Symbol.for('dmex.store@1')]`. Plain methods only, so that two copies of
 * the script, also of different versions, work together: the first one makes it.
 */
export interface DmexStore {
  read(): StoreState
  /** Calls back after each change; gives back what ends it. */
  subscribe(listener: () => void): () => void
  send<C extends Command>(command: C): Answer<C>
}
