import { keyOf } from '../core/itemKey.js'
import type { Backend, GameAdapter, GameEvents, ItemEvent } from '../core/types.js'

const names = ['power', 'mined', 'stats', 'detaching', 'transferred', 'connection'] as const

/** Told of one event. */
export type Tell<Stats> = <Event extends keyof GameEvents<Stats>>(event: Event, what: GameEvents<Stats>[Event]) => void

/**
 * Keeps an adapter's events until the next frame, so that a scene hears of each item once a frame and kind, with the snapshot
 * from before the first change and the one after the last.
 */
export class FrameEvents<Stats, B extends Backend> {
  readonly #items = new Map<string, { readonly event: (typeof names)[number]; what: ItemEvent<Stats> }>()
  readonly #stops: (() => void)[]
  #told: GameEvents<Stats>['connection']
  #connection: GameEvents<Stats>['connection']

  constructor(adapter: GameAdapter<Stats, B>) {
    this.#told = adapter.status()
    this.#connection = this.#told
    this.#stops = names.map((event) =>
      event === 'connection'
        ? adapter.on(event, (now) => {
            this.#connection = now
          })
        : adapter.on(event, (what) => this.#keep(event, what)),
    )
  }

  #keep(event: Exclude<(typeof names)[number], 'connection'>, what: ItemEvent<Stats>): void {
    const key = `${event} ${keyOf(what.item)}`
    const kept = this.#items.get(key)
    if (kept) kept.what = { ...what, before: kept.what.before }
    else this.#items.set(key, { event, what })
  }

  /** Tells everything that was kept. */
  flush(tell: Tell<Stats>): void {
    if (this.#connection !== this.#told) {
      this.#told = this.#connection
      tell('connection', this.#told)
    }
    if (this.#items.size === 0) return
    const kept = [...this.#items.values()]
    this.#items.clear()
    for (const { event, what } of kept) tell(event as 'stats', what)
  }

  /** Stops listening, and forgets what was kept. */
  stop(): void {
    for (const stop of this.#stops.splice(0)) stop()
    this.#items.clear()
  }
}
