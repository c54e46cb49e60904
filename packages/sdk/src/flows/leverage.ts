import { execute } from '../core/execute.js'
import type { PlanOptions } from '../core/plan.js'
import type { Address, DmexClient, Hex } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'
import { quoteLoan } from '../lend/quoteLoan.js'
import { reinvest } from '../lend/reinvest.js'
import { quoteBuy } from '../mint/quoteBuy.js'

export declare namespace leverage {
  /** What to pledge first, what to buy, and how often. */
  type Args = {
    /** The lending pool. */
    readonly pool: Address
    /** The hashpower NFT that is pledged first. */
    readonly id: bigint
    /** The series to buy of. It must be paid in the pool's asset. */
    readonly seriesId: number
    /** Days until the loans are due. */
    readonly termDays: 30 | 90 | 180
    /** Most rounds, one transaction each; approvals apart. */
    readonly rounds: number
    /** Highest price per unit, base units of the asset; the price before each round, when left out. */
    readonly maxPrice?: bigint | undefined
    /** Whether income pays the debts; no, when left out. */
    readonly autoRepay?: boolean | undefined
  }
  /** One round: what was pledged and borrowed, and the NFT that it bought. */
  interface Round {
    readonly id: bigint
    readonly amount: bigint
    readonly newId: bigint
    /** Units of the new NFT, 1 GH/s or 1 GiB each, and what they cost. */
    readonly units: bigint
    readonly cost: bigint
    /** The transaction. */
    readonly hash: Hex
  }
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'PriceTooHigh' | 'RateTooHigh' | 'TooFewUnits'>
}

/**
 * Borrows all that a hashpower NFT carries, buys more of a series with it, pledges that too, and so on.
 *
 * Reads what each round would bring, then sends it (`reinvest`), one after the other. It ends after `rounds`, or as soon as a loan would be
 * refused or buy nothing; what was done until then stands. `projectLeverage` works out beforehand what it comes to. A debt that is
 * not paid costs the NFT: think twice.
 *
 * @param client - whose account owns the NFT, borrows, and signs
 * @param args - what to pledge, what to buy, how often
 * @param options - how to approve
 * @returns the rounds; none when nothing could be borrowed
 * @throws DmexError as `reinvest` does
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { leverage } from '@dmex/sdk/flows'
 *
 * export async function twice(client: DmexClient, pool: Address, id: bigint, seriesId: number) {
 *   const done = await leverage(client, { pool, id, seriesId, termDays: 180, rounds: 2, autoRepay: true })
 *   return done.map(({ newId }) => newId)
 * }
 * ```
 */
export async function leverage(
  client: DmexClient,
  { pool, id, seriesId, termDays, rounds, maxPrice, autoRepay }: leverage.Args,
  options: PlanOptions = {},
): Promise<readonly leverage.Round[]> {
  const done: leverage.Round[] = []
  let pledged = id
  while (done.length < rounds) {
    const [loan, { price }] = await Promise.all([
      quoteLoan(client, { pool, id: pledged, termDays }),
      quoteBuy(client, { seriesId, units: 1n }),
    ])
    const { amount, maxRate, deadline } = loan.borrow
    const limit = maxPrice ?? price
    if (loan.blocker || amount < limit) break
    const plan = await reinvest.plan(
      client,
      {
        pool,
        pledges: [{ id: pledged, amount }],
        termDays,
        autoRepay,
        maxRate,
        seriesId,
        minUnits: amount / limit,
        maxPrice: limit,
        deadline,
      },
      options,
    )
    const { hash, event } = await execute(client, plan)
    done.push({ id: pledged, amount, newId: event.newId, units: event.units, cost: event.cost, hash })
    pledged = event.newId
  }
  return done
}
