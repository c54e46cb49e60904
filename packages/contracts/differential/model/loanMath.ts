import { divUp, max, min } from './rounding.js'

/** Rates and utilisation: 10^9 is 100%. */
const ONE: bigint = 10n ** 9n
/** Denominator of a year's interest. */
export const YEAR: bigint = ONE * 365n * 86_400n
const BPS = 10_000n
const HALF_LIFE = 21_600n

/** The curve of rates, in basis points. */
export interface Curve {
  readonly kink: bigint
  readonly base: bigint
  readonly slope1: bigint
  readonly slope2: bigint
}

/** The part of a pool that is lent, rounded up. */
export const utilisationUp = (debt: bigint, total: bigint): bigint => (total === 0n ? 0n : divUp(ONE * debt, total))

export const rateUp = (utilisation: bigint, curve: Curve): bigint => {
  const [kink, base, slope1, slope2] = [curve.kink, curve.base, curve.slope1, curve.slope2].map(
    (bps) => bps * 10n ** 5n,
  )
  if (kink === undefined || base === undefined || slope1 === undefined || slope2 === undefined) throw new Error('four')
  if (utilisation <= kink) return base + divUp(slope1 * utilisation, kink)
  return base + slope1 + divUp(slope2 * (utilisation - kink), ONE - kink)
}

export const interestUp = (principal: bigint, rate: bigint, elapsed: bigint): bigint =>
  divUp(principal * rate * elapsed, YEAR)

/** Days from `first` to `last` in halves: two for a day before the halving's, one from it on. */
export const halfDays = (first: bigint, last: bigint, halvingDay: bigint): bigint => {
  let halves = 0n
  for (let day = first; day <= last; ++day) halves += day < halvingDay ? 2n : 1n
  return halves
}

export const incomeValueDown = (units: bigint, benchmark: bigint, halves: bigint, price: bigint, bps: bigint): bigint =>
  (units * benchmark * halves * price * bps) / (2n * 10n ** 30n * ONE * BPS)

/** What the escrow would still refund on a day if all days from now to then are delivered. */
export const refundFloorDown = (
  undelivered: bigint,
  q: bigint,
  settled: bigint,
  startDay: bigint,
  endDay: bigint,
  day: bigint,
): bigint => max(0n, undelivered - q * max(0n, min(day, endDay) - max(settled, startDay - 1n)))

export const startPriceUp = (income: bigint, refundNow: bigint): bigint => divUp(11n * max(income, refundNow), 10n)

export const fallingPriceUp = (startPrice: bigint, elapsed: bigint): bigint =>
  divUp(startPrice * (2n * HALF_LIFE - (elapsed % HALF_LIFE)), 2n * HALF_LIFE * 2n ** (elapsed / HALF_LIFE))

export const floorPriceUp = (refundNow: bigint): bigint => max(1n, divUp(refundNow, 4n))
