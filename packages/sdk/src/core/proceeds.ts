/** What becomes of a price. */
export interface Proceeds {
  /** The platform's. */
  readonly fee: bigint
  /** The miner's. */
  readonly royalty: bigint
  /** What the seller receives. */
  readonly seller: bigint
}

/**
 * Works out what the seller of an NFT receives of a price. Fee and royalty are rounded down. Asks the chain nothing.
 *
 * @param price - base units of the payment token
 * @param feeBps - of the listing, offer or auction, basis points
 * @param royaltyBps - of the series, basis points
 *
 * @example
 * ```ts
 * import { proceedsOf } from '@dmex/sdk/trade'
 *
 * const { seller } = proceedsOf(8_000_000_000n, 100, 250) // 7,720 dollars
 * ```
 */
export function proceedsOf(price: bigint, feeBps: number, royaltyBps: number): Proceeds {
  const fee = (price * BigInt(feeBps)) / 10_000n
  const royalty = (price * BigInt(royaltyBps)) / 10_000n
  return { fee, royalty, seller: price - fee - royalty }
}
