import { type CSSResultGroup, css, html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import { DmexElement } from '../../base/DmexElement.js'
import { announce } from '../../controllers/announce.js'
import { copy, tick } from '../../styles/icons.js'
import { tokens } from '../../styles/tokens.js'
import { shortAddress } from './shortAddress.js'

/** Milliseconds for which a copied address says so. */
const SAID_MS = 2_000

const styles: CSSResultGroup = css`
  :host {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    max-inline-size: 100%;
    font-family: var(--_font);
    color: inherit;
  }
  :host([theme]) {
    color: var(--_text);
  }
  .value {
    font-variant-numeric: tabular-nums;
    overflow-wrap: anywhere;
    unicode-bidi: isolate;
  }
  button {
    flex: none;
    display: grid;
    place-items: center;
    inline-size: 44px;
    block-size: 44px;
    margin-block: -10px;
    padding: 0;
    color: var(--_text-quiet);
    background: transparent;
    border: 0;
    border-radius: var(--_radius-small);
    cursor: pointer;
  }
  button:hover {
    color: var(--_text);
    background: var(--_surface-raised);
  }
  button.done {
    color: var(--_success);
  }
  svg {
    inline-size: 18px;
    block-size: 18px;
  }
`

/**
 * An account or a contract: its first and last digits, the whole of it for those who ask, and a button that copies it. Digits keep
 * their order in text that runs from right to left.
 *
 * @summary An account or a contract, short, with a button that copies it.
 * @csspart value - the digits
 * @csspart copy - the button that copies
 */
export class DmexAddress extends DmexElement {
  static override styles: CSSResultGroup = [tokens, styles]
  static override properties: PropertyDeclarations = {
    value: {},
    plain: { type: Boolean, reflect: true },
    outcome: { state: true },
  }

  /** The address, with 0x in front. */
  declare value: string | undefined
  /** Without the button. */
  declare plain: boolean | undefined
  /** What became of copying. */
  declare protected outcome: 'copied' | 'failed' | undefined

  #timer: ReturnType<typeof setTimeout> | undefined

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearTimeout(this.#timer)
    this.outcome = undefined
  }

  protected override render(): TemplateResult {
    const { value = '', outcome } = this
    // Where copying is forbidden, the whole address is there to be marked by hand.
    const text = outcome === 'failed' ? value : shortAddress(value)
    return html`
      <span class="value" part="value" dir="ltr" title=${value}>${text}</span>
      ${this.plain || value === '' ? nothing : this.#button(shortAddress(value))}
    `
  }

  #button(text: string): TemplateResult {
    const { common } = this.locale.t
    const isDone = this.outcome === 'copied'
    return html`
      <button
        part="copy"
        type="button"
        class=${isDone ? 'done' : ''}
        aria-label=${`${isDone ? common.copied : common.copy} ${text}`}
        title=${isDone ? common.copied : common.copy}
        @click=${this.#copy}
      >
        ${isDone ? tick : copy}
      </button>
    `
  }

  #copy = async (): Promise<void> => {
    const { common, connect } = this.locale.t
    try {
      await navigator.clipboard.writeText(this.value ?? '')
      this.outcome = 'copied'
      announce(common.copied)
      clearTimeout(this.#timer)
      this.#timer = setTimeout(() => {
        this.outcome = undefined
      }, SAID_MS)
    } catch {
      this.outcome = 'failed'
      announce(connect.copyByHand)
    }
  }
}
