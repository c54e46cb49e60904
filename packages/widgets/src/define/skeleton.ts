import { defineElement } from '../base/defineElement.js'
import { DmexSkeleton } from '../elements/skeleton/skeleton.js'

export { DmexSkeleton }

declare global {
  interface HTMLElementTagNameMap {
    'dmex-skeleton': DmexSkeleton
  }
}

defineElement('dmex-skeleton', DmexSkeleton)
