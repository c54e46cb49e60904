import { createStore as createMipd, type Store as Mipd } from 'mipd'
import type { Eip1193Provider, WalletInfo, WalletSource } from './types.js'

/** The wallets of a page: those that announce themselves (EIP-6963), and those that the page brings. */
export interface Wallets {
  list(): readonly WalletInfo[]
  offer(sources: readonly WalletSource[]): void
  /** Loads a wallet's provider; `undefined` when nobody has that name. */
  load(id: string): Promise<Eip1193Provider | undefined>
}

/** Names the wallet that is only at `window.ethereum`: the browsers of older wallet apps announce nothing. */
const INJECTED = 'injected'

/** Looks for wallets and calls back when there is a new one. On a server there is none. */
export function findWallets(onChange: () => void): Wallets {
  const announced: Mipd | undefined = typeof window === 'undefined' ? undefined : createMipd()
  let sources: readonly WalletSource[] = []
  announced?.subscribe(onChange)
  if (announced) window.addEventListener('ethereum#initialized', onChange, { once: true })

  const injected = (): Eip1193Provider | undefined => {
    if (!announced || announced.getProviders().length > 0) return undefined
    return (globalThis as { ethereum?: Eip1193Provider }).ethereum
  }
  return {
    list: () => [
      ...(announced?.getProviders() ?? []).map(({ info }) => ({ id: info.rdns, name: info.name, icon: info.icon })),
      ...(injected() ? [{ id: INJECTED, name: 'Browser wallet', icon: undefined }] : []),
      ...sources.map(({ name, icon }) => ({ id: name, name, icon })),
    ],
    offer: (offered) => {
      sources = [...sources.filter(({ name }) => !offered.some((other) => other.name === name)), ...offered]
      onChange()
    },
    load: async (id) => {
      if (id === INJECTED) return injected()
      const found = announced?.getProviders().find(({ info }) => info.rdns === id)
      // mipd types the provider's requests by method; ours is the same object with a plain signature.
      return (found?.provider as Eip1193Provider | undefined) ?? sources.find(({ name }) => name === id)?.load()
    },
  }
}
