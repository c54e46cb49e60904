/** Words of `dmex-portfolio`. */
export interface PortfolioMessages {
  readonly title: string
}

export const portfolio: PortfolioMessages = {
  title: 'Portfolio',
}
