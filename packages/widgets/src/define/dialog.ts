import { defineElement } from '../base/defineElement.js'
import { DmexDialog } from '../elements/dialog/dialog.js'

export { DmexDialog }

declare global {
  interface HTMLElementTagNameMap {
    'dmex-dialog': DmexDialog
  }
}

defineElement('dmex-dialog', DmexDialog)
