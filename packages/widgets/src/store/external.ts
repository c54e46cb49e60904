import { codeIn } from './errors.js'
import type { Address, Connection, Eip1193Provider, ExternalConnection } from './types.js'

/** Not there any more (EIP-1193). */
export const DISCONNECTED = 4900

/** A wallet lost its network for a moment and comes back by itself; MetaMask's own code. */
const TRY_AGAIN = 1013

/** Calls back with whatever a wallet says about itself; gives back what ends it. */
export function listenTo(
  provider: Eip1193Provider,
  on: {
    readonly accounts: (accounts: readonly Address[]) => void
    readonly chain: (chainId: number) => void
    readonly end: () => void
  },
): () => void {
  const listeners = [
    ['accountsChanged', on.accounts],
    ['chainChanged', (chainId: string) => on.chain(Number(chainId))],
    ['disconnect', (error: unknown) => codeIn(error) !== TRY_AGAIN && on.end()],
  ] as const
  for (const [event, listener] of listeners) provider.on?.(event, listener as (...args: never[]) => void)
  return () => {
    for (const [event, listener] of listeners) provider.removeListener?.(event, listener as (...args: never[]) => void)
  }
}

/** Has a wallet forget the page's permission (EIP-2255). Those that can't keep it, which is theirs to say. */
export async function revoke(provider: Eip1193Provider): Promise<void> {
  await provider.request({ method: 'wallet_revokePermissions', params: [{ eth_accounts: {} }] }).catch(() => undefined)
}

/** A wallet that the page has already, as a connection that the page manages. */
export function managed(provider: Eip1193Provider): ExternalConnection {
  let isLeft = false
  const changes = new Set<() => void>()
  const tell = (): void => {
    for (const change of changes) change()
  }
  return {
    async read() {
      const [account] = isLeft ? [] : ((await provider.request({ method: 'eth_accounts' })) as readonly Address[])
      const chainId = account && Number(await provider.request({ method: 'eth_chainId' }))
      return { provider, account, chainId: chainId === undefined ? undefined : Number(chainId) }
    },
    subscribe(change) {
      changes.add(change)
      const release = listenTo(provider, { accounts: change, chain: change, end: change })
      return () => {
        changes.delete(change)
        release()
      }
    },
    async connect() {
      await provider.request({ method: 'eth_requestAccounts' })
      isLeft = false
      tell()
    },
    async disconnect() {
      // Also when the wallet keeps the permission, this page does without it until somebody connects again.
      isLeft = true
      tell()
      await revoke(provider)
    },
  }
}

/** How a page that manages the connection itself is connected, kept up to date. */
export interface Adopted {
  readonly external: ExternalConnection
  /** Looks again. */
  take(): Promise<void>
  release(): void
}

/**
 * Follows a connection that the page manages.
 *
 * @param set - called with each change
 * @param none - what holds when nobody is connected
 */
export function adopt(external: ExternalConnection, set: (connection: Connection) => void, none: Connection): Adopted {
  let turn = 0
  let isOver = false
  const page = { canConnect: external.connect !== undefined, canDisconnect: external.disconnect !== undefined }
  const take = async (): Promise<void> => {
    const mine = ++turn
    const isLate = (): boolean => isOver || mine !== turn
    try {
      const { provider, account, chainId } = await external.read()
      if (isLate()) return
      if (!provider || !account) set({ ...none, page })
      else set({ ...none, page, status: 'connected', provider, account, chainId })
    } catch (error) {
      if (!isLate()) set({ ...none, page, error })
    }
  }
  const unsubscribe = external.subscribe(() => void take())
  return {
    external,
    take,
    release() {
      isOver = true
      unsubscribe()
    },
  }
}
