import { defineElement } from '../base/defineElement.js'
import { DmexButton } from '../elements/button/button.js'

export { DmexButton }

declare global {
  interface HTMLElementTagNameMap {
    'dmex-button': DmexButton
  }
}

defineElement('dmex-button', DmexButton)
