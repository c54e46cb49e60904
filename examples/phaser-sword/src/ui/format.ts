import { formatHashpower, formatUnits } from '@dmex/sdk'
import type { Language } from './texts.js'

/** Writes figures as a language does. */
export interface Format {
  /** tUSDT, with cents. */
  money(value: bigint): string
  /** Mined coins: satoshi below a hundredth of a bitcoin, FIL with four digits. */
  coins(value: bigint, asset: string): string
  units(value: bigint, asset: string): string
  count(value: number): string
  /** Unix seconds, as day and time in UTC. */
  time(seconds: number): string
}

const SATOSHI_UP_TO = 1_000_000n

/** Makes the format of a language. */
export function formatOf(language: Language): Format {
  const grouped = new Intl.NumberFormat(language)
  const moment = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' })
  const decimal = (value: bigint, decimals: number, digits: number): string => {
    const [whole = '0', rest = ''] = formatUnits(value, decimals).split('.')
    const shown = rest.slice(0, digits).replace(/0+$/, '')
    return `${grouped.format(BigInt(whole))}${shown ? `.${shown}` : ''}`
  }
  return {
    money: (value) => `${decimal(value, 6, 2)} tUSDT`,
    coins: (value, asset) =>
      asset === 'FIL'
        ? `${decimal(value, 18, 4)} FIL`
        : value < SATOSHI_UP_TO
          ? `${grouped.format(value)} sat`
          : `${decimal(value, 8, 8)} BTC`,
    units: (value, asset) => formatHashpower(value, { kind: asset === 'FIL' ? 'storage' : 'computing' }),
    count: (value) => grouped.format(value),
    time: (seconds) => `${moment.format(seconds * 1_000)} UTC`,
  }
}

/** An account, short. */
export const short = (address: string): string => `${address.slice(0, 6)}…${address.slice(-4)}`

/** Reads a price in tUSDT; `undefined` when it is none. */
export function priceOf(text: string): bigint | undefined {
  const [, whole, rest = ''] = /^\s*([0-9][0-9,]{0,14})(?:\.(\d{1,6}))?\s*$/.exec(text) ?? []
  if (whole === undefined) return undefined
  const value = BigInt(whole.replaceAll(',', '')) * 1_000_000n + BigInt(rest.padEnd(6, '0'))
  return value > 0n ? value : undefined
}
