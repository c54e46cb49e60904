import { type CSSResultGroup, html, type PropertyDeclarations, type TemplateResult } from 'lit'
import { DmexElement } from '../../base/DmexElement.js'
import { onClearTopLayer } from '../../store/topLayer.js'
import { hidden } from '../../styles/hidden.js'
import { cross } from '../../styles/icons.js'
import { tokens } from '../../styles/tokens.js'
import { styles } from './dialog.styles.js'

/** What closed a dialog: its button, the Escape key, a press beside it, a wallet that needs the room, or the page's own code. */
export type DialogCloseReason = 'button' | 'escape' | 'outside' | 'wallet' | 'code'

/**
 * A window over the page. The focus moves in, stays in, and returns to where it was. It closes by its button, by Escape, and by a
 * press beside it. Before a wallet is asked it leaves the browser's top layer, so that the wallet's own window can be seen.
 *
 * @summary A window over the page.
 * @slot - what it shows
 * @csspart dialog - the native dialog
 * @csspart heading - the heading
 * @csspart close - the button that closes it
 * @csspart body - around what it shows
 * @cssproperty --dmex-dialog-width - width at most
 * @fires {CustomEvent<{ reason: 'button' | 'escape' | 'outside' | 'wallet' | 'code' }>} dmex-close - it was closed
 */
export class DmexDialog extends DmexElement {
  static override styles: CSSResultGroup = [tokens, hidden, styles]
  static override properties: PropertyDeclarations = {
    open: { type: Boolean, reflect: true },
    label: {},
  }

  /** Whether it is shown. */
  declare open: boolean | undefined
  /** The heading, which is also what screen readers call it. */
  declare label: string | undefined

  #release: (() => void) | undefined
  #pressedOutside = false

  constructor() {
    super()
    // What is inside sends a transaction: the wallet may draw itself into the page.
    this.addEventListener('dmex-before-tx', () => this.#stepDown())
  }

  /** Shows it. */
  show(): void {
    this.open = true
  }

  /** Closes it. */
  close(): void {
    this.#end('code')
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#release = onClearTopLayer(() => this.#end('wallet'))
    // One that was moved with its place in the document is shown again there.
    this.requestUpdate()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#release?.()
    this.#native?.close()
  }

  get #native(): HTMLDialogElement | undefined {
    return this.renderRoot?.querySelector('dialog') ?? undefined
  }

  #end(reason: DialogCloseReason): void {
    if (!this.open) return
    this.open = false
    // At once, and not with the next frame: whoever asked needs the room now.
    this.#native?.close()
    this.emit('dmex-close', { reason })
  }

  /** Stays in sight, in the page instead of over it. */
  #stepDown(): void {
    const native = this.#native
    if (!native?.matches(':modal')) return
    native.close()
    native.show()
  }

  protected override updated(): void {
    const native = this.#native
    if (!native || !this.isConnected) return
    if (this.open && !native.open) native.showModal()
    if (!this.open && native.open) native.close()
  }

  protected override render(): TemplateResult {
    return html`
      <dialog
        part="dialog"
        aria-labelledby="heading"
        dir=${this.locale.direction}
        @cancel=${this.#cancel}
        @keydown=${this.#key}
        @pointerdown=${this.#press}
        @click=${this.#click}
      >
        <div class="inside">
          <header>
            <h2 part="heading" id="heading" tabindex="-1" autofocus>${this.label}</h2>
            <button class="close" part="close" type="button" @click=${() => this.#end('button')}>
              ${cross}<span class="sr-only">${this.locale.t.common.close}</span>
            </button>
          </header>
          <div part="body"><slot></slot></div>
        </div>
      </dialog>
    `
  }

  #cancel = (event: Event): void => {
    // Only its own: a file field inside sends one too.
    if (event.target !== this.#native) return
    event.preventDefault()
    this.#end('escape')
  }

  #key = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && !this.#native?.matches(':modal') && !event.defaultPrevented) this.#end('escape')
  }

  #press = (event: PointerEvent): void => {
    this.#pressedOutside = this.#isOutside(event)
  }

  #click = (event: MouseEvent): void => {
    // Text that is marked from inside to outside ends with a click out there, and means nothing.
    if (this.#pressedOutside && this.#isOutside(event)) this.#end('outside')
    this.#pressedOutside = false
  }

  #isOutside({ target, clientX, clientY }: MouseEvent): boolean {
    const native = this.#native
    if (!native || target !== native) return false
    const { left, right, top, bottom } = native.getBoundingClientRect()
    return clientX < left || clientX > right || clientY < top || clientY > bottom
  }
}
