import { defineElement } from '../base/defineElement.js'
import { DmexAddress } from '../elements/address/address.js'

export { DmexAddress }

declare global {
  interface HTMLElementTagNameMap {
    'dmex-address': DmexAddress
  }
}

defineElement('dmex-address', DmexAddress)
