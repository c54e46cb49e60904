import { defineElement } from '../base/defineElement.js'
import { DmexBuy } from '../elements/buy/buy.js'

export { DmexBuy }

declare global {
  interface HTMLElementTagNameMap {
    'dmex-buy': DmexBuy
  }
}

defineElement('dmex-buy', DmexBuy)
