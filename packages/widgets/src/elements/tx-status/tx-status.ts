import {
  type CSSResultGroup,
  html,
  nothing,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit'
import { DmexElement } from '../../base/DmexElement.js'
import type { ElementClass } from '../../base/defineElement.js'
import { announce } from '../../controllers/announce.js'
import type { TransactionState } from '../../controllers/TransactionController.js'
import type { Hex } from '../../store/types.js'
import { hidden } from '../../styles/hidden.js'
import { tokens } from '../../styles/tokens.js'
import { DmexButton } from '../button/button.js'
import { styles } from './tx-status.styles.js'
import { type StatusAction, type StatusWords, stepsOf, wordsFor } from './words.js'

/**
 * Says where a transaction stands: what became of the money, why, and one thing to do next. Tells people who listen, too.
 *
 * @summary Where a transaction stands, and what became of the money.
 * @slot - what else there is to say, such as what was bought
 * @csspart panel - the frame around it all
 * @csspart text - what became of the money
 * @csspart reason - why it went wrong, and what to do about it
 * @csspart steps - the list of steps
 * @csspart hash - the line with the transaction's number
 * @csspart action - the main button
 * @fires {CustomEvent<StatusActionDetail>} dmex-action - the main button was pressed
 * @attr {string} explorer - address of a block explorer, such as `https://bscscan.com`; `{hash}` in it is replaced
 */
export class DmexTxStatus extends DmexElement {
  static override readonly dependencies: Readonly<Record<string, ElementClass>> = { 'dmex-button': DmexButton }
  static override styles: CSSResultGroup = [tokens, hidden, styles]
  static override properties: PropertyDeclarations = {
    state: { attribute: false },
    explorer: {},
    successText: { attribute: false },
    words: { attribute: false },
    doneLabel: { attribute: false },
    quiet: { type: Boolean },
    copied: { state: true },
  }

  /** Where the transaction stands; nothing is shown without one. */
  declare state: TransactionState | undefined
  /** Address of a block explorer, such as `https://bscscan.com`; `{hash}` in it is replaced. */
  declare explorer: string | undefined
  /** What to say in place of "Done." when it went through. */
  declare successText: string | undefined
  /** What to say in place of its own words, where the page knows more. */
  declare words: Partial<StatusWords> | undefined
  /** What the button says then, in place of "Done". */
  declare doneLabel: string | undefined
  /** Does not speak to people who listen: somebody else does. */
  declare quiet: boolean | undefined
  declare protected copied: boolean | undefined

  #said: string | undefined

  /** Moves the focus to what it says. */
  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector<HTMLElement>('.text')?.focus(options)
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('state')) this.copied = false
  }

  protected override updated(): void {
    const words = this.#words()
    const said = words && this.state?.status !== 'idle' ? [words.text, words.reason].filter(Boolean).join(' ') : ''
    if (said === this.#said) return
    this.#said = said
    if (!this.quiet) announce(said, words?.tone === 'problem' ? 'assertive' : 'polite')
  }

  protected override render(): TemplateResult | typeof nothing {
    const words = this.#words()
    if (!words || !this.state) return nothing
    const { text, reason, tone, action } = words
    return html`
      <div class="panel" part="panel" data-tone=${tone} dir=${this.locale.direction}>
        <p class="text" part="text" tabindex="-1">${text}</p>
        ${reason ? html`<p class="reason" part="reason">${reason}</p>` : nothing}
        <slot></slot>
        ${this.#steps()} ${this.#hash()}
        ${
          action
            ? html`<dmex-button
                wide
                part="action"
                variant=${tone === 'success' ? 'quiet' : nothing}
                @click=${() => this.#act(action.name)}
                >${action.label}</dmex-button
              >`
            : nothing
        }
      </div>
    `
  }

  #words(): StatusWords | undefined {
    if (!this.state) return undefined
    const own = wordsFor(this.state, this.locale.t, (value) => this.locale.number(value))
    const words = { ...own, ...this.words }
    if (this.state.status !== 'success') return words
    const label = this.doneLabel ?? this.locale.t.transaction.done
    return { ...words, text: this.successText ?? words.text, action: { name: 'done', label } }
  }

  #steps(): TemplateResult | typeof nothing {
    const { t } = this.locale
    const steps = this.state && stepsOf(this.state, t)
    if (!steps) return nothing
    return html`<ol part="steps" aria-label=${t.transaction.steps}>
      ${steps.labels.map(
        (label, index) => html`<li
          data-step=${index < steps.now ? 'past' : index === steps.now ? 'now' : 'next'}
          aria-current=${index === steps.now ? 'step' : nothing}
        >
          <span class="dot" aria-hidden="true"></span>${label}${
            index < steps.now ? html`<span class="sr-only">, ${t.transaction.stepDone}</span>` : nothing
          }
        </li>`,
      )}
    </ol>`
  }

  #hash(): TemplateResult | typeof nothing {
    const hash = hashIn(this.state)
    if (!hash) return nothing
    const { t } = this.locale
    const link = explorerLink(this.explorer, hash)
    return html`<div class="hash" part="hash">
      <span>${t.transaction.hash} <bdi dir="ltr" title=${hash}>${hash.slice(0, 6)}…${hash.slice(-4)}</bdi></span>
      <button type="button" aria-label=${this.copied ? t.common.copied : t.transaction.copyHash} @click=${() => this.#copy(hash)}>
        ${this.copied ? t.common.copied : t.common.copy}
      </button>
      ${link ? html`<a href=${link} target="_blank" rel="noopener noreferrer">${t.transaction.openExplorer}</a>` : nothing}
    </div>`
  }

  async #copy(hash: Hex): Promise<void> {
    try {
      await navigator.clipboard.writeText(hash)
      this.copied = true
      announce(this.locale.t.common.copied)
    } catch {
      // A page may forbid it. The number is in the title, and can be selected.
    }
  }

  #act(action: StatusAction): void {
    const detail: StatusActionDetail = { action }
    this.emit('dmex-action', detail)
  }
}

/** What a listener of `dmex-action` gets. */
export interface StatusActionDetail {
  /** `retry` it, `switch` the wallet's network, `follow` the transaction further, or it is `done`. */
  readonly action: StatusAction
}

function hashIn(state: TransactionState | undefined): Hex | undefined {
  if (!state || !('hash' in state)) return undefined
  return state.status === 'replaced' ? state.replacement : state.hash
}

/** A link to the transaction. Only of http(s): an attribute may come from somewhere else than the page's owner. */
function explorerLink(explorer: string | undefined, hash: Hex): string | undefined {
  if (!explorer || !/^https?:\/\//i.test(explorer)) return undefined
  return explorer.includes('{hash}') ? explorer.replaceAll('{hash}', hash) : `${explorer.replace(/\/$/, '')}/tx/${hash}`
}
