import type { ReactiveController, ReactiveControllerHost } from 'lit'

/** Milliseconds that something may take before a spinner says so: what is over sooner must not flicker. */
const PATIENCE_MS = 1_000

/** Says when to show that its host is busy: after a second, not at once. */
export class PendingController implements ReactiveController {
  /** Whether to show a spinner now. */
  visible = false
  readonly #host: ReactiveControllerHost
  readonly #busy: () => boolean
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(host: ReactiveControllerHost, busy: () => boolean) {
    this.#host = host
    this.#busy = busy
    host.addController(this)
  }

  hostUpdated(): void {
    const busy = this.#busy()
    if (busy && this.#timer === undefined && !this.visible)
      this.#timer = setTimeout(() => {
        this.#timer = undefined
        this.visible = this.#busy()
        if (this.visible) this.#host.requestUpdate()
      }, PATIENCE_MS)
    if (!busy) {
      clearTimeout(this.#timer)
      this.#timer = undefined
      if (this.visible) {
        this.visible = false
        this.#host.requestUpdate()
      }
    }
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.visible = false
  }
}
