import { coinOf } from './coins.js'
import { hasCode } from './errors.js'
import { type Adopted, adopt, DISCONNECTED, listenTo, managed, revoke } from './external.js'
import { lastWallet } from './memory.js'
import { clearTopLayer } from './topLayer.js'
import type { Address, ChainToAdd, Connection, Eip1193Provider, ExternalConnection, WalletInfo } from './types.js'
import type { Wallets } from './wallets.js'

/** A page without a wallet. */
export const disconnected: Connection = {
  status: 'disconnected',
  wallet: undefined,
  provider: undefined,
  account: undefined,
  chainId: undefined,
  page: undefined,
  error: undefined,
}

/** The wallet does not know the chain (EIP-3085, EIP-3326). */
const UNKNOWN_CHAIN = 4902

/** The wallet has a question open already (EIP-1474: resource unavailable). */
const PENDING = -32002

/** Names the page's own connection in `connect`. */
const PAGE = 'page'

/** How the page is connected, and how that changes. */
export interface Connections {
  connect(id: string): Promise<void>
  disconnect(): Promise<void>
  take(provider: Eip1193Provider): Promise<void>
  adopt(connection: ExternalConnection): Promise<void>
  switchChain(chain: ChainToAdd): Promise<void>
  /** Connects again to the wallet of the last visit, without a question. */
  resume(): Promise<void>
}

/** Keeps a connection up to date: in `set` arrives whatever the wallet says. */
export function keepConnection(
  wallets: Wallets,
  read: () => Connection,
  set: (connection: Connection) => void,
): Connections {
  let release: () => void = () => {}
  let adopted: Adopted | undefined
  let given: Eip1193Provider | undefined
  /** A later try wins over an earlier one that is still under way. */
  let attempt = 0

  const leave = (): void => {
    release()
    release = () => {}
    adopted?.release()
    adopted = undefined
    given = undefined
  }

  const listen = (provider: Eip1193Provider): void => {
    const end = (): void => {
      const { wallet } = read()
      leave()
      // Not the page's doing: whoever looks at it is told, and the next visit tries this wallet again.
      set({ ...disconnected, wallet, error: { code: DISCONNECTED } })
      expect(provider, wallet)
    }
    release = listenTo(provider, {
      accounts: ([account]) => (account ? set({ ...read(), account }) : end()),
      chain: (chainId) => set({ ...read(), chainId }),
      end,
    })
  }

  /** A wallet that is unlocked later, or whose open question is answered later, connects without another question. */
  const expect = (provider: Eip1193Provider, wallet: WalletInfo | undefined): void => {
    release = listenTo(provider, {
      accounts: ([account]) => {
        if (account) void open(wallet, async () => provider, 'eth_accounts')
      },
      chain: () => {},
      end: () => {},
    })
  }

  const open = async (
    wallet: WalletInfo | undefined,
    load: () => Promise<Eip1193Provider | undefined>,
    method: 'eth_requestAccounts' | 'eth_accounts',
  ): Promise<void> => {
    const mine = ++attempt
    const isAsking = method === 'eth_requestAccounts'
    leave()
    if (isAsking) clearTopLayer()
    set({ ...disconnected, status: isAsking ? 'connecting' : 'resuming', wallet })
    let provider: Eip1193Provider | undefined
    try {
      provider = await load()
      if (!provider) throw new Error('This wallet is not there any more. Reload the page, or choose another one.')
      const accounts = (await provider.request({ method })) as readonly Address[]
      const chainId = Number(await provider.request({ method: 'eth_chainId' }))
      if (mine !== attempt) return
      const [account] = accounts
      if (!account) return set(disconnected)
      listen(provider)
      lastWallet.write(wallet?.id)
      set({ ...disconnected, status: 'connected', wallet, provider, account, chainId })
    } catch (error) {
      if (mine !== attempt) return
      set({ ...disconnected, wallet, error: isAsking ? error : undefined })
      if (provider && hasCode(error, PENDING)) expect(provider, wallet)
      if (isAsking) throw error
    }
  }

  const follow = async (external: ExternalConnection): Promise<void> => {
    if (adopted?.external === external) return
    attempt++
    leave()
    adopted = adopt(external, set, disconnected)
    await adopted.take()
  }

  const askPage = async ({ external, take: look }: Adopted): Promise<void> => {
    const { page } = read()
    clearTopLayer()
    set({ ...disconnected, page, status: 'connecting' })
    try {
      await external.connect?.()
      await look()
    } catch (error) {
      set({ ...disconnected, page, error })
      throw error
    }
  }

  const find = (id: string): WalletInfo | undefined => wallets.list().find((wallet) => wallet.id === id)

  return {
    connect: (id) =>
      adopted && id === PAGE ? askPage(adopted) : open(find(id), () => wallets.load(id), 'eth_requestAccounts'),
    async take(provider) {
      if (given === provider) return
      const taken = follow(managed(provider))
      given = provider
      await taken
    },
    adopt: follow,
    async resume() {
      const id = lastWallet.read()
      if (id === undefined || adopted || read().status !== 'disconnected' || !find(id)) return
      await open(find(id), () => wallets.load(id), 'eth_accounts')
    },
    async disconnect() {
      attempt++
      lastWallet.write(undefined)
      // The page's own state is the page's to end; what it makes of it arrives as a change.
      if (adopted) return adopted.external.disconnect?.()
      const { provider } = read()
      leave()
      set(disconnected)
      if (provider) await revoke(provider)
    },
    async switchChain({ id, name, rpc }) {
      if (adopted?.external.switchChain) return adopted.external.switchChain(id)
      const { provider } = read()
      if (!provider) return
      clearTopLayer()
      const chainId = `0x${id.toString(16)}`
      try {
        await provider.request({ method: 'wallet_switchEthereumChain', params: [{ chainId }] })
      } catch (error) {
        if (!hasCode(error, UNKNOWN_CHAIN) || rpc === undefined) throw error
        const chain = { chainId, chainName: name ?? `Chain ${id}`, rpcUrls: [rpc], nativeCurrency: coinOf(id) }
        await provider.request({ method: 'wallet_addEthereumChain', params: [chain] })
      }
      // Not every wallet sends `chainChanged` before it answers.
      const actual = Number(await provider.request({ method: 'eth_chainId' }))
      if (read().provider === provider) set({ ...read(), chainId: actual })
    },
  }
}
