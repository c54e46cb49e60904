import { hashpowerSetLockerAbi } from '@dmex/contracts-abi'
import { addressOf, execute } from '@dmex/sdk'
import { borrow, supply } from '@dmex/sdk/lend'
import { encode } from '../contracts.js'
import { type As, buy } from '../market.js'
import type { Motion } from '../vote.js'
import type { World } from '../world.js'
import { amountOf, TERAHASH_SERIES } from './common.js'

/** What the council decides on before the market opens: that lending pools may lock and seize what is pledged to them. */
export const lendMotions = ({ deployment }: World): readonly Motion[] =>
  (deployment.pools?.lend ?? []).map((pool) =>
    encode(addressOf(deployment, 'hashpower'), hashpowerSetLockerAbi, [pool, true, true]),
  )

/** Has people lend and borrow: Elif supplies, Dana pledges 30 TH/s that cost her 450 tUSDT. */
export async function openLoans(world: World, as: As): Promise<void> {
  const [pool] = world.deployment.pools?.lend ?? []
  if (!pool) return
  const usd = (whole: bigint): bigint => amountOf(world, 'tUSDT', whole)
  const [dana, elif] = [as('investor1'), as('investor2')]
  await execute(elif, await supply.plan(elif, { pool, amount: usd(1_000n) }, { approval: 'approve' }))
  const id = await buy(dana, TERAHASH_SERIES, 30_000n)
  const terms = { pool, id, amount: usd(150n), termDays: 90 } as const
  await execute(dana, await borrow.plan(dana, terms, { approval: 'approve' }))
}
