import { defineElement } from '../base/defineElement.js'
import { DmexYieldChart } from '../elements/yield-chart/yield-chart.js'

export { DmexYieldChart }

declare global {
  interface HTMLElementTagNameMap {
    'dmex-yield-chart': DmexYieldChart
  }
}

defineElement('dmex-yield-chart', DmexYieldChart)
