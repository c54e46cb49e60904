import type { getFleetHistory } from '@dmex/sdk/earn'

/** Decimals that benchmarks are carried with. */
const BENCHMARK_DECIMALS = 30
const DAYS_A_WEEK = 7
/** Fewer pixels than this for a day make no bar. */
const LEAST_STEP = 4

/** A settled day, in base units of the reward token. */
export interface ChartDay {
  readonly day: number
  /** What was credited. */
  readonly amount: bigint
  /** What the same hashpower earned on the market. */
  readonly benchmark: bigint
  /** The miner paid too little, or nothing. */
  readonly missed: boolean
  /** Nobody's hashpower was active. */
  readonly idle: boolean
}

/** A bar: one day, or the days of a week. */
export interface Bar {
  readonly from: number
  readonly to: number
  /** A day's average. */
  readonly amount: bigint
  readonly benchmark: bigint
  readonly total: bigint
  readonly missed: number
  readonly idle: boolean
}

/** What the days come to. */
export interface Summary {
  readonly total: bigint
  readonly best: ChartDay
  readonly missed: number
}

/** Works out what the market paid for the same units. Days before anybody's hashpower ran are left out. */
export function toChartDays(
  days: readonly getFleetHistory.Day[],
  units: bigint,
  decimals: number,
): readonly ChartDay[] {
  const scale = 10n ** BigInt(BENCHMARK_DECIMALS - decimals)
  const begin = days.findIndex((day) => day.units > 0n)
  return (begin < 0 ? [] : days.slice(begin)).map((each) => ({
    day: each.day,
    amount: each.amount,
    benchmark: (each.benchmark * units) / scale,
    missed: !each.ok && each.units > 0n,
    idle: each.units === 0n,
  }))
}

/** Whether a day each would be too narrow. */
export function isDense(days: number, width: number): boolean {
  return width < days * LEAST_STEP
}

/** Makes a bar of each day, or of each week: the last one ends with the newest day. */
export function toBars(days: readonly ChartDay[], byWeek: boolean): readonly Bar[] {
  const size = byWeek ? DAYS_A_WEEK : 1
  const first = days.length % size
  const starts = Array.from({ length: Math.ceil(days.length / size) }, (_, index) =>
    first === 0 ? index * size : Math.max(0, index * size - size + first),
  )
  return starts.flatMap((start, index) => toBar(days.slice(start, starts[index + 1])) ?? [])
}

function toBar(days: readonly ChartDay[]): Bar | undefined {
  const [first] = days
  const last = days.at(-1)
  if (!first || !last) return undefined
  const count = BigInt(days.length)
  const total = days.reduce((sum, { amount }) => sum + amount, 0n)
  return {
    from: first.day,
    to: last.day,
    amount: total / count,
    benchmark: days.reduce((sum, { benchmark }) => sum + benchmark, 0n) / count,
    total,
    missed: days.filter(({ missed }) => missed).length,
    idle: days.every(({ idle }) => idle),
  }
}

/** Number of the bar that a day is in. */
export function barOf(bars: readonly Bar[], day: number | undefined): number | undefined {
  if (day === undefined) return undefined
  const index = bars.findIndex(({ from, to }) => from <= day && day <= to)
  return index < 0 ? undefined : index
}

/** Adds up days; `undefined` when there are none. */
export function summarise(days: readonly ChartDay[]): Summary | undefined {
  const [first] = days
  if (!first) return undefined
  return {
    total: days.reduce((sum, { amount }) => sum + amount, 0n),
    best: days.reduce((best, day) => (day.amount > best.amount ? day : best), first),
    missed: days.filter(({ missed }) => missed).length,
  }
}

/**
 * Finds the first day of a halving: from the day before it to the day after, the market average falls by about half. Bitcoin's
 * difficulty alone never moved it that far in two days.
 */
export function findHalving(days: readonly ChartDay[]): number | undefined {
  const found = days.find(({ benchmark }, index) => {
    const before = days[index - 1]?.benchmark ?? 0n
    const after = (days[index + 1] ?? days[index])?.benchmark ?? 0n
    return benchmark * 10n < before * 9n && after * 10n >= before * 4n && after * 10n <= before * 6n
  })
  return found?.day
}

/** Chooses round steps for the axis, from zero to the first at or above the largest amount. */
export function ticksFor(most: bigint): readonly bigint[] {
  if (most <= 0n) return [0n]
  const least = (most + 3n) / 4n
  const magnitude = 10n ** BigInt(`${least}`.length - 1)
  const step = [1n, 2n, 5n, 10n].map((factor) => factor * magnitude).find((each) => each >= least) ?? least
  const ticks: bigint[] = []
  for (let tick = 0n; tick - step < most; tick += step) ticks.push(tick)
  return ticks
}
