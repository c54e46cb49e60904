import { defineElement } from '../base/defineElement.js'
import { DmexToasts } from '../elements/toasts/toasts.js'

export { DmexToasts }

declare global {
  interface HTMLElementTagNameMap {
    'dmex-toasts': DmexToasts
  }
}

defineElement('dmex-toasts', DmexToasts)
