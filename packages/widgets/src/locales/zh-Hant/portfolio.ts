import type { PortfolioMessages } from '../en/portfolio.js'

export const portfolio: PortfolioMessages = {
  title: 'Portfolio',
}
