/** What an amount is of. */
export interface Money {
  readonly decimals: number
  /** Written behind the amount; nothing when empty. */
  readonly symbol?: string | undefined
  /** Digits behind the point that are shown at most; all that are not zero, unless said otherwise. */
  readonly digits?: number | undefined
}

const SECONDS_A_DAY = 86_400

/** Writes an amount of base units exactly: the number never passes through a float. Rounds down, so that nobody reads more than there is. */
export function amountText(value: bigint, { decimals, symbol, digits }: Money, language: string): string {
  const shown = Math.min(digits ?? decimals, decimals)
  const scale = 10n ** BigInt(decimals - shown)
  const sign = value < 0n ? '-' : ''
  const magnitude = value < 0n ? -value : value
  const cut = (magnitude / scale).toString().padStart(shown + 1, '0')
  const decimal = `${sign}${cut.slice(0, cut.length - shown)}${shown > 0 ? `.${cut.slice(-shown)}` : ''}`
  // Decimal text is formatted without loss (ES2023); the type asks for a literal.
  const format = new Intl.NumberFormat(language, {
    minimumFractionDigits: 0,
    maximumFractionDigits: Math.min(shown, 20),
  })
  const text = format.format(decimal as Intl.StringNumericLiteral)
  return symbol ? `${text}\u00a0${symbol}` : text
}

/** Writes a UTC day number, as the chain counts days, as a date. */
export function dateText(day: number, language: string, style: 'short' | 'long'): string {
  const options: Intl.DateTimeFormatOptions =
    style === 'short' ? { month: 'short', day: 'numeric' } : { year: 'numeric', month: 'short', day: 'numeric' }
  return new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' }).format(day * SECONDS_A_DAY * 1_000)
}

/** Writes a share as a percentage with one digit behind the point. */
export function percentText(share: number, language: string): string {
  return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 }).format(share)
}
