import { defineElement } from '../base/defineElement.js'
import { DmexConnect } from '../elements/connect/connect.js'

export { DmexConnect }

declare global {
  interface HTMLElementTagNameMap {
    'dmex-connect': DmexConnect
  }
}

defineElement('dmex-connect', DmexConnect)
