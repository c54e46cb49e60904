import { keyOf } from './itemKey.js'
import type { Backend, ItemRef, ItemState, Moment, SnapshotCache } from './types.js'
import { fields, itemState, moment, toJson } from './wire.js'

/** What was last read of an item. */
interface Kept {
  readonly at: Moment
  readonly state: ItemState
}

const kept = fields<Kept>({ at: moment, state: itemState })

/** Keeps what was last read of each item, for the next time the page is loaded. A cache that fails is gone without. */
export function openCache(
  cache: SnapshotCache | undefined,
  world: Backend['id'],
): { load(item: ItemRef): Kept | undefined; save(item: ItemRef, what: Kept): void } {
  let usable = cache !== undefined && world !== undefined
  const nameOf = (item: ItemRef): string => `dmex:${world}:${keyOf(item)}`
  return {
    load: (item) => {
      if (!usable) return undefined
      try {
        const text = cache?.getItem(nameOf(item))
        // Whatever stands there was written by anybody on this origin: it is read as a stranger's.
        return text ? kept(JSON.parse(text), 'cache') : undefined
      } catch {
        return undefined
      }
    },
    save: (item, what) => {
      if (!usable) return
      try {
        cache?.setItem(nameOf(item), toJson(what))
      } catch {
        // Full, or not allowed: trying again for every item would cost frames.
        usable = false
      }
    },
  }
}
