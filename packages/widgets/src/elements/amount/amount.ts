import {
  type ComplexAttributeConverter,
  type CSSResultGroup,
  css,
  html,
  nothing,
  type PropertyDeclarations,
  type TemplateResult,
} from 'lit'
import { DmexElement } from '../../base/DmexElement.js'
import { tokens } from '../../styles/tokens.js'

/** Reads whole numbers of any size from an attribute; anything else is no number. */
const bigintAttribute: ComplexAttributeConverter<bigint | undefined> = {
  fromAttribute: (text) => (text !== null && /^-?\d+$/.test(text.trim()) ? BigInt(text) : undefined),
  toAttribute: (value) => value?.toString() ?? null,
}

/**
 * Writes an amount of a coin with the digits and separators of the visitor's language, exactly: never through a float.
 *
 * @summary An amount of a coin.
 * @csspart amount - the amount with its symbol
 * @attr {string} value - whole number of base units, such as 106500000
 * @attr {number} decimals - decimals of the coin
 * @attr {string} symbol - symbol of the coin
 * @attr {number} digits - digits behind the point that are shown at most; all unless given
 */
export class DmexAmount extends DmexElement {
  static override styles: CSSResultGroup = [
    tokens,
    css`
      :host {
        display: inline;
      }
      :host([theme]) {
        color: var(--_text);
      }
      bdi {
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
    `,
  ]
  static override properties: PropertyDeclarations = {
    value: { converter: bigintAttribute },
    decimals: { type: Number },
    symbol: {},
    digits: { type: Number },
  }

  /** Base units. */
  declare value: bigint | undefined
  /** Decimals of the coin; 0 unless given. */
  declare decimals: number | undefined
  /** Symbol of the coin. */
  declare symbol: string | undefined
  /** Digits behind the point that are shown at most; all unless given. */
  declare digits: number | undefined

  protected override render(): TemplateResult | typeof nothing {
    if (this.value === undefined) return nothing
    const money = { decimals: this.decimals ?? 0, symbol: this.symbol, digits: this.digits }
    return html`<bdi part="amount">${this.locale.amount(this.value, money)}</bdi>`
  }
}
