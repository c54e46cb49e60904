import type { AmountMessages } from './en/amount.js'
import type { BuyMessages } from './en/buy.js'
import type { ChartMessages } from './en/chart.js'
import type { ClaimMessages } from './en/claim.js'
import type { CommonMessages } from './en/common.js'
import type { ConnectMessages } from './en/connect.js'
import type { ErrorMessages } from './en/errors.js'
import type { PortfolioMessages } from './en/portfolio.js'
import type { TransactionMessages } from './en/transaction.js'

/** Every word of the elements. A language that lacks one does not compile. */
export interface Messages {
  readonly common: CommonMessages
  readonly errors: ErrorMessages
  readonly transaction: TransactionMessages
  readonly amount: AmountMessages
  readonly connect: ConnectMessages
  readonly buy: BuyMessages
  readonly claim: ClaimMessages
  readonly portfolio: PortfolioMessages
  readonly chart: ChartMessages
}
