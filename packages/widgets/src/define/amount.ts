import { defineElement } from '../base/defineElement.js'
import { DmexAmount } from '../elements/amount/amount.js'

export { DmexAmount }

declare global {
  interface HTMLElementTagNameMap {
    'dmex-amount': DmexAmount
  }
}

defineElement('dmex-amount', DmexAmount)
