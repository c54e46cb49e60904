import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { disconnected } from '../store/connection.js'
import { getStore } from '../store/store.js'
import type { Connection, DmexStore, StoreState } from '../store/types.js'
import { type Takeover, takeoverOf } from './takeover.js'

/** What a server knows of a page. */
const UNKNOWN: StoreState = { wallets: [], connection: disconnected, pending: [], toasts: [], down: [] }

/** Keeps its host up to date with what the page shares: who is connected, which wallets there are, what is under way. */
export class ConnectionController implements ReactiveController {
  /** The page's store. */
  readonly store: DmexStore = getStore()
  readonly #host: ReactiveControllerHost
  readonly #takeover: Takeover
  #release: (() => void) | undefined

  constructor(host: ReactiveControllerHost) {
    this.#host = host
    this.#takeover = takeoverOf(host)
    host.addController(this)
  }

  /** Everything that the page shares. */
  get state(): StoreState {
    return this.#takeover.isDue ? UNKNOWN : this.store.read()
  }

  /** Whether, and as whom, the visitor is connected. */
  get current(): Connection {
    return this.state.connection
  }

  hostConnected(): void {
    this.#release = this.store.subscribe(() => this.#host.requestUpdate())
    // What changed while the element was elsewhere is drawn now.
    this.#host.requestUpdate()
  }

  hostUpdated(): void {
    if (this.#takeover.finish()) this.#host.requestUpdate()
  }

  hostDisconnected(): void {
    this.#release?.()
    this.#release = undefined
  }
}
