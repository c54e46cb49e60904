import { defineElement } from '../base/defineElement.js'
import { DmexAmountInput } from '../elements/amount-input/amount-input.js'

export { DmexAmountInput }

declare global {
  interface HTMLElementTagNameMap {
    'dmex-amount-input': DmexAmountInput
  }
}

defineElement('dmex-amount-input', DmexAmountInput)
