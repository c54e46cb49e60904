import type { ReactiveController, ReactiveControllerHost } from 'lit'

interface Host extends ReactiveControllerHost, Element {
  readonly renderRoot: HTMLElement | DocumentFragment
}

/** Distance between a button and its menu, and between the menu and the edge of the window, pixels. */
const GAP = 6

/**
 * A menu behind a button, by the keys that people know: arrows, Home, End, first letters, Escape, Tab. It is shown in the top
 * layer beside its button, whatever clips or covers the page there. The panel has `data-placed` as soon as it is beside it.
 */
export class MenuController implements ReactiveController {
  /** Whether it is shown. */
  open = false
  readonly #host: Host
  readonly #panel: string
  readonly #button: string
  #typed = ''
  #typedAt = 0
  #last = false

  /**
   * @param button - selector of the button
   * @param panel - selector of the element with `popover` that holds the items
   */
  constructor(host: Host, button: string, panel: string) {
    this.#host = host
    this.#button = button
    this.#panel = panel
    host.addController(this)
  }

  hostDisconnected(): void {
    this.open = false
    removeEventListener('scroll', this.#place, true)
    removeEventListener('resize', this.#place)
  }

  /** Hides it; the focus returns to the button. */
  close(): void {
    if (!this.open) return
    this.#find(this.#panel)?.hidePopover()
    this.#find(this.#button)?.focus({ preventScroll: true })
  }

  /** For `@toggle` of the panel. */
  readonly toggled = (event: Event): void => {
    this.open = (event as ToggleEvent).newState === 'open'
    const change = this.open ? addEventListener : removeEventListener
    change('scroll', this.#place, true)
    change('resize', this.#place)
    if (this.open) {
      this.#place()
      this.#find(this.#panel)?.toggleAttribute('data-placed', true)
      this.#items.at(this.#last ? -1 : 0)?.focus()
    }
    if (!this.open) this.#find(this.#panel)?.removeAttribute('data-placed')
    this.#last = false
    this.#host.requestUpdate()
  }

  /** For `@keydown` of the button: arrows open it too. */
  readonly buttonKey = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    event.preventDefault()
    this.#last = event.key === 'ArrowUp'
    const panel = this.#find(this.#panel)
    // With its button as what it belongs to, which has the focus back when it closes.
    if (panel && !this.open) panel.showPopover()
  }

  /** For `@keydown` of the panel. */
  readonly key = (event: KeyboardEvent): void => {
    const items = this.#items
    const now = items.indexOf(event.target as HTMLElement)
    const target = targetOf(event.key, items, now)
    if (target) {
      event.preventDefault()
      target.focus()
    } else if (event.key === 'Tab' || event.key === 'Escape') this.close()
    else if (event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey)
      this.#search(event.key, items, now)
  }

  #search(letter: string, items: readonly HTMLElement[], now: number): void {
    const isNext = performance.now() - this.#typedAt < 600
    this.#typedAt = performance.now()
    this.#typed = (isNext ? this.#typed : '') + letter.toLowerCase()
    const from = isNext ? now : now + 1
    const ordered = [...items.slice(from), ...items.slice(0, from)]
    ordered.find((item) => item.textContent?.trim().toLowerCase().startsWith(this.#typed))?.focus()
  }

  get #items(): readonly HTMLElement[] {
    return [...(this.#find(this.#panel)?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])]
  }

  #find(selector: string): HTMLElement | null {
    return this.#host.renderRoot.querySelector(selector)
  }

  readonly #place = (): void => {
    const panel = this.#find(this.#panel)
    const button = this.#find(this.#button)
    if (!panel || !button) return
    const at = button.getBoundingClientRect()
    const { offsetWidth: width, offsetHeight: height } = panel
    const start = getComputedStyle(button).direction === 'rtl' ? at.right - width : at.left
    const left = Math.max(GAP, Math.min(start, innerWidth - width - GAP))
    const fitsBelow = at.bottom + GAP + height <= innerHeight || at.top < height + GAP
    panel.style.setProperty('left', `${left}px`)
    panel.style.setProperty('top', `${fitsBelow ? at.bottom + GAP : at.top - height - GAP}px`)
  }
}

function targetOf(key: string, items: readonly HTMLElement[], now: number): HTMLElement | undefined {
  switch (key) {
    case 'ArrowDown':
      return items[(now + 1) % items.length]
    case 'ArrowUp':
      return items.at(now - 1)
    case 'Home':
      return items[0]
    case 'End':
      return items.at(-1)
    default:
      return undefined
  }
}
