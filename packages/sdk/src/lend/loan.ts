import type { lendLensLoansAbi } from '@dmex/contracts-abi'
import { LAST_DAY } from '../core/days.js'
import { someone } from '../core/nobody.js'
import { type Blocker, toBlocker } from '../core/series.js'
import type { Address, ResultOf } from '../core/types.js'
import { type Hashpower, type TakenAt, type Token, toHashpower } from '../core/views.js'

type Raw = ResultOf<typeof lendLensLoansAbi>['items'][number]

/**
 * What a loan is in. `overdue` and `unhealthy` can be liquidated; `auction` is on sale, `unsold` can be kept by the pool; `refundable`
 * is paid by the escrow's refund; `kept` is the pool's own; `none` carries no loan.
 */
export type LoanState = 'none' | 'open' | 'overdue' | 'unhealthy' | 'auction' | 'unsold' | 'refundable' | 'kept'

/** What a hashpower NFT is worth as collateral, base units of the pool's asset unless said otherwise. */
export interface CollateralValue extends Omit<Raw['value'], 'halvingDay'> {
  /** UTC day number from which on income counts half; `undefined` where there is no halving. */
  readonly halvingDay: number | undefined
}

/** A Dutch auction of a pledged NFT. */
export interface Auction {
  /** Base units of the pool's asset; `undefined` until the first moment with fresh data. */
  readonly startPrice: bigint | undefined
  /** What it costs now; `undefined` while there is no start price. */
  readonly price: bigint | undefined
  /** The least it asks: a quarter of the escrow's refund of today. */
  readonly floor: bigint
  /** Seconds that its clock has run. It stands while data are stale. */
  readonly elapsed: bigint
}

/** Income of a pledged or kept NFT on sale. */
export interface IncomeLot {
  readonly lotId: number
  /** The hashpower NFT that earned it. */
  readonly id: bigint
  readonly reward: Token
  /** Base units of the reward token. */
  readonly amount: bigint
  /** Unix seconds since when it has been on sale. */
  readonly openedAt: number
  /** What it costs now, base units of the pool's asset; `undefined` while prices are stale. */
  readonly price: bigint | undefined
}

/** A loan, and what stands behind it. Amounts are base units of the pool's asset. */
export interface Loan extends Omit<Raw['loan'], 'borrower' | 'inAuction' | 'lotId'> {
  /** The hashpower NFT. */
  readonly id: bigint
  readonly state: LoanState
  readonly hashpower: Hashpower
  /** Who owns the NFT; `undefined` when it carries no loan. */
  readonly borrower: Address | undefined
  /** What the NFT is worth now; `undefined` without a loan, and while data are stale. */
  readonly value: CollateralValue | undefined
  /** Liquidation part of the value over the debt, x 10^18: below that it can be liquidated; `undefined` as `value`. */
  readonly health: bigint | undefined
  /** What is stale, and for how long nobody can be liquidated for health; `undefined` while all is fresh. */
  readonly stale: Blocker | undefined
  /** The auction; `undefined` when there is none. */
  readonly auction: Auction | undefined
  /** Its income on sale; `undefined` when there is none. */
  readonly lot: IncomeLot | undefined
  /** The block that all of this is of. */
  readonly at: TakenAt
}

function stateOf({ loan, liquidation, kept }: Raw): LoanState {
  if (kept) return 'kept'
  if (!someone(loan.borrower)) return 'none'
  if (liquidation.refundOpen) return 'refundable'
  if (liquidation.inAuction) return liquidation.unsold ? 'unsold' : 'auction'
  return liquidation.overdue ? 'overdue' : liquidation.unhealthy ? 'unhealthy' : 'open'
}

/** Turns the lens's value into ours: all zero means that it is not known. */
export const toValue = ({ halvingDay, ...rest }: Raw['value']): CollateralValue | undefined =>
  rest.benchmarkDay ? { ...rest, halvingDay: halvingDay === LAST_DAY ? undefined : halvingDay } : undefined

/** Turns the lens's lot into ours. */
export const toLot = (lotId: number, reward: Token, lot: Raw['lot'], price: bigint): IncomeLot => ({
  lotId,
  id: lot.id,
  reward,
  amount: lot.amount,
  openedAt: lot.openedAt,
  price: price || undefined,
})

/** Turns the lens's loan into ours. */
export async function toLoan(raw: Raw, at: TakenAt): Promise<Loan> {
  const { hashpower, liquidation, lot, lotPrice } = raw
  const { borrower, inAuction, lotId, ...terms } = raw.loan
  const value = toValue(raw.value)
  const { startPrice, price, floor, elapsed } = liquidation
  return {
    ...terms,
    id: hashpower.id,
    state: stateOf(raw),
    hashpower: toHashpower(hashpower, at),
    borrower: someone(borrower),
    value,
    health: value && raw.health,
    stale: await toBlocker(raw.blocker),
    auction: inAuction ? { startPrice: startPrice || undefined, price: price || undefined, floor, elapsed } : undefined,
    lot: lot.amount ? toLot(lotId, hashpower.reward, lot, lotPrice) : undefined,
    at,
  }
}
