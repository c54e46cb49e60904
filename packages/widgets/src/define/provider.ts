import { defineElement } from '../base/defineElement.js'
import { DmexProvider } from '../elements/provider/provider.js'

export { DmexProvider }

declare global {
  interface HTMLElementTagNameMap {
    'dmex-provider': DmexProvider
  }
}

defineElement('dmex-provider', DmexProvider)
