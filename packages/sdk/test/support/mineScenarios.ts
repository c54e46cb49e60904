import { getPool, retire, settle, withdraw } from '../../src/mine/index.js'
import type { Scenario, TestProtocol } from '../../src/testing/index.js'
import { openPool, type TestPool } from './pool.js'
import type { Helpers } from './scenarios.js'

/** Scenarios of joint mining, each on a pool of its own. */
export function mineScenarios(market: TestProtocol, help: Helpers): Record<string, () => Promise<Scenario>> {
  let nth = 0
  /** A pool that plans to buy a machine for 10 dollars. */
  const planned = async (termDays?: number): Promise<TestPool> => {
    const pool = await openPool(market, nth++)
    await pool.schedule(termDays)
    return pool
  }
  /** Alice's machine, and bob's idle dollars. */
  const running = async (termDays?: number): Promise<TestPool> => {
    const pool = await planned(termDays)
    await pool.join(market.accounts.alice, 10)
    await pool.buyMachine()
    await pool.join(market.accounts.bob, 5)
    return pool
  }
  /** A machine of two days, whose term is over. */
  const over = async (): Promise<TestPool & { readonly id: bigint }> => {
    const pool = await planned(2)
    await pool.join(market.accounts.alice, 10)
    const id = await pool.buyMachine()
    await pool.join(market.accounts.bob, 5)
    await market.deliverDays(2)
    return { ...pool, id }
  }
  /** In a later block than whatever went before: a node estimates gas as of the last block's time, when no time had gone by. */
  const by = async (account: Scenario['account'], args: unknown): Promise<Scenario> => {
    await help.travel(60)
    return { account, args }
  }

  return {
    'mine.deposit': async () => by(market.accounts.alice, { pool: (await planned()).pool, amount: 10_000_000n }),
    'mine.withdraw': async () => {
      const { pool, sharesOf } = await running()
      return by(market.accounts.bob, { pool, shares: await sharesOf(market.accounts.bob) })
    },
    'mine.claimIncome': async () => {
      const { pool, mineDay } = await running()
      await mineDay()
      await help.travel(86_400)
      return by(market.accounts.alice, { pool, to: market.accounts.carol })
    },
    'mine.settle': async () => {
      const { pool } = await running()
      await market.deliverDays(1)
      return by(market.accounts.carol, { pool })
    },
    'mine.payQueue': async () => {
      const { pool, as, sharesOf } = await running()
      const { alice } = market.accounts
      await withdraw(as(alice), { pool, shares: await sharesOf(alice) })
      return by(market.accounts.carol, { pool, max: 10n })
    },
    'mine.executePurchase': async () => {
      const { pool, join } = await planned()
      await join(market.accounts.alice, 10)
      return by(market.accounts.carol, { pool })
    },
    'mine.retire': async () => {
      const { pool, id } = await over()
      return by(market.accounts.carol, { pool, id })
    },
    'mine.handOver': async () => {
      const { pool, as, id, sharesOf } = await over()
      const { alice, bob, carol } = market.accounts
      await retire(as(carol), { pool, id })
      for (const account of [alice, bob]) await withdraw(as(account), { pool, shares: await sharesOf(account) })
      return by(carol, { pool })
    },
    'mine.collectFees': async () => {
      const { pool, mineDay } = await running()
      await mineDay()
      return by(market.accounts.carol, { pool })
    },
    'mine.setPaused': async () => by(market.accounts.guardian, { pool: (await planned()).pool, paused: true }),
    'mine.buyIncome': async () => {
      const { pool, as, price } = await running()
      const { carol } = market.accounts
      await market.deliverDays(1)
      await settle(as(carol), { pool })
      await price()
      const { sale } = await getPool(as(carol), { pool })
      return by(carol, { sale: sale?.address, lotId: sale?.lot?.id, maxCost: sale?.lot?.price })
    },
  }
}
