import { firstDay, lastDay } from './constants/mining.js'

/** Seconds of a day. */
export const DAY = 86_400

/** Days of chain time before the first day of a market: votes wait 48 hours, and a fleet needs a first benchmark. */
export const preparationDays = 4

/**
 * Reads a date as a UTC day number.
 *
 * @param date - `2024-04-06`
 * @throws RangeError when it is not a date, or not one that the figures reach
 */
export function dayOf(date: string): number {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN
  if (Number.isNaN(time) || dateOf(time / 86_400_000) !== date)
    throw new RangeError(`"${date}" is not a date. Write it as year-month-day, such as 2024-04-06.`)
  const day = time / 86_400_000
  assertKnown(day)
  return day
}

/** Writes a UTC day number as `2024-04-06`. */
export function dateOf(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10)
}

/** Throws a RangeError unless the mining figures reach the day. */
export function assertKnown(day: number): void {
  if (!Number.isInteger(day) || day < firstDay || day > lastDay)
    throw new RangeError(
      `${Number.isInteger(day) ? dateOf(day) : String(day)} is outside the real mining figures, which reach from ${dateOf(firstDay)} to ${dateOf(lastDay)}.`,
    )
}
