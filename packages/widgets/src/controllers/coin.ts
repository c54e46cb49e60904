import type { Money } from './formats.js'

/** A token, as far as its amounts are written. */
export interface Coin {
  readonly decimals: number
  readonly symbol: string
}

/** Decimals of a bitcoin in satoshi. */
const SATOSHI_DECIMALS = 8
/** From a hundredth of a bitcoin on, the bitcoin is the easier measure. */
const SMALL_BITCOINS = 100n

/** Whether a token stands for bitcoin, by its symbol: BTCB, WBTC, cbBTC, tBTC. */
export function isBitcoin({ symbol }: Coin): boolean {
  return /btc/i.test(symbol)
}

/** Figures of an amount that are shown where it need not be exact. */
const FIGURES = 5

/**
 * Chooses what amounts of a coin are written in, so that a day's income is no row of zeros: small amounts of bitcoin in satoshi.
 *
 * @param most - the largest of the amounts, in base units
 * @param satoshi - what a satoshi is called
 */
export function measureOf(coin: Coin, most: bigint, satoshi: string): Money {
  const { decimals, symbol } = coin
  const isSmall = most * SMALL_BITCOINS < 10n ** BigInt(decimals)
  const inSatoshi = isBitcoin(coin) && decimals >= SATOSHI_DECIMALS && isSmall
  const shown = inSatoshi ? { decimals: decimals - SATOSHI_DECIMALS, symbol: satoshi } : { decimals, symbol }
  // Digits behind the point that are worth reading, beside so many before it.
  const whole = `${most}`.length - shown.decimals
  return { ...shown, digits: Math.min(shown.decimals, Math.max(0, FIGURES - whole)) }
}
