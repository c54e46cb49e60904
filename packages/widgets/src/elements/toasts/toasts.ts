import { type CSSResultGroup, html, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { DmexElement } from '../../base/DmexElement.js'
import { announce } from '../../controllers/announce.js'
import { ConnectionController } from '../../controllers/ConnectionController.js'
import type { Toast } from '../../store/types.js'
import { hidden } from '../../styles/hidden.js'
import { cross, note, tick, warning } from '../../styles/icons.js'
import { tokens } from '../../styles/tokens.js'
import { styles } from './toasts.styles.js'

/** Milliseconds after which good news leaves by itself, unless somebody points at it. Bad news stays until it is put away. */
const SHOWN_MS = 8_000

const KEY: unique symbol = Symbol.for('dmex.toasts@1')

/** The newest toast that the page has said aloud, so that two of these elements don't say it twice. */
const page = globalThis as { [KEY]?: number }

const icons: Readonly<Record<Toast['kind'], TemplateResult>> = { success: tick, error: warning, info: note }

/**
 * Short messages at the edge of the page. They are said aloud too, take no focus, and let every press beside their own button
 * through. On a phone there is one at a time, and it takes room of its own where this element stands in the page, so that it
 * never lies over a control that can't be scrolled free. Put it first or last in the page.
 *
 * @summary Short messages at the edge of the page.
 * @csspart list - all of them
 * @csspart toast - one of them
 * @csspart dismiss - the button that puts it away
 * @cssproperty --dmex-toasts-margin - distance to the edge of the page
 */
export class DmexToasts extends DmexElement {
  static override styles: CSSResultGroup = [tokens, hidden, styles]

  readonly #connection = new ConnectionController(this)
  /** A phone's screen: see the styles. */
  readonly #narrow: MediaQueryList | undefined = globalThis.matchMedia?.('(max-width: 600px)')
  readonly #timers = new Map<number, ReturnType<typeof setTimeout>>()
  #isHeld = false

  override connectedCallback(): void {
    super.connectedCallback()
    this.#narrow?.addEventListener('change', this.#redraw)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#narrow?.removeEventListener('change', this.#redraw)
    this.#stop()
    this.#isHeld = false
  }

  protected override updated(): void {
    const { toasts } = this.#connection.state
    for (const toast of toasts) this.#say(toast)
    this.#wait(toasts)
    const list = this.renderRoot.querySelector<HTMLElement>('[popover]')
    if (!list || !this.isConnected) {
      this.#newest = undefined
      return
    }
    const isOpen = list.matches(':popover-open')
    const newest = toasts.at(-1)?.id
    // In the top layer, without a contest of z-indexes; a new one comes to the top of it again.
    if (isOpen && newest !== this.#newest) list.hidePopover()
    if (newest !== undefined && !list.matches(':popover-open')) list.showPopover()
    if (newest === undefined && isOpen) list.hidePopover()
    this.#newest = newest
  }
  #newest: number | undefined

  #say({ id, kind, text }: Toast): void {
    if (id <= (page[KEY] ?? 0)) return
    page[KEY] = id
    announce(text, kind === 'error' ? 'assertive' : 'polite')
  }

  #wait(toasts: readonly Toast[]): void {
    for (const [id, timer] of this.#timers)
      if (this.#isHeld || !toasts.some((toast) => toast.id === id)) {
        clearTimeout(timer)
        this.#timers.delete(id)
      }
    if (this.#isHeld) return
    for (const { id, kind } of toasts)
      if (kind !== 'error' && !this.#timers.has(id))
        this.#timers.set(
          id,
          setTimeout(() => this.#dismiss(id), SHOWN_MS),
        )
  }

  #stop(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer)
    this.#timers.clear()
  }

  #dismiss(id: number): void {
    this.#connection.store.send({ type: 'dismiss', id })
  }

  readonly #redraw = (): void => this.requestUpdate()

  #hold = (event: Event): void => {
    this.#isHeld = event.type === 'pointerenter' || event.type === 'focusin'
    this.#wait(this.#connection.state.toasts)
  }

  protected override render(): TemplateResult {
    const { toasts } = this.#connection.state
    return html`
      <ul
        part="list"
        popover=${this.#narrow?.matches ? nothing : 'manual'}
        dir=${this.locale.direction}
        @pointerenter=${this.#hold}
        @pointerleave=${this.#hold}
        @focusin=${this.#hold}
        @focusout=${this.#hold}
      >
        ${repeat(
          toasts,
          ({ id }) => id,
          (toast) => this.#row(toast),
        )}
      </ul>
    `
  }

  #row({ id, kind, text }: Toast): TemplateResult {
    return html`
      <li part="toast" class=${kind}>
        <span class="icon">${icons[kind]}</span>
        <span class="text" dir="auto">${text}</span>
        <button part="dismiss" type="button" @click=${() => this.#dismiss(id)}>
          ${cross}<span class="sr-only">${this.locale.t.common.close}</span>
        </button>
      </li>
    `
  }
}
