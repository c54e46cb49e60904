import { borrowRate } from '../lend/borrowRate.js'
import { interestOf } from '../lend/interestOf.js'
import type { CollateralValue } from '../lend/loan.js'
import { loanValue } from '../lend/loanValue.js'
import type { Pool } from '../lend/pool.js'

export declare namespace projectLeverage {
  /** What to start with, and what to buy. */
  type Args = {
    /** The NFT that is pledged first; one of `getHashpower` fits. */
    readonly hashpower: loanValue.Args['hashpower']
    /** The pool; one of `getPool` fits. */
    readonly pool: Pick<
      Pool,
      | 'idle'
      | 'young'
      | 'debt'
      | 'kinkBps'
      | 'baseBps'
      | 'slope1Bps'
      | 'slope2Bps'
      | 'haircutBps'
      | 'maxLtvBps'
      | 'minLoan'
    >
    /** What income is worth, of the first NFT and of those bought: `value` of `quoteLoan` fits. */
    readonly value: Pick<CollateralValue, 'benchmark' | 'price' | 'halvingDay'>
    /** What is bought: price per unit, base units of the asset, and days that an NFT earns. */
    readonly series: { readonly price: bigint; readonly termDays: number }
    /** Today's UTC day number. */
    readonly today: number
    /** Days until the loans are due. */
    readonly termDays: 30 | 90 | 180
    /** Most rounds. */
    readonly rounds: number
  }
  /** One loan, and what it bought. */
  type Round = {
    /** Borrowed, base units of the asset. */
    readonly amount: bigint
    /** A year's interest x 10^9. */
    readonly rate: number
    /** Interest until the loan is due. */
    readonly interest: bigint
    /** Units bought, 1 GH/s or 1 GiB each, and what they cost; the rest of the loan is the borrower's. */
    readonly units: bigint
    readonly cost: bigint
  }
  /** All rounds. */
  type Result = {
    readonly rounds: readonly Round[]
    /** Units at the end, the first NFT's included. */
    readonly units: bigint
    /** Owed, and what it costs until it is due. */
    readonly debt: bigint
    readonly interest: bigint
    /** Units at the end over units at first; with each further round it rises less. */
    readonly factor: number
  }
}

/** Days of an NFT that must be left after a loan. */
const MIN_DAYS_AFTER = 30

/**
 * Works out what borrowing against hashpower to buy more of it, round after round, would come to, if nobody else moves the pool. Pure:
 * asks nobody anything. It ends when a loan would be less than `minLoan`, or buy nothing.
 *
 * @param args - the first NFT, the pool, and the series
 * @returns the rounds, and what they add up to
 *
 * @example
 * ```ts
 * import type { DmexClient } from '@dmex/sdk'
 * import { projectLeverage } from '@dmex/sdk/flows'
 * import { getPool, quoteLoan } from '@dmex/sdk/lend'
 *
 * export async function worthIt(client: DmexClient, pool: `0x${string}`, id: bigint) {
 *   const [books, { hashpower, value, at }] = await Promise.all([
 *     getPool(client, { pool }),
 *     quoteLoan(client, { pool, id, termDays: 180 }),
 *   ])
 *   const series = { price: 106_000n, termDays: 1_080 }
 *   return value && projectLeverage({ hashpower, pool: books, value, series, today: at.today, termDays: 180, rounds: 3 }).factor
 * }
 * ```
 */
export function projectLeverage({
  hashpower,
  pool,
  value: worth,
  series,
  today,
  termDays,
  rounds: most,
}: projectLeverage.Args): projectLeverage.Result {
  const rounds: projectLeverage.Round[] = []
  const sums = { units: hashpower.units, debt: 0n, interest: 0n }
  let pledged = hashpower
  while (rounds.length < most && pledged.endDay - today > termDays + MIN_DAYS_AFTER) {
    const idle = pool.idle - sums.debt
    const { maxBorrow } = loanValue({ ...worth, hashpower: pledged, today, termDays, pool })
    const amount = maxBorrow < idle ? maxBorrow : idle
    const units = amount / series.price
    if (amount < pool.minLoan || !units) break
    const rate = borrowRate({ pool: { ...pool, idle, debt: pool.debt + sums.debt }, amount })
    const interest = interestOf(amount, rate, BigInt(termDays) * 86_400n)
    const cost = units * series.price
    rounds.push({ amount, rate, interest, units, cost })
    sums.units += units
    sums.debt += amount
    sums.interest += interest
    pledged = {
      units,
      q: cost / BigInt(series.termDays),
      startDay: today + 1,
      endDay: today + series.termDays,
      settled: today,
      refundFloor: cost,
      state: 'waiting',
    }
  }
  return { rounds, ...sums, factor: Number((sums.units * 1_000_000n) / hashpower.units) / 1_000_000 }
}
