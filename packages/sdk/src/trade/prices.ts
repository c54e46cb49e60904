import { type Proceeds, proceedsOf } from '../core/proceeds.js'

const ceilDiv = (a: bigint, b: bigint): bigint => (a + b - 1n) / b

/** A price, and the units of hashpower that it is for. */
export interface Priced {
  /** Base units of the payment token. */
  readonly price: bigint
  /** Units of hashpower. */
  readonly units: bigint
}

/**
 * Works out what a part of a listed NFT costs, as the market does: its share of the price, rounded up. Asks the chain nothing.
 *
 * @param listing - a listing of `getListing`
 * @param units - units of hashpower to buy
 * @returns base units of the payment token
 *
 * @example
 * ```ts
 * import { hashpower } from '@dmex/sdk'
 * import { priceOfUnits } from '@dmex/sdk/trade'
 *
 * priceOfUnits({ price: 9_381_000_000n, units: 88_500n }, hashpower('3 TH')) // 318 dollars
 * ```
 */
export function priceOfUnits({ price, units: left }: Priced, units: bigint): bigint {
  return units === left ? price : ceilDiv(price * units, left)
}

/**
 * Works out the price of a measure of hashpower, to compare listings: per TH/s, say. Rounded to the nearest base unit. Asks the chain
 * nothing.
 *
 * @param listing - a listing of `getListing`
 * @param measure - units of hashpower, such as `hashpower('1 TH')`
 * @returns base units of the payment token
 *
 * @example
 * ```ts
 * import { hashpower } from '@dmex/sdk'
 * import { priceOfMeasure } from '@dmex/sdk/trade'
 *
 * priceOfMeasure({ price: 9_381_000_000n, units: 88_500n }, hashpower('1 TH')) // 106 dollars
 * ```
 */
export function priceOfMeasure({ price, units }: Priced, measure: bigint): bigint {
  return (price * measure + units / 2n) / units
}

/**
 * Works out what a measure of hashpower costs per day that it has left to earn. Rounded to the nearest base unit. Asks the chain nothing.
 *
 * @param listing - a listing of `getListing`
 * @param measure - units of hashpower, such as `hashpower('1 TH')`
 * @param daysLeft - days it has left to earn; `daysLeftOf` works it out
 * @returns base units of the payment token
 *
 * @example
 * ```ts
 * import { hashpower } from '@dmex/sdk'
 * import { pricePerDay } from '@dmex/sdk/trade'
 *
 * pricePerDay({ price: 9_381_000_000n, units: 88_500n }, hashpower('1 TH'), 530) // 0.2 dollars a TH and day
 * ```
 */
export function pricePerDay({ price, units }: Priced, measure: bigint, daysLeft: number): bigint {
  const parts = units * BigInt(daysLeft)
  return (price * measure + parts / 2n) / parts
}

/** The term of an NFT, and the last settled day of its fleet, as `getHashpower` shows them. */
export interface Term {
  /** First day it earns, UTC day number. */
  readonly startDay: number
  /** Last day it earns, UTC day number. */
  readonly endDay: number
  /** Last settled day of its fleet, UTC day number. */
  readonly settled: number
}

/**
 * Counts the days of an NFT whose income a buyer would get: those that have not settled. Asks the chain nothing.
 *
 * @param term - an NFT of `getListing` (`power`) or `getHashpower`
 *
 * @example
 * ```ts
 * import { daysLeftOf } from '@dmex/sdk/trade'
 *
 * daysLeftOf({ startDay: 19_820, endDay: 20_359, settled: 19_829 }) // 530
 * ```
 */
export function daysLeftOf({ startDay, endDay, settled }: Term): number {
  return Math.max(0, endDay - Math.max(settled, startDay - 1))
}

/**
 * Finds the day by which income has paid for a purchase, if every day brings the same. Asks the chain nothing.
 *
 * @param price - what is paid, base units of a token
 * @param incomePerDay - what a day brings, base units of the same token
 * @param term - an NFT of `getListing` (`power`) or `getHashpower`
 * @returns the UTC day number, or `undefined` when the term ends before
 *
 * @example
 * ```ts
 * import { breakEvenDay } from '@dmex/sdk/trade'
 *
 * breakEvenDay(106_000_000n, 250_000n, { startDay: 19_820, endDay: 20_359, settled: 19_829 }) // after 424 days: 20253
 * ```
 */
export function breakEvenDay(price: bigint, incomePerDay: bigint, term: Term): number | undefined {
  if (incomePerDay <= 0n) return undefined
  const days = ceilDiv(price, incomePerDay)
  if (days > BigInt(daysLeftOf(term))) return undefined
  return Math.max(term.settled, term.startDay - 1) + Number(days)
}

/** What a sale into an offer depends on. */
export interface Offered {
  /** Escrowed, base units of the payment token. */
  readonly amount: bigint
  /** Units of hashpower still wanted. */
  readonly units: bigint
  readonly feeBps: number
  readonly royaltyBps: number
}

/**
 * Works out what units bring when they are sold into an offer, as the market does: their share of its money, rounded down, less fee and
 * royalty. Asks the chain nothing.
 *
 * @param offer - an offer of `getOffer`
 * @param units - units of hashpower to sell
 *
 * @example
 * ```ts
 * import { offerBrings } from '@dmex/sdk/trade'
 *
 * offerBrings({ amount: 1_000_000_000n, units: 10_000n, feeBps: 100, royaltyBps: 250 }, 3_000n).seller // 289.5 dollars
 * ```
 */
export function offerBrings({ amount, units: wanted, feeBps, royaltyBps }: Offered, units: bigint): Proceeds {
  return proceedsOf((amount * units) / wanted, feeBps, royaltyBps)
}
