import { ceilDiv } from './interestOf.js'

export declare namespace liquidationPriceAt {
  /** An auction of `getLoan` fits, whose start price is known. */
  type Args = {
    /** What it started at, base units of the asset. */
    readonly startPrice: bigint
    /** The least it asks, a quarter of the escrow's refund of the day, base units of the asset. */
    readonly floor: bigint
    /** Seconds that its clock has run, which stands while prices are stale. */
    readonly elapsed: bigint
  }
}

const HALF_LIFE = 21_600n

/**
 * Works out what an auction asks after its clock has run so long: half every six hours, linear between, down to its floor. Pure: asks
 * nobody anything.
 *
 * @param args - the auction, and the time on its clock
 * @returns base units of the asset, rounded up as the contract rounds
 *
 * @example
 * ```ts
 * import { type Auction, liquidationPriceAt } from '@dmex/sdk/lend'
 *
 * export const inAnHour = ({ startPrice, floor, elapsed }: Auction) =>
 *   startPrice && liquidationPriceAt({ startPrice, floor, elapsed: elapsed + 3_600n })
 * ```
 */
export function liquidationPriceAt({ startPrice, floor, elapsed }: liquidationPriceAt.Args): bigint {
  const price = ceilDiv(
    startPrice * (2n * HALF_LIFE - (elapsed % HALF_LIFE)),
    (2n * HALF_LIFE) << (elapsed / HALF_LIFE),
  )
  return price > floor ? price : floor
}
