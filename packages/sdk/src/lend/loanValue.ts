import { LAST_DAY } from '../core/days.js'
import type { Hashpower } from '../core/views.js'

export declare namespace loanValue {
  /** What a value is made of. */
  type Args = {
    /** The NFT; one of `getHashpower` fits. */
    readonly hashpower: Pick<Hashpower, 'units' | 'q' | 'startDay' | 'endDay' | 'settled' | 'refundFloor' | 'state'>
    /** Today's UTC day number. */
    readonly today: number
    /** Days until the loan is due; 0 for the value now. */
    readonly termDays: number
    /** The lesser of the latest benchmark and the mean of its week, reward asset x 10^30 per unit and day. */
    readonly benchmark: bigint
    /** Price of 10^9 whole reward tokens, base units of the asset. */
    readonly price: bigint
    /** UTC day number from which on income counts half; none, when left out. */
    readonly halvingDay?: number | undefined
    /** The part of the income that counts, and what can be borrowed of the value, basis points: a pool of `getPool` fits. */
    readonly pool: { readonly haircutBps: number; readonly maxLtvBps: number }
  }
  /** What an NFT is worth as collateral, base units of the asset. */
  type Result = {
    /** PV: income after the loan's term, at most a year of it, after the haircut. */
    readonly presentValue: bigint
    /** RF: what the escrow would refund then, if the miner stopped. */
    readonly refundFloor: bigint
    /** V, the lesser of the two. */
    readonly value: bigint
    /** What can be borrowed. */
    readonly maxBorrow: bigint
    /** All income left from now on, without haircut. */
    readonly income: bigint
    /** RF today. */
    readonly refundNow: bigint
  }
}

const MAX_VALUED_DAYS = 365
const BPS = 10_000n

/**
 * Works out what a hashpower NFT is worth as collateral. Pure: asks nobody anything.
 *
 * @param args - the NFT, the day, the loan's term, and what income is worth
 * @returns base units of the asset, rounded down as the contract rounds
 *
 * @example
 * ```ts
 * import { type Loan, loanValue, type Pool } from '@dmex/sdk/lend'
 *
 * export const ifPricesFell = ({ hashpower, value, at }: Loan, pool: Pool) =>
 *   value && loanValue({ ...value, hashpower, today: at.today, termDays: 0, pool, price: (value.price * 8n) / 10n }).value
 * ```
 */
export function loanValue({
  hashpower: { units, q, startDay, endDay, settled, refundFloor: undelivered, state },
  today,
  termDays,
  benchmark,
  price,
  halvingDay = LAST_DAY,
  pool: { haircutBps, maxLtvBps },
}: loanValue.Args): loanValue.Result {
  const open = state === 'expired' || state === 'terminated'
  const incomeOf = (first: number, last: number, bps: bigint): bigint => {
    const count = Math.max(0, last - first + 1)
    const halves = BigInt(count + Math.min(count, Math.max(0, halvingDay - first)))
    return open ? 0n : (units * benchmark * halves * price * bps) / (2n * 10n ** 30n * 10n ** 9n * BPS)
  }
  const refundAfter = (days: number): bigint => {
    const due = Math.max(0, Math.min(today + days, endDay) - Math.max(settled, startDay - 1))
    const left = open ? undelivered : undelivered - q * BigInt(due)
    return left > 0n ? left : 0n
  }
  const first = today + termDays + 1
  const presentValue = incomeOf(first, Math.min(endDay, first + MAX_VALUED_DAYS - 1), BigInt(haircutBps))
  const refundFloor = refundAfter(termDays)
  const value = presentValue < refundFloor ? presentValue : refundFloor
  return {
    presentValue,
    refundFloor,
    value,
    maxBorrow: (value * BigInt(maxLtvBps)) / BPS,
    income: incomeOf(today + 1, endDay, BPS),
    refundNow: refundAfter(0),
  }
}
