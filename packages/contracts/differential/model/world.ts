import { min, require } from './rounding.js'

/** Seconds of a day. */
export const DAY = 86_400n
/** Bitcoin's subsidy in satoshi after the halving of April 2024, in which no history takes part. */
const SUBSIDY = (50n * 10n ** 8n) >> 4n
const REPORT_WINDOW = 12n * 3_600n
const QUORUM = 5

/** Thrown when a model would pay what it does not have: it is wrong. */
export class Insolvent extends Error {
  override readonly name: string = 'Insolvent'
}

/** Whoever holds tokens: an index into the people of a replay. */
export type Actor = number
/** A token: an index into the tokens of a replay. */
export type Token = number

/** Time, token balances and Bitcoin's benchmark: what a ledger stands on. */
export class World {
  /** What a unit earns by difficulty and subsidy alone, whole coins x 10^30. */
  readonly proven: bigint
  readonly #balances = new Map<Token, Map<Actor, bigint>>()
  readonly #reports = new Map<bigint, readonly bigint[]>()

  constructor(
    public now: bigint,
    difficulty: bigint,
  ) {
    // b_pow = 86400 * 10^9 * subsidy / (difficulty * 2^32) coins, subsidy in coins of 10^8
    this.proven = (DAY * 10n ** 9n * SUBSIDY * 10n ** 22n) / (difficulty << 32n)
  }

  get today(): bigint {
    return this.now / DAY
  }

  balanceOf(token: Token, who: Actor): bigint {
    return this.#balances.get(token)?.get(who) ?? 0n
  }

  mint(token: Token, to: Actor, amount: bigint): void {
    const balances = this.#balances.get(token) ?? new Map<Actor, bigint>()
    this.#balances.set(token, balances.set(to, (balances.get(to) ?? 0n) + amount))
  }

  move(token: Token, from: Actor, to: Actor, amount: bigint): void {
    const balance = this.balanceOf(token, from)
    if (balance < amount) throw new Insolvent(`${balance} of token ${token} are less than the ${amount} to pay`)
    this.mint(token, from, -amount)
    this.mint(token, to, amount)
  }

  // ---- benchmark

  /** Values of the first attestors for a day, whole coins x 10^30. Who reported already is skipped; an odd number remains. */
  report(day: bigint, values: readonly bigint[]): void {
    const end = (day + 1n) * DAY
    require(this.now >= end && this.now < end + REPORT_WINDOW, 'reports are taken for 12 hours after the day')
    const known = this.#reports.get(day) ?? []
    require(values.length > known.length, 'all of them reported already')
    this.#reports.set(day, [...known, ...values.slice(known.length)])
  }

  isFinal(day: bigint): boolean {
    return this.now >= (day + 1n) * DAY + REPORT_WINDOW
  }

  /** The benchmark: the median of a quorum inside what difficulty proves, else that proof. */
  benchmark(day: bigint): bigint {
    const values = this.#reports.get(day) ?? []
    if (values.length < QUORUM) return this.proven
    const sorted = [...values].sort((a, b) => (a < b ? -1 : 1))
    const median = sorted[(sorted.length - 1) / 2]
    if (median === undefined) throw new Error('an odd number of reports has a middle')
    const most = (this.proven * 125n) / 100n
    return median < this.proven ? this.proven : min(median, most)
  }

  /** What a miner must have paid on a day, whole coins x 10^30 x 10^4 per unit. */
  required(day: bigint): bigint {
    return min(8_000n * this.benchmark(day), 9_000n * this.proven)
  }
}
