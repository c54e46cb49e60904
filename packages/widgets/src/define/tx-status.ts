import { defineElement } from '../base/defineElement.js'
import { DmexTxStatus } from '../elements/tx-status/tx-status.js'

export { DmexTxStatus }

declare global {
  interface HTMLElementTagNameMap {
    'dmex-tx-status': DmexTxStatus
  }
}

defineElement('dmex-tx-status', DmexTxStatus)
