import {
  bitcoinEpochs,
  bitcoinFeePermille,
  bitcoinFirstSubsidy,
  bitcoinHalvingHeight,
  bitcoinHalvingInterval,
  bitcoinHalvingTime,
  filecoinFirstDay,
  filecoinIncome,
  parameters,
} from './constants/mining.js'
import { assertKnown, DAY, dateOf } from './days.js'
import { deviation } from './random.js'

/** What is mined: Bitcoin (a unit is 1 GH/s) or Filecoin (a unit is 1 GiB). */
export type Asset = 'BTC' | 'FIL'

/** A part of a day in which neither difficulty nor subsidy changed. */
export interface PowSpan {
  /** Whole number, fraction dropped. */
  readonly difficulty: bigint
  /** Satoshi per block. */
  readonly subsidy: bigint
  readonly seconds: bigint
}

/** A change of difficulty or subsidy, as it happened. */
export interface PowChange {
  /** Height of the first block that it holds for. */
  readonly height: number
  /** Unix seconds. */
  readonly time: number
  readonly difficulty: bigint
  /** Satoshi per block. */
  readonly subsidy: bigint
}

const MILLION = 1_000_000n
/** Whole reward assets are carried with thirty decimals, as in the contracts: a GH/s earns 0.07 satoshi a day. */
const SCALE = 10n ** 30n

const changes: readonly PowChange[] = bitcoinEpochs.flatMap(([height, time, difficulty], index): PowChange[] => {
  const epoch: PowChange = { height, time, difficulty: BigInt(difficulty), subsidy: subsidyAt(height) }
  const next = bitcoinEpochs[index + 1]
  const halves = bitcoinHalvingHeight > height && (!next || bitcoinHalvingHeight < next[0])
  if (!halves) return [epoch]
  return [
    epoch,
    { ...epoch, height: bitcoinHalvingHeight, time: bitcoinHalvingTime, subsidy: subsidyAt(bitcoinHalvingHeight) },
  ]
})

/** Satoshi that a block of this height pays, without fees. */
export function subsidyAt(height: number): bigint {
  return BigInt(bitcoinFirstSubsidy) >> BigInt(Math.floor(height / bitcoinHalvingInterval))
}

/**
 * Lists the changes of Bitcoin's difficulty and subsidy after one moment and up to another, oldest first.
 *
 * @param after - unix seconds @param until - unix seconds, inclusive
 */
export function changesBetween(after: number, until: number): readonly PowChange[] {
  return changes.filter(({ time }) => time > after && time <= until)
}

/** Lists the changes up to a moment (unix seconds), oldest first. */
export function changesUntil(until: number): readonly PowChange[] {
  return changes.filter(({ time }) => time <= until)
}

/** The last change of difficulty or subsidy up to a moment (unix seconds). */
export function changeAt(time: number): PowChange {
  const found = changes.findLast((change) => change.time <= time)
  if (!found) throw new RangeError('Bitcoin’s figures begin on 2020-06-30.')
  return found
}

/** Splits a UTC day where difficulty or subsidy change. The seconds of the parts add up to a day. */
export function powOn(day: number): readonly PowSpan[] {
  assertKnown(day)
  const start = day * DAY
  const end = start + DAY
  const during = [changeAt(start), ...changesBetween(start, end - 1)]
  return during.map(({ time, difficulty, subsidy }, index) => {
    const from = Math.max(time, start)
    const to = during[index + 1]?.time ?? end
    return { difficulty, subsidy, seconds: BigInt(to - from) }
  })
}

/**
 * What a unit of hashpower is expected to be paid in a day by difficulty and subsidy alone, without fees:
 * `86400 x 10^9 x subsidy / (difficulty x 2^32)` BTC.
 *
 * @param difficulty - whole number @param subsidy - satoshi per block
 * @returns BTC x 10^30
 */
export function powIncome(difficulty: bigint, subsidy: bigint): bigint {
  return (BigInt(DAY) * 10n ** 9n * subsidy * (SCALE / 10n ** 8n)) / (difficulty << 32n)
}

/**
 * The market average of a day: what a unit of hashpower earned, gross of pool fees.
 *
 * Bitcoin: proof of work by the second, where difficulty or subsidy change during the day, plus the year's fees.
 * Filecoin: the real figure of that date; on any other date its first 168 days are replayed, over and over.
 *
 * @param day - UTC day number
 * @returns reward asset x 10^30 per unit
 */
export function marketIncome(asset: Asset, day: number): bigint {
  if (asset === 'FIL') return filecoinOn(day)
  const weighted = powOn(day).reduce((sum, span) => sum + powIncome(span.difficulty, span.subsidy) * span.seconds, 0n)
  const permille = bitcoinFeePermille[Number(dateOf(day).slice(0, 4))] ?? 0
  return (weighted * BigInt(1000 + permille)) / (1000n * BigInt(DAY))
}

function filecoinOn(day: number): bigint {
  assertKnown(day)
  const count = filecoinIncome.length
  const index = (((day - filecoinFirstDay) % count) + count) % count
  const perTiB = filecoinIncome[index]
  if (perTiB === undefined) throw new RangeError(`Filecoin has no figure number ${index}.`)
  return (BigInt(perTiB) * (SCALE / 10n ** 8n)) / 1024n
}

/** What each attestor reports for a day, in the order of the attestors: the market average, each a little off. */
export function reportsOf(asset: Asset, day: number, seed: number): readonly bigint[] {
  const average = marketIncome(asset, day)
  return Array.from({ length: parameters.attestors }, (_, attestor) =>
    share(average, deviation(seed, streamOf(asset) + attestor, day, parameters.reportPpm)),
  )
}

/**
 * The benchmark that a day gets from its reports: their median, for Bitcoin inside the bounds that difficulty and subsidy
 * prove, `[min, 1.25 x max]` of that day.
 *
 * @returns reward asset x 10^30 per unit
 */
export function benchmarkOf(asset: Asset, day: number, seed: number): bigint {
  const middle = median(reportsOf(asset, day, seed))
  if (asset !== 'BTC') return middle
  const { lowest, highest } = powRange(day)
  const ceiling = (highest * 125n) / 100n
  return middle < lowest ? lowest : middle > ceiling ? ceiling : middle
}

/** What a miner must have paid on a day for its slice: 80% of the benchmark, for Bitcoin at most 90% of what is proven. */
export function requiredOf(asset: Asset, day: number, seed: number): bigint {
  const byBenchmark = 8000n * benchmarkOf(asset, day, seed)
  if (asset !== 'BTC') return byBenchmark
  const proven = 9000n * powRange(day).lowest
  return byBenchmark < proven ? byBenchmark : proven
}

/** Arguments of `deliveredOf`. */
export interface Delivery {
  readonly asset: Asset
  /** UTC day number. */
  readonly day: number
  readonly seed: number
  /** Id of the fleet that delivers; each has its own luck. */
  readonly fleetId: number
  /** Units that earn on that day. */
  readonly units: bigint
  /** Decimals of the token that income is paid in. */
  readonly decimals: number
  /** How much of it the miner hands over, parts per million; 1,000,000 unless it falls short. */
  readonly sharePpm?: number | undefined
}

/**
 * What a miner hands over for a day: the market average of its units, less the pool's fee, a little more or less by luck.
 *
 * @returns reward token base units, rounded down
 */
export function deliveredOf(delivery: Delivery): bigint {
  const { asset, day, seed, fleetId, units, decimals, sharePpm = 1_000_000 } = delivery
  const luck = deviation(seed, 1_000 + fleetId, day, parameters.luckPpm)
  const afterFee = BigInt(1_000_000 - parameters.poolFeePpm)
  const gross = units * marketIncome(asset, day)
  return (gross * afterFee * BigInt(1_000_000 + luck) * BigInt(sharePpm)) / MILLION ** 3n / 10n ** BigInt(30 - decimals)
}

function powRange(day: number): { lowest: bigint; highest: bigint } {
  const spans = powOn(day)
  const difficulties = spans.map(({ difficulty }) => difficulty)
  const subsidies = spans.map(({ subsidy }) => subsidy)
  return {
    lowest: powIncome(largest(difficulties), smallest(subsidies)),
    highest: powIncome(smallest(difficulties), largest(subsidies)),
  }
}

/** The middle of the values; of an even number, the lower of the two in the middle. */
export function median(values: readonly bigint[]): bigint {
  return pick(values, Math.floor((values.length - 1) / 2))
}

const smallest = (values: readonly bigint[]): bigint => pick(values, 0)
const largest = (values: readonly bigint[]): bigint => pick(values, values.length - 1)

/** The value that has `rank` smaller ones before it. */
function pick(values: readonly bigint[], rank: number): bigint {
  const value = [...values].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))[rank]
  if (value === undefined) throw new RangeError('There is nothing to choose from: at least one value is needed.')
  return value
}

const share = (value: bigint, ppm: number): bigint => (value * (MILLION + BigInt(ppm))) / MILLION
const streamOf = (asset: Asset): number => (asset === 'BTC' ? 0 : 100)
