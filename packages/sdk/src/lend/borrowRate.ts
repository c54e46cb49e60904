import { ceilDiv } from './interestOf.js'
import type { Pool } from './pool.js'

export declare namespace borrowRate {
  /** A pool of `getPool` fits. */
  type Args = {
    /** Its money and its curve. Base units of the asset, and basis points. */
    readonly pool: Pick<Pool, 'idle' | 'young' | 'debt' | 'kinkBps' | 'baseBps' | 'slope1Bps' | 'slope2Bps'>
    /** What is borrowed, at most what is idle; nothing, when left out. */
    readonly amount?: bigint | undefined
  }
}

const ONE = 10n ** 9n

/**
 * Works out the rate of a loan that is opened now, by the pool's curve and by how much of its money is lent afterwards; deposits of
 * the last day count in part. Pure: asks nobody anything.
 *
 * @param args - the pool, and the loan
 * @returns a year's interest x 10^9: 82,000,000 is 8.2%
 *
 * @example
 * ```ts
 * import { borrowRate, type Pool } from '@dmex/sdk/lend'
 *
 * export const percentOf = (pool: Pool, amount: bigint) => borrowRate({ pool, amount }) / 1e7
 * ```
 */
export function borrowRate({ pool, amount = 0n }: borrowRate.Args): number {
  const lent = pool.debt + amount
  const grown = pool.idle + pool.debt - pool.young
  const [kink, base, slope1, slope2] = [pool.kinkBps, pool.baseBps, pool.slope1Bps, pool.slope2Bps].map(
    (bps) => (BigInt(bps) * ONE) / 10_000n,
  ) as [bigint, bigint, bigint, bigint]
  const total = grown > lent ? grown : lent
  const used = total ? ceilDiv(lent * ONE, total) : 0n
  const rate =
    used <= kink ? base + ceilDiv(slope1 * used, kink) : base + slope1 + ceilDiv(slope2 * (used - kink), ONE - kink)
  return Number(rate)
}
