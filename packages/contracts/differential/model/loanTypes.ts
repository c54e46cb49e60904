import type { Nft } from './ledger.js'
import type { Curve } from './loanMath.js'
import type { Actor, Token } from './world.js'

export interface LendTerms {
  readonly asset: Token
  readonly assetDecimals: bigint
  readonly curve: Curve
  readonly reserveBps: bigint
  readonly haircutBps: bigint
  readonly maxLtvBps: bigint
  readonly liquidationBps: bigint
  readonly minLoan: bigint
  readonly pool: Actor
  /** No halving comes before. */
  readonly halvingDay: bigint
}

export interface Loan {
  readonly nft: Nft
  readonly borrower: Actor
  readonly rate: bigint
  readonly maturity: bigint
  principal: bigint
  interest: bigint
  since: bigint
  autoRepay: boolean
  /** What the auction began with and when; `undefined` while there is none. */
  auction: { readonly start: bigint; readonly since: bigint } | undefined
}

export interface Value {
  readonly presentValue: bigint
  readonly refundFloor: bigint
  readonly value: bigint
  readonly maxBorrow: bigint
  readonly income: bigint
  readonly refundNow: bigint
  readonly benchmark: bigint
  readonly price: bigint
}
