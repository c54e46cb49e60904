import { isText, keep, recall } from './memory.js'
import type { Address } from './types.js'

/** A wallet's provider (EIP-1193). */
interface Provider {
  request(asked: { readonly method: string; readonly params?: readonly unknown[] }): Promise<unknown>
  on?(event: string, listener: (value: unknown) => void): unknown
  removeListener?(event: string, listener: (value: unknown) => void): unknown
}

/** A wallet that announced itself (EIP-6963). */
interface Wallet {
  readonly id: string
  readonly name: string
  readonly icon: string
  readonly provider: Provider
}

/** Who is connected, through what, and on which chain. */
export interface Connection {
  readonly wallet: Wallet
  readonly account: Address
  readonly chainId: number
}

/** Wallets of this page. */
export interface Wallets {
  list(): readonly Wallet[]
  current(): Connection | undefined
  connect(wallet: Wallet): Promise<void>
  disconnect(): void
  /** Has the visitor choose another account. */
  change(): Promise<void>
  /** Asks the wallet to go to a chain, and tells it of that chain when it knows none. */
  switchTo(chain: { readonly chainId: number; readonly name: string; readonly rpcUrl: string }): Promise<void>
}

const first = (accounts: unknown): Address | undefined =>
  Array.isArray(accounts) && isText(accounts[0]) ? (accounts[0] as Address) : undefined

const codeOf = (error: unknown): unknown => (error as { code?: unknown } | undefined)?.code

/** Finds wallets, connects again to the one that was connected, and calls back on every change. */
export function findWallets(changed: (current: Connection | undefined) => void): Wallets {
  const wallets: Wallet[] = []
  let current: Connection | undefined
  let leave = (): void => {}

  const follow = async (wallet: Wallet, method: 'eth_accounts' | 'eth_requestAccounts'): Promise<void> => {
    const { provider } = wallet
    const account = first(await provider.request({ method }))
    if (!account) return
    const chainId = Number(await provider.request({ method: 'eth_chainId' }))
    leave()
    const onAccounts = (accounts: unknown): void => {
      const next = first(accounts)
      if (!next) disconnect()
      else if (current) current = { ...current, account: next }
      changed(current)
    }
    const onChain = (id: unknown): void => {
      if (current) current = { ...current, chainId: Number(id) }
      changed(current)
    }
    provider.on?.('accountsChanged', onAccounts)
    provider.on?.('chainChanged', onChain)
    leave = () => {
      provider.removeListener?.('accountsChanged', onAccounts)
      provider.removeListener?.('chainChanged', onChain)
    }
    current = { wallet, account, chainId }
    keep('wallet', wallet.id)
    changed(current)
  }
  const disconnect = (): void => {
    leave()
    leave = () => {}
    current = undefined
    keep('wallet', undefined)
    changed(current)
  }

  window.addEventListener('eip6963:announceProvider', (event) => {
    const { info, provider } = (
      event as CustomEvent<{ info: Omit<Wallet, 'id'> & { rdns: string }; provider: Provider }>
    ).detail
    if (wallets.some(({ id }) => id === info.rdns)) return
    const wallet = { id: info.rdns, name: info.name, icon: info.icon, provider }
    wallets.push(wallet)
    changed(current)
    // Not asked for again: a wallet that was left says nothing, and the visitor connects by hand.
    if (recall('wallet', isText) === wallet.id) void follow(wallet, 'eth_accounts').catch(() => {})
  })
  window.dispatchEvent(new Event('eip6963:requestProvider'))

  return {
    list: () => wallets,
    current: () => current,
    connect: (wallet) => follow(wallet, 'eth_requestAccounts'),
    disconnect,
    change: async () => {
      if (!current) return
      const { wallet } = current
      await wallet.provider.request({ method: 'wallet_requestPermissions', params: [{ eth_accounts: {} }] })
      await follow(wallet, 'eth_accounts')
    },
    switchTo: async ({ chainId, name, rpcUrl }) => {
      if (!current) return
      const { provider } = current.wallet
      const hex = `0x${chainId.toString(16)}`
      try {
        await provider.request({ method: 'wallet_switchEthereumChain', params: [{ chainId: hex }] })
      } catch (error) {
        if (codeOf(error) !== 4902) throw error
        const nativeCurrency = { name: 'Ether', symbol: 'ETH', decimals: 18 }
        const chain = { chainId: hex, chainName: name, rpcUrls: [rpcUrl], nativeCurrency }
        await provider.request({ method: 'wallet_addEthereumChain', params: [chain] })
      }
    },
  }
}
