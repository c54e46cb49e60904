/** Words of `dmex-yield-chart`. */
export interface ChartMessages {
  readonly title: string
}

export const chart: ChartMessages = {
  title: 'Chart',
}
