import type { ReactiveControllerHost } from 'lit'

/** Whether an element is about to take over what a server drew. */
export interface Takeover {
  /**
   * True until the element has drawn once. That drawing must say what the server said, whatever the page knows already: who is
   * connected, which language has arrived. Anything else could not be joined to what is there.
   */
  readonly isDue: boolean
  /** For `hostUpdated`: whether it has just taken over, so that it must now draw what is true. */
  finish(): boolean
}

/** Looks at an element while it is made: only a server's has a shadow tree by then. */
export function takeoverOf(host: ReactiveControllerHost): Takeover {
  const element = host as ReactiveControllerHost & {
    readonly shadowRoot?: ShadowRoot | null
    readonly hasUpdated?: boolean
  }
  let isOver = (element.shadowRoot ?? null) === null
  return {
    get isDue() {
      return !isOver && element.hasUpdated !== true
    },
    finish() {
      const wasDue = !isOver
      isOver = true
      return wasDue
    },
  }
}
