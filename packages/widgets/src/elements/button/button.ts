import { type CSSResultGroup, html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import { DmexElement } from '../../base/DmexElement.js'
import { PendingController } from '../../controllers/PendingController.js'
import { tokens } from '../../styles/tokens.js'
import { styles } from './button.styles.js'

/**
 * A button that says when it is busy. A disabled one keeps the focus and can be read; it only does nothing.
 *
 * @summary A button that says when it is busy.
 * @slot - the label
 * @csspart button - the native button
 * @cssproperty --dmex-button-background - background of the main variant
 * @cssproperty --dmex-button-color - text of the main variant
 * @cssproperty --dmex-button-radius - corner radius
 */
export class DmexButton extends DmexElement {
  static override styles: CSSResultGroup = [tokens, styles]
  static override shadowRootOptions: ShadowRootInit = { mode: 'open', delegatesFocus: true }
  static override properties: PropertyDeclarations = {
    variant: { reflect: true },
    disabled: { type: Boolean, reflect: true },
    busy: { type: Boolean, reflect: true },
    wide: { type: Boolean, reflect: true },
  }

  /** How much it asks for attention. */
  declare variant: 'main' | 'quiet' | undefined
  /** Does nothing when pressed. */
  declare disabled: boolean | undefined
  /** Does nothing when pressed, and shows so after a second. */
  declare busy: boolean | undefined
  /** As wide as its container. */
  declare wide: boolean | undefined

  readonly #pending = new PendingController(this, () => this.busy === true)

  constructor() {
    super()
    // Before the click reaches the page's own listeners.
    this.addEventListener('click', this.#guard, { capture: true })
  }

  #guard = (event: Event): void => {
    if (!this.disabled && !this.busy) return
    event.preventDefault()
    event.stopImmediatePropagation()
  }

  protected override render(): TemplateResult {
    const inert = this.disabled === true || this.busy === true
    return html`
      <button
        part="button"
        type="button"
        aria-disabled=${inert ? 'true' : nothing}
        aria-busy=${this.busy ? 'true' : nothing}
      >
        ${this.#pending.visible ? html`<span class="spinner" aria-hidden="true"></span>` : nothing}
        <slot></slot>
      </button>
    `
  }
}
