import {
  type CSSResultGroup,
  html,
  nothing,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit'
import { DmexElement } from '../../base/DmexElement.js'
import { tokens } from '../../styles/tokens.js'
import { styles } from './amount-input.styles.js'
import { type AmountProblem, editableAmount, type ParsedAmount, parseAmount } from './parseAmount.js'

/** What a listener of `dmex-input` gets. */
export interface AmountInputDetail extends ParsedAmount {
  /** As it was written. */
  readonly text: string
}

/** What is said at once. The rest waits until the person is done: a zero may become 0.5. */
const AT_ONCE: ReadonlySet<AmountProblem | undefined> = new Set(['letters', 'fine', 'above'])

/**
 * A field for an amount. Takes the separators and digits of the visitor's language, and any measure that is written behind the
 * number; what it gives back are base units, which never pass through a float.
 *
 * @summary A field for an amount.
 * @csspart label - the label
 * @csspart field - the frame around number and unit
 * @csspart input - the native field
 * @csspart unit - the unit behind the number
 * @csspart hint - what may be written
 * @csspart problem - what is wrong with what was written
 * @csspart choice - a button for a common amount
 * @fires {CustomEvent<AmountInputDetail>} dmex-input - something else is written in it
 * @attr {string} value - what is written in it, such as 2.5
 * @attr {string} label - what the amount is of
 * @attr {string} unit - what stands behind the number
 * @attr {number} decimals - decimals of the coin; `scale` says it for other measures
 */
export class DmexAmountInput extends DmexElement {
  static override styles: CSSResultGroup = [tokens, styles]
  static override shadowRootOptions: ShadowRootInit = { mode: 'open', delegatesFocus: true }
  static override properties: PropertyDeclarations = {
    text: { attribute: 'value' },
    label: {},
    unit: {},
    decimals: { type: Number },
    scale: { attribute: false },
    measures: { attribute: false },
    min: { attribute: false },
    max: { attribute: false },
    choices: { attribute: false },
    format: { attribute: false },
    touched: { state: true },
  }

  /** What is written in it. */
  declare text: string | undefined
  /** What the amount is of. */
  declare label: string | undefined
  /** What stands behind the number. */
  declare unit: string | undefined
  /** Decimals of the coin; `scale` says it for other measures. */
  declare decimals: number | undefined
  /** Base units in one of what is written; 10 to the power of `decimals` unless given. */
  declare scale: bigint | undefined
  /** Other measures that may be written behind the number, in small letters, with the base units in one of each. */
  declare measures: Readonly<Record<string, bigint>> | undefined
  /** Least amount, base units. */
  declare min: bigint | undefined
  /** Greatest amount, base units. */
  declare max: bigint | undefined
  /** Common amounts, base units: a button for each. The greatest amount has one of its own. */
  declare choices: readonly bigint[] | undefined
  /** Writes an amount for people; with `unit` behind it unless given. */
  declare format: ((value: bigint) => string) | undefined
  declare protected touched: boolean | undefined

  /** What was written, read: base units, or what is wrong with it. */
  get parsed(): ParsedAmount {
    const { min, max } = this
    const { language } = this.locale
    return parseAmount(this.text ?? '', { scale: this.#scale, measures: this.measures, min, max, language })
  }

  /** Base units; `undefined` while it can't be used. */
  get value(): bigint | undefined {
    const { value, problem } = this.parsed
    return problem === undefined ? value : undefined
  }

  /** Says what is wrong, if something is, and whether it can be used. Takes the focus when it can't. */
  report(): boolean {
    this.touched = true
    const isFine = this.parsed.problem === undefined
    if (!isFine) this.focus()
    return isFine
  }

  get #scale(): bigint {
    return this.scale ?? 10n ** BigInt(this.decimals ?? 0)
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('text') && !this.text) this.touched = false
  }

  protected override render(): TemplateResult {
    const { t, direction } = this.locale
    const { problem } = this.parsed
    const isShown = problem !== undefined && (this.touched === true || AT_ONCE.has(problem))
    return html`
      <div class="all" dir=${direction}>
        <label part="label" for="input">${this.label ?? t.amount.label}</label>
        <div class="field" part="field" ?data-wrong=${isShown} @click=${() => this.focus()}>
          <input
            id="input"
            part="input"
            type="text"
            dir="ltr"
            inputmode="decimal"
            autocomplete="off"
            autocapitalize="off"
            spellcheck="false"
            enterkeyhint="done"
            .value=${this.text ?? ''}
            aria-invalid=${isShown ? 'true' : nothing}
            aria-describedby=${isShown ? 'problem hint' : 'hint'}
            @input=${this.#onInput}
            @change=${this.#onChange}
          />
          ${this.unit ? html`<span class="unit" part="unit"><bdi>${this.unit}</bdi></span>` : nothing}
        </div>
        <p class="problem" part="problem" id="problem" ?hidden=${!isShown}>${isShown ? this.#say(problem) : nothing}</p>
        <p part="hint" id="hint">${this.#hint()}</p>
        ${this.#choices()}
      </div>
    `
  }

  #choices(): TemplateResult | typeof nothing {
    const { t } = this.locale
    const { min = 0n, max } = this
    const fitting = (this.choices ?? []).filter((each) => each >= min && (max === undefined || each <= max))
    const { value } = this.parsed
    const button = (amount: bigint, label: string): TemplateResult => html`<button
      type="button"
      part="choice"
      aria-pressed=${value === amount ? 'true' : 'false'}
      @click=${() => this.#take(amount)}
    >
      ${label}
    </button>`
    if (this.choices === undefined || (fitting.length === 0 && max === undefined)) return nothing
    return html`<div class="choices" role="group" aria-label=${t.amount.choices}>
      ${fitting.map((each) => button(each, this.#write(each)))}
      ${max !== undefined && max > 0n && !fitting.includes(max) ? button(max, t.amount.most) : nothing}
    </div>`
  }

  #hint(): string {
    const { amount: t } = this.locale.t
    const { min, max } = this
    if (min !== undefined && max !== undefined) return t.range(this.#write(min), this.#write(max))
    if (min !== undefined) return t.atLeast(this.#write(min))
    return max === undefined ? '' : t.atMost(this.#write(max))
  }

  #say(problem: AmountProblem): string {
    const { amount: t } = this.locale.t
    const { min = 1n, max = 0n } = this
    switch (problem) {
      case 'empty':
        return t.problemEmpty
      case 'letters':
        return t.problemLetters(this.locale.number(2.5))
      case 'fine':
        return t.problemFine(this.#write(1n))
      case 'zero':
        return t.problemZero
      case 'below':
        return t.problemBelow(this.#write(min))
      case 'above':
        return t.problemAbove(this.#write(max))
    }
  }

  #write(value: bigint): string {
    if (this.format) return this.format(value)
    const figure = editableAmount(value, this.#scale, 'en') as Intl.StringNumericLiteral
    const text = new Intl.NumberFormat(this.locale.language, { maximumFractionDigits: 20 }).format(figure)
    return this.unit ? `${text}\u00a0${this.unit}` : text
  }

  #onInput(event: InputEvent): void {
    this.text = (event.target as HTMLInputElement).value
    this.#tell()
  }

  #onChange(event: Event): void {
    this.text = (event.target as HTMLInputElement).value
    this.touched = true
    this.#tell()
  }

  #take(amount: bigint): void {
    this.text = editableAmount(amount, this.#scale, this.locale.language)
    this.#tell()
  }

  #tell(): void {
    const detail: AmountInputDetail = { ...this.parsed, text: this.text ?? '' }
    this.emit('dmex-input', detail)
  }
}
