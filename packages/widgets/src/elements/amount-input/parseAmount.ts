/** Why what was written is no amount that can be used. */
export type AmountProblem = 'empty' | 'letters' | 'fine' | 'zero' | 'below' | 'above'

/** What was written, read. */
export interface ParsedAmount {
  /** Base units; `undefined` when it can't be read. */
  readonly value: bigint | undefined
  readonly problem: AmountProblem | undefined
}

/** How to read it. */
export interface AmountRules {
  /** Base units in one of what is written: 10^6 for a coin of 6 decimals, 1000 for TH of GH. */
  readonly scale: bigint
  /** Other measures that may be written behind the number, in small letters, with the base units in one of each. */
  readonly measures?: Readonly<Record<string, bigint>> | undefined
  readonly min?: bigint | undefined
  readonly max?: bigint | undefined
  readonly language: string
}

/** Digits that keyboards around the world write, by the first of each ten: Arabic, Persian, full width, Devanagari. */
const ZEROS = [0x0660, 0x06f0, 0xff10, 0x0966] as const

/** Writes digits and points of other scripts as those of ASCII. */
function toAscii(text: string): string {
  let plain = ''
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0
    const zero = ZEROS.find((first) => code >= first && code < first + 10)
    plain += zero === undefined ? (SIGNS[letter] ?? letter) : String(code - zero)
  }
  return plain
}

/** A comma that keyboards write in place of a decimal comma, an ideographic full stop in place of a point, and so on. */
const SIGNS: Readonly<Record<string, string>> = {
  '٫': '.',
  '،': ',',
  '٬': '_',
  '。': '.',
  '．': '.',
  '，': ',',
  '’': '_',
  "'": '_',
}

function decimalOf(language: string): '.' | ',' {
  const part = new Intl.NumberFormat(language).formatToParts(1.5).find(({ type }) => type === 'decimal')?.value
  return part === ',' ? ',' : '.'
}

const GROUPED = /^[1-9]\d{0,2}(?:([.,_])\d{2,3})*[.,_]\d{3}$/

/** Splits a number into the digits before and behind its decimal sign; `undefined` when it is none. */
function splitNumber(text: string, language: string): readonly [whole: string, fraction: string] | undefined {
  const decimal = decimalOf(language)
  const group = decimal === '.' ? ',' : '.'
  const last = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','))
  const hasBoth = text.includes('.') && text.includes(',')
  const sign = last < 0 ? undefined : text[last]
  // The language's own separators first: 1,500 is fifteen hundred in English and one and a half in German. A lone sign of the
  // other kind that can't be a thousands separator is a decimal sign: people write what their keyboard has.
  const isGroup =
    sign !== undefined &&
    !hasBoth &&
    (sign === group ? GROUPED.test(text) : text.indexOf(sign) !== last && GROUPED.test(text))
  const cut = sign === undefined || isGroup ? text.length : last
  const whole = text.slice(0, cut)
  const fraction = text.slice(cut + 1)
  if (!/^\d*$/.test(fraction) || !(/^\d*$/.test(whole) || GROUPED.test(whole))) return undefined
  if (sign !== undefined && !isGroup && whole.includes(sign)) return undefined
  const digits = whole.replace(/[.,_]/g, '')
  return digits === '' && fraction === '' ? undefined : [digits, fraction]
}

/** Reads what a person wrote into base units, exactly. */
export function parseAmount(text: string, { scale, measures = {}, min, max, language }: AmountRules): ParsedAmount {
  const written = toAscii(text.normalize('NFC')).trim()
  if (written === '') return { value: undefined, problem: 'empty' }
  const [, figure = '', measure = ''] = /^([\d.,_\s\u00a0\u202f]+?)\s*([a-z]*)(?:\/s)?$/i.exec(written) ?? []
  const size = measure === '' ? scale : measures[measure.toLowerCase()]
  const parts = splitNumber(figure.replace(/[\s\u00a0\u202f]/g, ''), language)
  if (!parts || size === undefined) return { value: undefined, problem: 'letters' }
  const [whole, fraction] = parts
  const precision = 10n ** BigInt(fraction.length)
  const scaled = BigInt(`${whole}${fraction}`) * size
  if (scaled % precision !== 0n) return { value: undefined, problem: 'fine' }
  const value = scaled / precision
  if (value === 0n) return { value, problem: 'zero' }
  if (min !== undefined && value < min) return { value, problem: 'below' }
  if (max !== undefined && value > max) return { value, problem: 'above' }
  return { value, problem: undefined }
}

/** Writes base units as plain decimal text with a language's decimal sign and no thousands separators, to be edited. */
export function editableAmount(value: bigint, scale: bigint, language: string): string {
  const whole = value / scale
  let rest = value % scale
  let fraction = ''
  // Every scale here is made of twos and fives, so that the digits end; 30 hold the finest, 2^30.
  while (rest > 0n && fraction.length < 30) {
    rest *= 10n
    fraction += (rest / scale).toString()
    rest %= scale
  }
  return fraction ? `${whole}${decimalOf(language)}${fraction}` : `${whole}`
}
