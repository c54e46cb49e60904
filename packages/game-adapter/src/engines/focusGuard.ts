/** What counts as an overlay unless a game says otherwise. In `:is`, a browser passes over what it does not know. */
export const OVERLAYS = ':is(dialog[open], [aria-modal="true"], [popover]:popover-open)'

/** They want every key. */
const FIELDS = 'input, textarea, select, iframe, [contenteditable]:not([contenteditable="false"])'
/** They want these keys. */
const CONTROLS = 'button, a[href], summary, [role="button"]'
const PRESSES = [' ', 'Enter']

/** The element that has the focus, inside of shadow roots too. */
function focused(): Element | null {
  let element = document.activeElement
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement
  return element
}

const matches = (target: EventTarget | null, selector: string): boolean =>
  target instanceof Element && target.matches(selector)

/**
 * Takes the keyboard from a game while somebody types elsewhere: an overlay is open, a field or a frame has the focus, a button
 * is being pressed by key, or somebody holds it. Decides before the game's own listeners see a key: games listen at the window,
 * and so does this, earlier.
 */
export class FocusGuard {
  readonly #overlays: string
  readonly #take: (taken: boolean) => void
  readonly #seen = (event: Event): void => this.#decide(event)
  #holds = 0
  #taken = false

  constructor(overlays: string, take: (taken: boolean) => void) {
    this.#overlays = overlays
    this.#take = take
    for (const type of ['keydown', 'keyup'] as const) window.addEventListener(type, this.#seen, true)
  }

  /** Looks again: an overlay may have opened without a key. */
  look(): void {
    this.#decide()
  }

  /** Takes the keyboard until what it returns is called. */
  hold(): () => void {
    this.#holds++
    this.#decide()
    let over = false
    return () => {
      if (over) return
      over = true
      this.#holds--
      this.#decide()
    }
  }

  #decide(event?: Event): void {
    // The path of an event leads through the shadow roots of custom elements, where a query does not look.
    const path = event?.composedPath() ?? [focused()]
    const [target = null] = path
    const presses = event instanceof KeyboardEvent && PRESSES.includes(event.key)
    const typing = matches(target, presses ? `${FIELDS}, ${CONTROLS}` : FIELDS)
    const overlaid =
      path.some((element) => matches(element, this.#overlays)) || document.querySelector(this.#overlays) !== null
    const taken = this.#holds > 0 || typing || overlaid
    if (taken === this.#taken) return
    this.#taken = taken
    this.#take(taken)
  }

  /** Gives the keyboard back for good. */
  stop(): void {
    for (const type of ['keydown', 'keyup'] as const) window.removeEventListener(type, this.#seen, true)
    if (this.#taken) this.#take(false)
    this.#taken = false
  }
}
