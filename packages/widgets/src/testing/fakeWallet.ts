import type { Address, Eip1193Provider, Hex } from '../store/types.js'
import { emptyChain, FakeWalletError, forwardTo } from './fakeChain.js'

/** What a fake wallet is made of. */
export interface FakeWalletOptions {
  /** URL of a chain that holds the accounts' keys and signs for them, such as anvil or the devnet. */
  readonly rpcUrl: string
  /** Who the wallet belongs to; the first one is chosen. */
  readonly accounts: Address | readonly Address[]
  /** Chain id that the wallet is on; the real chain's unless given. Any other id is a chain on which nothing ever happened. */
  readonly chainId?: number | undefined
  /** Whether the page was allowed in on an earlier visit: then `eth_accounts` answers without a question. */
  readonly connected?: boolean | undefined
  /** As its maker writes it; "Fake Wallet" unless given. */
  readonly name?: string | undefined
  /** Names its maker (EIP-6963), such as `test.fake`. Unique per wallet of a page. */
  readonly rdns?: string | undefined
  /** A `data:` URI; a small square unless given. */
  readonly icon?: string | undefined
}

/** One request that the wallet got. */
export interface FakeWalletRequest {
  readonly method: string
  readonly params: readonly unknown[]
}

/** Which request goes wrong: one of a method, or the next one that a person is asked about. */
export interface NextRequest {
  readonly method?: string | undefined
}

/** What a person asks a wallet to do about a transaction that is not in a block yet. */
export type Replacement = 'speed-up' | 'cancel' | 'other'

/** A wallet of a person that exists only in a test, and everything that can go wrong with one. */
export interface FakeWallet extends Eip1193Provider {
  /** How it introduces itself (EIP-6963). */
  readonly info: { readonly uuid: string; readonly name: string; readonly icon: string; readonly rdns: string }
  request(args: { readonly method: string; readonly params?: unknown }): Promise<unknown>
  on(event: string, listener: (...args: never[]) => void): void
  removeListener(event: string, listener: (...args: never[]) => void): void

  /** Introduces itself to the page, now and whenever the page asks (EIP-6963). */
  announce(): void
  /** Stops introducing itself. Pages that know it keep it, as with a real one. */
  stop(): void

  /** Every request so far, oldest first. */
  readonly requests: readonly FakeWalletRequest[]
  /** How many requests of a method it got; of all methods without one. */
  count(method?: string): number
  /** Whether the page is allowed in. */
  readonly connected: boolean

  /** The person declines (4001). With `nested`, only the error's causes say so, as some wallets and libraries do. */
  rejectNext(options?: NextRequest & { readonly nested?: boolean | undefined }): void
  /** The wallet throws. `-32002` is a question that is open already, elsewhere. */
  failNext(
    options?: NextRequest & {
      readonly code?: number | undefined
      readonly message?: string | undefined
      /** Only the error's causes carry the code. */
      readonly nested?: boolean | undefined
    },
  ): void
  /** The person does not see the question, and nobody ever answers, unless the returned function is called. */
  hangNext(options?: NextRequest): () => void
  /** Lets everything wait, milliseconds; 0 ends that. */
  slow(milliseconds: number): void
  /** Does something between the person's "yes" and the chain, such as buying the last units first. */
  beforeNextSend(act: () => Promise<unknown>): void

  /** Moves the wallet to a chain, as its owner does in its own menu. */
  moveTo(chainId: number): void
  /** Makes the wallet not know a chain any more (4902), until somebody adds it. */
  forgetChain(chainId: number): void
  /** Chooses other accounts, as their owner does in the wallet's own menu; none locks it. */
  chooseAccounts(...accounts: readonly Address[]): void
  /** Takes the page's permission away in the wallet's own menu, and says goodbye. */
  disconnect(): void
  /** Says that it lost its network for a moment (1013), as MetaMask does; it comes back by itself. */
  loseNetwork(): void

  /** Holds transactions back, so that none is in a block; `letGo` ends that. */
  hold(): Promise<void>
  letGo(): Promise<void>
  /**
   * Puts another transaction in the place of one that is held back: the same with a higher fee, an empty one, or another one.
   *
   * @returns the hash of the new one
   */
  replace(hash: Hex, how: Replacement): Promise<Hex>
}

const SQUARE =
  'data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 viewBox=%220 0 8 8%22%3E%3Crect width=%228%22 height=%228%22 rx=%222%22 fill=%22%234f46e5%22/%3E%3C/svg%3E'

/** Requests that a wallet shows to its owner. */
const ASKED: ReadonlySet<string> = new Set([
  'eth_requestAccounts',
  'eth_sendTransaction',
  'eth_signTypedData_v4',
  'personal_sign',
  'wallet_requestPermissions',
  'wallet_switchEthereumChain',
  'wallet_addEthereumChain',
])

interface Trouble {
  readonly method: string | undefined
  readonly act: () => Promise<void>
}

/**
 * Makes a wallet for tests: an EIP-1193 provider in front of a real chain that signs for its people.
 *
 * @example
 * ```ts
 * import { fakeWallet } from '@dmex/widgets/testing'
 *
 * const wallet = fakeWallet({ rpcUrl: 'http://127.0.0.1:8545', accounts: '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266' })
 * wallet.announce()
 * wallet.rejectNext()
 * ```
 */
export function fakeWallet(options: FakeWalletOptions): FakeWallet {
  const forward = forwardTo(options.rpcUrl)
  const name = options.name ?? 'Fake Wallet'
  const info = {
    uuid: crypto.randomUUID(),
    name,
    icon: options.icon ?? SQUARE,
    rdns: options.rdns ?? `test.${name.toLowerCase().replace(/[^a-z]/g, '')}`,
  }
  const requests: FakeWalletRequest[] = []
  const listeners = new Map<string, Set<(value: unknown) => void>>()
  const troubles: Trouble[] = []
  const forgotten = new Set<number>()
  const added = new Set<number>()
  let accounts = typeof options.accounts === 'string' ? [options.accounts] : [...options.accounts]
  let connected = options.connected ?? false
  let chainId = options.chainId
  let realChainId: number | undefined
  let waiting = 0
  let isAsking = false
  let beforeSend: (() => Promise<unknown>) | undefined

  const emit = (event: string, value: unknown): void => {
    for (const listener of [...(listeners.get(event) ?? [])]) listener(value)
  }
  const real = async (): Promise<number> => {
    realChainId ??= Number(await forward('eth_chainId'))
    return realChainId
  }
  const current = async (): Promise<number> => chainId ?? real()
  const move = (id: number): void => {
    chainId = id
    emit('chainChanged', hex(id))
  }
  const allow = (): readonly Address[] => {
    connected = true
    return [...accounts]
  }
  const refuse = (): void => {
    connected = false
    emit('accountsChanged', [])
  }
  const assertAllowed = (): void => {
    if (!connected) throw new FakeWalletError(4100, 'The page may not use this wallet. Ask eth_requestAccounts first.')
  }
  const switchTo = async ([{ chainId: wanted }]: readonly [{ chainId: string }]): Promise<null> => {
    const id = Number(wanted)
    const isKnown = !forgotten.has(id) && (added.has(id) || id === (await real()) || id === options.chainId)
    if (!isKnown) throw new FakeWalletError(4902, `Unrecognized chain ${wanted}. Add it with wallet_addEthereumChain.`)
    if (id !== (await current())) move(id)
    return null
  }
  const add = async ([chain]: readonly [Readonly<Record<string, unknown>>]): Promise<null> => {
    const { chainId: id, chainName, rpcUrls, nativeCurrency } = chain
    const isWhole =
      typeof id === 'string' && chainName && Array.isArray(rpcUrls) && rpcUrls.length > 0 && nativeCurrency
    if (!isWhole)
      throw new FakeWalletError(
        -32602,
        'A chain to add needs chainId, chainName, rpcUrls and nativeCurrency (EIP-3085).',
      )
    forgotten.delete(Number(id))
    added.add(Number(id))
    return switchTo([{ chainId: id }])
  }

  const answer = async (method: string, params: readonly unknown[]): Promise<unknown> => {
    switch (method) {
      case 'eth_accounts':
        return connected ? [...accounts] : []
      case 'eth_requestAccounts':
        return allow()
      case 'wallet_requestPermissions':
        emit('accountsChanged', allow())
        return [{ parentCapability: 'eth_accounts' }]
      case 'wallet_revokePermissions':
        refuse()
        return null
      case 'eth_chainId':
        return hex(await current())
      case 'wallet_switchEthereumChain':
        return switchTo(params as readonly [{ chainId: string }])
      case 'wallet_addEthereumChain':
        return add(params as readonly [Readonly<Record<string, unknown>>])
    }
    if (ASKED.has(method)) {
      assertAllowed()
      if ((await current()) !== (await real()))
        throw new FakeWalletError(4901, 'The fake wallet is on another network and can not sign or send there.')
      if (method === 'eth_sendTransaction') {
        const act = beforeSend
        beforeSend = undefined
        await act?.()
      }
    } else if ((await current()) !== (await real())) return emptyChain(method)
    return forward(method, params)
  }

  const trouble = (method: string): Trouble | undefined => {
    const index = troubles.findIndex((each) => (each.method ? each.method === method : ASKED.has(method)))
    return index < 0 ? undefined : troubles.splice(index, 1)[0]
  }
  const onNext = (method: string | undefined, act: () => Promise<void>): void => {
    troubles.push({ method, act })
  }
  const failNext = (method: string | undefined, error: FakeWalletError, nested = false): void =>
    onNext(method, async () => {
      if (!nested) throw error
      // Some wallets say -32603 and hide what happened in the data; some libraries translate the words.
      const outer = new FakeWalletError(-32603, 'Internal JSON-RPC error.', { data: { originalError: error } })
      throw new Error('Die Anfrage ist fehlgeschlagen.', { cause: outer })
    })
  const introduce = (): void => {
    const detail = Object.freeze({ info, provider: wallet })
    window.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail }))
  }

  const wallet: FakeWallet = {
    info,
    requests,
    get connected() {
      return connected
    },
    async request({ method, params }) {
      const list = Array.isArray(params) ? params : params === undefined ? [] : [params]
      requests.push({ method, params: list })
      // A second question while one is open is refused, as the big wallets do.
      const asksForAccounts = method === 'eth_requestAccounts' && !connected
      if (asksForAccounts && isAsking)
        throw new FakeWalletError(-32002, 'Request of type eth_requestAccounts already pending. Please wait.')
      if (asksForAccounts) isAsking = true
      try {
        if (waiting > 0) await new Promise((resolve) => setTimeout(resolve, waiting))
        await trouble(method)?.act()
        return await answer(method, list)
      } finally {
        if (asksForAccounts) isAsking = false
      }
    },
    on(event, listener) {
      // Every event of EIP-1193 has one value.
      listeners.set(event, (listeners.get(event) ?? new Set()).add(listener as (value: unknown) => void))
    },
    removeListener(event, listener) {
      listeners.get(event)?.delete(listener as (value: unknown) => void)
    },
    announce() {
      window.addEventListener('eip6963:requestProvider', introduce)
      introduce()
    },
    stop: () => window.removeEventListener('eip6963:requestProvider', introduce),
    count: (method) => requests.filter((each) => method === undefined || each.method === method).length,
    rejectNext: ({ method, nested } = {}) => failNext(method, new FakeWalletError(4001, 'User rejected.'), nested),
    failNext: ({ method, code = -32603, message = 'Internal error of the fake wallet.', nested } = {}) =>
      failNext(method, new FakeWalletError(code, message), nested),
    hangNext({ method } = {}) {
      let release: () => void = () => {}
      const answered = new Promise<void>((resolve) => {
        release = resolve
      })
      onNext(method, () => answered)
      return release
    },
    slow(milliseconds) {
      waiting = milliseconds
    },
    beforeNextSend(act) {
      beforeSend = act
    },
    moveTo: move,
    forgetChain(id) {
      added.delete(id)
      forgotten.add(id)
    },
    chooseAccounts(...chosen) {
      accounts = [...chosen]
      if (connected) emit('accountsChanged', [...accounts])
    },
    disconnect() {
      refuse()
      emit('disconnect', new FakeWalletError(4900, 'The fake wallet said goodbye.'))
    },
    loseNetwork: () => emit('disconnect', new FakeWalletError(1013, 'Disconnected from chain. Attempting to connect.')),
    hold: async () => void (await forward('evm_setAutomine', [false])),
    async letGo() {
      await forward('evm_setAutomine', [true])
      await forward('evm_mine')
    },
    async replace(hash, how) {
      const sent = (await forward('eth_getTransactionByHash', [hash])) as Readonly<Record<string, string>> | null
      if (!sent) throw new Error(`${hash} was never sent, so nothing can take its place. Call hold() before sending.`)
      if (sent.blockNumber) throw new Error(`${hash} is in a block already. Call hold() before sending.`)
      const { from, to, input, value, nonce, gas } = sent
      const body = {
        'speed-up': { to, data: input, value, gas },
        cancel: { to: from, value: '0x0' },
        // To somebody else: what goes back to its sender is a cancellation.
        other: { to: `0x${'d'.repeat(40)}`, value: '0x1' },
      }[how]
      // Nodes take a replacement from a tenth more on; three times as much is enough for any.
      const maxFeePerGas = hex(BigInt(sent.maxFeePerGas ?? sent.gasPrice ?? 0) * 3n)
      const maxPriorityFeePerGas = hex(BigInt(sent.maxPriorityFeePerGas ?? sent.gasPrice ?? 0) * 3n)
      return (await forward('eth_sendTransaction', [
        { from, nonce, maxFeePerGas, maxPriorityFeePerGas, ...body },
      ])) as Hex
    },
  }
  return wallet
}

function hex(value: number | bigint): Hex {
  return `0x${value.toString(16)}`
}
