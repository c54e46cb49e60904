import { pollBlocks } from './blocks.js'
import { disconnected, keepConnection } from './connection.js'
import { unfinished } from './memory.js'
import { shareReads } from './reads.js'
import type { Answer, Command, DmexStore, StoreState } from './types.js'
import { findWallets } from './wallets.js'

const KEY: unique symbol = Symbol.for('dmex.store@1')

/** Toasts that are kept; older ones make room. */
const MOST_TOASTS = 4

function createStore(): DmexStore {
  const listeners = new Set<() => void>()
  let toastId = 0
  let state: StoreState = {
    wallets: [],
    connection: disconnected,
    pending: unfinished.read(),
    toasts: [],
    down: [],
  }
  const change = (part: Partial<StoreState>): void => {
    state = Object.freeze({ ...state, ...part })
    for (const listener of [...listeners]) listener()
  }

  const isWatched = (): boolean =>
    state.connection.status === 'connected' && typeof document !== 'undefined' && document.visibilityState === 'visible'
  const onReach = (chainId: number, answered: boolean): void => {
    if (state.down.includes(chainId) !== answered) return
    change({ down: answered ? state.down.filter((id) => id !== chainId) : [...state.down, chainId] })
    // What failed meanwhile is asked again.
    if (answered) void reads.refresh(chainId)
  }
  const poll = pollBlocks(isWatched, (chainId) => void reads.refresh(chainId), onReach)
  const reads = shareReads(poll, onReach)
  const wallets = findWallets(() => {
    change({ wallets: wallets.list() })
    void connections.resume()
  })
  const connections = keepConnection(
    wallets,
    () => state.connection,
    (connection) => {
      change({ connection })
      poll.reconsider()
    },
  )
  const keep = (pending: StoreState['pending']): void => {
    unfinished.write(pending)
    change({ pending })
  }

  const run = (command: Command): unknown => {
    switch (command.type) {
      case 'connect':
        return connections.connect(command.wallet)
      case 'disconnect':
        return connections.disconnect()
      case 'adopt':
        return connections.adopt(command.connection)
      case 'use-provider':
        return connections.take(command.provider)
      case 'switch-chain':
        return connections.switchChain(command.chain)
      case 'watch':
        return reads.watch(command.read, command.listener)
      case 'refresh':
        return reads.refresh(command.chainId)
      case 'offer':
        return wallets.offer(command.sources)
      case 'remember':
        return keep([...state.pending, command.transaction])
      case 'forget':
        return keep(state.pending.filter(({ hash }) => hash !== command.hash))
      case 'toast':
        return change({
          toasts: [...state.toasts, { id: ++toastId, kind: command.kind, text: command.text }].slice(-MOST_TOASTS),
        })
      case 'dismiss':
        return change({ toasts: state.toasts.filter(({ id }) => id !== command.id) })
      case 'settings-changed':
        return change({})
    }
  }

  if (typeof document !== 'undefined') document.addEventListener('visibilitychange', () => poll.reconsider())
  if (wallets.list().length > 0) change({ wallets: wallets.list() })
  void connections.resume()
  return {
    read: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    send: <C extends Command>(command: C) => run(command) as Answer<C>,
  }
}

/**
 * Finds the page's store, and makes it when nobody did yet. A server gets a new one each time: what visitors share is a page,
 * not a process.
 *
 * @example
 * ```ts
 * import { getStore } from '@dmex/widgets'
 *
 * const store = getStore()
 * const release = store.subscribe(() => console.log(store.read().connection.account))
 * ```
 */
export function getStore(): DmexStore {
  if (typeof window === 'undefined') return createStore()
  const page = globalThis as { [KEY]?: DmexStore }
  page[KEY] ??= createStore()
  return page[KEY]
}
