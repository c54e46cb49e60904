import type { Pool } from './pool.js'

/** Shares that nobody owns, from the start: the contract's guard against inflation. */
const VIRTUAL_SHARES = 1_000_000n

/**
 * Works out how many shares of a joint-mining pool an amount of its asset takes, rounded up: what to give `withdraw`.
 *
 * Asks the chain nothing.
 *
 * @param pool - of `getPool`
 * @param amount - base units of the asset
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { getPool, sharesFor, withdraw } from '@dmex/sdk/mine'
 *
 * export async function takeOut(client: DmexClient, pool: Address, amount: bigint) {
 *   return withdraw(client, { pool, shares: sharesFor(await getPool(client, { pool }), amount) })
 * }
 * ```
 */
export function sharesFor({ principal, totalShares }: Pick<Pool, 'principal' | 'totalShares'>, amount: bigint): bigint {
  const assets = principal + 1n
  return (amount * (totalShares + VIRTUAL_SHARES) + assets - 1n) / assets
}
