import type { ItemHandle, ItemRef, Snapshot } from './types.js'

/** An item and what is known of it. */
export interface Entry<Stats> {
  readonly ref: ItemRef
  current: Snapshot<Stats>
}

/**
 * What `item` returns. A class rather than an object with a getter of its own: engines give each such object a shape of its own,
 * and reading thousands of shapes in a frame takes nine times as long as reading one.
 */
export class Handle<Stats> implements ItemHandle<Stats> {
  readonly ref: ItemRef
  readonly #entry: Entry<Stats>

  constructor(entry: Entry<Stats>) {
    this.ref = entry.ref
    this.#entry = entry
    Object.freeze(this)
  }

  get current(): Snapshot<Stats> {
    return this.#entry.current
  }
}
