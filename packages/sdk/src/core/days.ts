/** A deadline that nobody lives to see pass, in unix seconds. Small, because a zero byte costs a quarter of another. */
export const NEVER: bigint = 2n ** 40n - 1n

const SECONDS_PER_DAY = 86_400

/**
 * Finds the UTC day number of a date: whole days since 1970-01-01.
 *
 * @param date - a date, or unix seconds
 *
 * @example
 * ```ts
 * import { dayOf } from '@dmex/sdk'
 *
 * dayOf(new Date('2024-04-20')) // 19833
 * ```
 */
export function dayOf(date: Date | bigint): number {
  const seconds = typeof date === 'bigint' ? Number(date) : date.getTime() / 1_000
  return Math.floor(seconds / SECONDS_PER_DAY)
}

/**
 * Finds the date that a UTC day number begins with.
 *
 * @param day - UTC day number
 *
 * @example
 * ```ts
 * import { dateOf } from '@dmex/sdk'
 *
 * dateOf(19_833).toISOString() // '2024-04-20T00:00:00.000Z'
 * ```
 */
export function dateOf(day: number): Date {
  return new Date(day * SECONDS_PER_DAY * 1_000)
}

/** A day number that no ledger reaches. */
export const LAST_DAY: number = 2 ** 32 - 1
