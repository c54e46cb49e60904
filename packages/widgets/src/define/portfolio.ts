import { defineElement } from '../base/defineElement.js'
import { DmexPortfolio } from '../elements/portfolio/portfolio.js'

export { DmexPortfolio }

declare global {
  interface HTMLElementTagNameMap {
    'dmex-portfolio': DmexPortfolio
  }
}

defineElement('dmex-portfolio', DmexPortfolio)
