import type { auctionHouseCreateAuctionAbi } from '@dmex/contracts-abi'
import type { Address, ArgsOf } from '../core/types.js'

interface Times {
  /** Unix seconds, at most 30 days ahead; at once, when left out. */
  readonly startsAt?: number | undefined
  /** An hour to 30 days. */
  readonly durationSeconds: number
}

/** The highest bid wins. */
export interface EnglishTerms extends Times {
  readonly kind: 'english'
  /** The least first bid, base units of the payment token. */
  readonly reserve: bigint
  /** The least raise, at most `reserve`; 5% of the highest bid when that is more, or when left out. */
  readonly step?: bigint | undefined
  /** Price that buys it at once, at least `reserve`; none, when left out. */
  readonly buyNow?: bigint | undefined
}

/** The price falls in a straight line, and the first taker wins. */
export interface DutchTerms extends Times {
  readonly kind: 'dutch'
  /** Price when it begins, base units of the payment token. */
  readonly startPrice: bigint
  /** Price when it ends, at most `startPrice`. */
  readonly endPrice: bigint
}

/** How an auction goes. */
export type AuctionTerms = EnglishTerms | DutchTerms

type Raw = ArgsOf<typeof auctionHouseCreateAuctionAbi>[1]

/** Terms as the contract takes them. */
export function toTerms(terms: AuctionTerms, payToken: Address): Raw {
  const { startsAt = 0, durationSeconds: duration } = terms
  const rest = { payToken, startsAt, duration }
  if (terms.kind === 'dutch') {
    const { startPrice, endPrice } = terms
    return { kind: 1, ...rest, startPrice, endPrice, step: 0n }
  }
  const { reserve, buyNow = 0n, step = 1n } = terms
  return { kind: 0, ...rest, startPrice: reserve, endPrice: buyNow, step }
}
