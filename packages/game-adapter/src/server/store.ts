/**
 * Where the companion keeps what must outlive it: how far it followed the chain, what happened, what was delivered. Any
 * key-value store will do; a `set` that has returned must survive a crash. One companion writes to it at a time.
 */
export interface Store {
  get(key: string): Promise<string | undefined>
  set(key: string, value: string): Promise<void>
  delete(key: string): Promise<void>
}

/**
 * Makes a store that forgets everything when the process ends: for tests, and for a companion that only reads.
 *
 * @example
 * ```ts
 * import { memoryStore } from '@dmex/game-adapter/server'
 *
 * const store = memoryStore()
 * ```
 */
export function memoryStore(): Store {
  const kept = new Map<string, string>()
  return {
    get: async (key) => kept.get(key),
    set: async (key, value) => void kept.set(key, value),
    delete: async (key) => void kept.delete(key),
  }
}
