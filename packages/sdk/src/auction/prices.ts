const max = (a: bigint, b: bigint): bigint => (a > b ? a : b)
const ceilDiv = (a: bigint, b: bigint): bigint => (a + b - 1n) / b

/** What the least next bid depends on. */
export interface BidState {
  /** The highest bid; `undefined` when there is none. */
  readonly bid?: bigint | undefined
  /** The least first bid; needed while there is no bid. */
  readonly startPrice?: bigint | undefined
  /** The least raise of the auction. */
  readonly step: bigint
}

/**
 * Works out the least next bid on an English auction: the highest one and 5% of it, rounded up, or the auction's step if that is
 * more. Asks the chain nothing.
 *
 * @param state - an auction of `getAuction`, or what it would be after a bid
 * @returns base units of the payment token
 *
 * @example
 * ```ts
 * import { minNextBid } from '@dmex/sdk/auction'
 *
 * const next = minNextBid({ bid: 5_000_000_000n, step: 10_000_000n }) // 5,250 dollars
 * ```
 */
export function minNextBid({ bid, startPrice = 0n, step }: BidState): bigint {
  return bid === undefined ? startPrice : bid + max(ceilDiv(bid * 5n, 100n), step)
}

/** What the price of a Dutch auction depends on. */
export interface FallingPrice {
  readonly startPrice: bigint
  readonly endPrice: bigint
  /** Unix seconds. */
  readonly startsAt: number
  /** Unix seconds. */
  readonly endsAt: number
}

/**
 * Works out the price of a Dutch auction at a time: it falls in a straight line and is rounded up, in the seller's favour. Asks the
 * chain nothing. While auctions are paused the price stands still.
 *
 * @param falling - terms of the auction, with the times that `getAuction` gives
 * @param time - unix seconds
 * @returns base units of the payment token
 *
 * @example
 * ```ts
 * import { dutchPriceAt } from '@dmex/sdk/auction'
 *
 * const falling = { startPrice: 10_000n, endPrice: 4_000n, startsAt: 0, endsAt: 36_000 }
 * const price = dutchPriceAt(falling, 18_000) // 7,000
 * ```
 */
export function dutchPriceAt({ startPrice, endPrice, startsAt, endsAt }: FallingPrice, time: number): bigint {
  if (time <= startsAt) return startPrice
  if (time >= endsAt) return endPrice
  return startPrice - ((startPrice - endPrice) * BigInt(time - startsAt)) / BigInt(endsAt - startsAt)
}
