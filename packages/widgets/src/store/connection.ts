import { codeIn } from './errors.js'
import { lastWallet } from './memory.js'
import type { Address, ChainToAdd, Connection, Eip1193Provider, ExternalConnection, WalletInfo } from './types.js'
import type { Wallets } from './wallets.js'

/** A page without a wallet. */
export const disconnected: Connection = {
  status: 'disconnected',
  wallet: undefined,
  provider: undefined,
  account: undefined,
  chainId: undefined,
  error: undefined,
}

/** The wallet does not know the chain (EIP-3085, EIP-3326). */
const UNKNOWN_CHAIN = 4902

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
  let external: ExternalConnection | undefined
  /** A later try wins over an earlier one that is still under way. */
  let attempt = 0

  const listen = (provider: Eip1193Provider): void => {
    const onAccounts = ([account]: readonly Address[]): void => {
      if (account) set({ ...read(), account })
      else end()
    }
    const onChain = (chainId: string): void => set({ ...read(), chainId: Number(chainId) })
    const onEnd = (): void => end()
    const listeners = [
      ['accountsChanged', onAccounts],
      ['chainChanged', onChain],
      ['disconnect', onEnd],
    ] as const
    for (const [event, listener] of listeners) provider.on?.(event, listener as (...args: never[]) => void)
    release = () => {
      for (const [event, listener] of listeners)
        provider.removeListener?.(event, listener as (...args: never[]) => void)
    }
  }

  const end = (): void => {
    release()
    release = () => {}
    lastWallet.write(undefined)
    set(disconnected)
  }

  const open = async (
    wallet: WalletInfo | undefined,
    load: () => Promise<Eip1193Provider | undefined>,
    method: 'eth_requestAccounts' | 'eth_accounts',
  ): Promise<void> => {
    const mine = ++attempt
    release()
    release = () => {}
    external = undefined
    set({ ...disconnected, status: 'connecting', wallet })
    try {
      const provider = await load()
      if (!provider) throw new Error('This wallet is not there any more. Reload the page, or choose another one.')
      const accounts = (await provider.request({ method })) as readonly Address[]
      const chainId = Number(await provider.request({ method: 'eth_chainId' }))
      if (mine !== attempt) return
      const [account] = accounts
      if (!account) return set(disconnected)
      listen(provider)
      lastWallet.write(wallet?.id)
      set({ status: 'connected', wallet, provider, account, chainId, error: undefined })
    } catch (error) {
      if (mine !== attempt) return
      set({ ...disconnected, wallet, error: method === 'eth_accounts' ? undefined : error })
      if (method === 'eth_requestAccounts') throw error
    }
  }

  const find = (id: string): WalletInfo | undefined => wallets.list().find((wallet) => wallet.id === id)

  return {
    connect: (id) => open(find(id), () => wallets.load(id), 'eth_requestAccounts'),
    take: (provider) => open(undefined, async () => provider, 'eth_accounts'),
    async resume() {
      const id = lastWallet.read()
      if (id === undefined || read().status !== 'disconnected' || !find(id)) return
      await open(find(id), () => wallets.load(id), 'eth_accounts')
    },
    async disconnect() {
      attempt++
      const { provider } = read()
      const host = external
      end()
      if (host) return host.disconnect?.()
      // Wallets that know it forget the page's permission (EIP-2255); the others keep it, which is theirs to say.
      await provider
        ?.request({ method: 'wallet_revokePermissions', params: [{ eth_accounts: {} }] })
        .catch(() => undefined)
    },
    async adopt(connection) {
      const mine = ++attempt
      release()
      external = connection
      const update = async (): Promise<void> => {
        const { provider, account, chainId } = await connection.read()
        if (mine !== attempt) return
        if (!provider || !account) return set(disconnected)
        set({ ...disconnected, status: 'connected', provider, account, chainId })
      }
      release = connection.subscribe(() => void update())
      await update()
    },
    async switchChain({ id, name, rpc }) {
      if (external?.switchChain) return external.switchChain(id)
      const { provider } = read()
      if (!provider) return
      const chainId = `0x${id.toString(16)}`
      try {
        await provider.request({ method: 'wallet_switchEthereumChain', params: [{ chainId }] })
      } catch (error) {
        if (codeIn(error) !== UNKNOWN_CHAIN || rpc === undefined) throw error
        const nativeCurrency = { name: 'Ether', symbol: 'ETH', decimals: 18 }
        await provider.request({
          method: 'wallet_addEthereumChain',
          params: [{ chainId, chainName: name ?? `Chain ${id}`, rpcUrls: [rpc], nativeCurrency }],
        })
      }
      // Not every wallet sends `chainChanged` before it answers.
      set({ ...read(), chainId: Number(await provider.request({ method: 'eth_chainId' })) })
    },
  }
}
