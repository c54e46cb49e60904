import { formatHashpower, type HashpowerMeasure } from '@dmex/sdk'

/** Computing power counts in GH/s to EH/s, storage in GiB to EiB. */
export type HashpowerKind = 'computing' | 'storage'

/** The measure that people name first, and units in one of it. */
export interface Measure {
  readonly name: HashpowerMeasure
  /** As it is written behind an amount. */
  readonly label: string
  readonly units: bigint
}

const MAIN: Readonly<Record<HashpowerKind, Measure>> = {
  computing: { name: 'TH', label: 'TH/s', units: 1_000n },
  storage: { name: 'TiB', label: 'TiB', units: 1_024n },
}

/** What people may write behind an amount, in small letters, with the units in one of it. */
const WRITTEN: Readonly<Record<HashpowerKind, Readonly<Record<string, bigint>>>> = {
  computing: { gh: 1n, th: 10n ** 3n, ph: 10n ** 6n, eh: 10n ** 9n },
  storage: { gib: 1n, tib: 2n ** 10n, pib: 2n ** 20n, eib: 2n ** 30n },
}

/** What kind of hashpower earns a coin: Filecoin pays for storage, the others for computing. */
export function hashpowerKind(rewardSymbol: string): HashpowerKind {
  return /fil/i.test(rewardSymbol) ? 'storage' : 'computing'
}

/** The measure that prices and amounts are given in. */
export function mainMeasure(kind: HashpowerKind): Measure {
  return MAIN[kind]
}

/** Units in each measure that people may write, by its name in small letters. */
export function measuresOf(kind: HashpowerKind): Readonly<Record<string, bigint>> {
  return WRITTEN[kind]
}

/** Writes units of hashpower in the largest measure that is exact with three decimals, with a language's digits. */
export function hashpowerText(units: bigint, kind: HashpowerKind, language: string): string {
  const [figure = '', measure = ''] = formatHashpower(units, { kind }).split(' ')
  const format = new Intl.NumberFormat(language, { maximumFractionDigits: 3 })
  return `${format.format(figure as Intl.StringNumericLiteral)}\u00a0${measure}`
}

/** Writes units of hashpower in the measure that prices are given in; in a smaller one where three decimals would not do. */
export function powerText(units: bigint, kind: HashpowerKind, language: string): string {
  const measure = MAIN[kind]
  const isExact = (units * 1_000n) % measure.units === 0n
  return isExact ? inMeasure(units, measure, language) : hashpowerText(units, kind, language)
}

/** Writes units of hashpower in a given measure, so that several amounts can be compared. */
export function inMeasure(units: bigint, { units: size, label }: Measure, language: string): string {
  const thousandths = (units * 1_000n) / size
  const figure = `${thousandths / 1_000n}.${`${thousandths % 1_000n}`.padStart(3, '0')}`
  const format = new Intl.NumberFormat(language, { maximumFractionDigits: 3 })
  return `${format.format(figure as Intl.StringNumericLiteral)}\u00a0${label}`
}
