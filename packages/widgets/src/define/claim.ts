import { defineElement } from '../base/defineElement.js'
import { DmexClaim } from '../elements/claim/claim.js'

export { DmexClaim }

declare global {
  interface HTMLElementTagNameMap {
    'dmex-claim': DmexClaim
  }
}

defineElement('dmex-claim', DmexClaim)
