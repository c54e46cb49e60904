import { DmexError } from '../errors/DmexError.js'

/** Units of hashpower in one of each measure. A unit is 1 GH/s for Bitcoin, 1 GiB for Filecoin. */
const MEASURES: Readonly<Record<HashpowerMeasure, bigint>> = {
  GH: 1n,
  TH: 10n ** 3n,
  PH: 10n ** 6n,
  EH: 10n ** 9n,
  GiB: 1n,
  TiB: 2n ** 10n,
  PiB: 2n ** 20n,
  EiB: 2n ** 30n,
}

/** A measure of hashpower: computing power (`GH` to `EH`, a second) or storage (`GiB` to `EiB`). */
export type HashpowerMeasure = 'GH' | 'TH' | 'PH' | 'EH' | 'GiB' | 'TiB' | 'PiB' | 'EiB'

/**
 * Reads an amount of hashpower, as people write it, into units: `'2.5 TH'` is 2500n, `'1 TiB'` is 1024n. `/s` may follow.
 *
 * @param text - a number and a measure: GH, TH, PH, EH, GiB, TiB, PiB or EiB
 * @returns units of hashpower, 1 GH/s or 1 GiB each
 * @throws DmexError `AmountInvalid` when the text is something else, or not a whole number of units
 *
 * @example
 * ```ts
 * import { hashpower } from '@dmex/sdk'
 *
 * hashpower('2.5 TH') // 2500n
 * hashpower('1 TiB') // 1024n
 * ```
 */
export function hashpower(text: string): bigint {
  const [, figure, measure] = /^\s*(\d+(?:\.\d+)?)\s*([A-Za-z]+)(?:\/s)?\s*$/.exec(text) ?? []
  const name = (Object.keys(MEASURES) as HashpowerMeasure[]).find(
    (known) => known.toLowerCase() === measure?.toLowerCase(),
  )
  if (!figure || !name)
    throw invalid(text, `a number and one of ${Object.keys(MEASURES).join(', ')}, such as '2.5 TH' or '1 TiB'`)
  const [whole = '', fraction = ''] = figure.split('.')
  const scaled = BigInt(whole + fraction) * MEASURES[name]
  const scale = 10n ** BigInt(fraction.length)
  if (scaled % scale) throw invalid(text, 'a whole number of units (1 GH/s or 1 GiB)')
  return scaled / scale
}

/** How to write hashpower. */
export interface FormatHashpowerOptions {
  /** `computing` (default) for GH/s and its multiples, `storage` for GiB and its multiples. */
  readonly kind?: 'computing' | 'storage' | undefined
}

/**
 * Writes units of hashpower for people, in the largest measure that is exact with three decimals: 2500n is `2.5 TH/s`.
 *
 * @param units - units of hashpower, 1 GH/s or 1 GiB each
 * @param options - which measures to use
 *
 * @example
 * ```ts
 * import { formatHashpower } from '@dmex/sdk'
 *
 * formatHashpower(88_500n) // '88.5 TH/s'
 * formatHashpower(1_536n, { kind: 'storage' }) // '1.5 TiB'
 * ```
 */
export function formatHashpower(units: bigint, { kind = 'computing' }: FormatHashpowerOptions = {}): string {
  const names = kind === 'computing' ? (['EH', 'PH', 'TH', 'GH'] as const) : (['EiB', 'PiB', 'TiB', 'GiB'] as const)
  const size = units < 0n ? -units : units
  const name = names.find((each) => size >= MEASURES[each] && (size * 1_000n) % MEASURES[each] === 0n) ?? names[3]
  return `${formatUnits((units * 1_000n) / MEASURES[name], 3)} ${name}${kind === 'computing' ? '/s' : ''}`
}

/**
 * Reads a decimal amount into base units: `parseUnits('106.5', 6)` is 106500000n. Refuses what it would have to round.
 *
 * @param text - a decimal number, without separators
 * @param decimals - decimals of the token
 * @returns base units
 * @throws DmexError `AmountInvalid` when the text is no number, or has more decimals than the token
 *
 * @example
 * ```ts
 * import { parseUnits } from '@dmex/sdk'
 *
 * parseUnits('106.5', 6) // 106500000n
 * ```
 */
export function parseUnits(text: string, decimals: number): bigint {
  const [, sign, whole, fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text.trim()) ?? []
  if (whole === undefined) throw invalid(text, "a decimal number without separators, such as '106.5'")
  if (fraction.replace(/0+$/, '').length > decimals) throw invalid(text, `a number with at most ${decimals} decimals`)
  const value = BigInt(whole + fraction.padEnd(decimals, '0').slice(0, decimals))
  return sign ? -value : value
}

/**
 * Writes base units as a decimal amount, exactly and without separators: `formatUnits(106500000n, 6)` is `106.5`.
 *
 * @param value - base units
 * @param decimals - decimals of the token
 *
 * @example
 * ```ts
 * import { formatUnits } from '@dmex/sdk'
 *
 * formatUnits(106_500_000n, 6) // '106.5'
 * ```
 */
export function formatUnits(value: bigint, decimals: number): string {
  const digits = `${value < 0n ? -value : value}`.padStart(decimals + 1, '0')
  const whole = digits.slice(0, digits.length - decimals)
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, '')
  return `${value < 0n ? '-' : ''}${whole}${fraction ? `.${fraction}` : ''}`
}

function invalid(input: string, expected: string): DmexError<'AmountInvalid'> {
  return new DmexError('AmountInvalid', `'${input}' is not an amount: expected ${expected}.`, { input })
}
