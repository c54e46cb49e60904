import type { PendingTransaction } from './types.js'

// What survives a reload. A page without storage (private mode, sandboxed frame) forgets, and works.

const WALLET = 'dmex.wallet@1'
const PENDING = 'dmex.pending@1'

/** After a week nobody waits any more. */
const KEPT_MS = 7 * 86_400_000

/** The wallet that was connected last. */
export const lastWallet = {
  read: (): string | undefined => get(WALLET) ?? undefined,
  write: (id: string | undefined): void => set(WALLET, id),
}

/** The transactions whose end the page has not seen. */
export const unfinished = {
  read(): readonly PendingTransaction[] {
    try {
      const kept: unknown = JSON.parse(get(PENDING) ?? '[]')
      return Array.isArray(kept) ? kept.filter(isPending) : []
    } catch {
      return []
    }
  },
  write: (pending: readonly PendingTransaction[]): void =>
    set(PENDING, pending.length ? JSON.stringify(pending) : undefined),
}

function isPending(value: unknown): value is PendingTransaction {
  if (typeof value !== 'object' || value === null) return false
  const { hash, chainId, account, action, subject, sentAt } = value as Record<string, unknown>
  return (
    [hash, account].every((each) => typeof each === 'string' && each.startsWith('0x')) &&
    [action, subject].every((each) => typeof each === 'string') &&
    typeof chainId === 'number' &&
    typeof sentAt === 'number' &&
    Date.now() - sentAt < KEPT_MS
  )
}

function get(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

function set(key: string, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(key)
    else localStorage.setItem(key, value)
  } catch {
    // No storage: see above.
  }
}
