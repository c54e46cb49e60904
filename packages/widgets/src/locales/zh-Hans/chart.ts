import type { ChartMessages } from '../en/chart.js'

export const chart: ChartMessages = {
  title: 'Chart',
}
