import type { Address } from '../../src/index.js'
import { getLoan, listIncome, quoteLoan } from '../../src/lend/index.js'
import { quoteBuy } from '../../src/mint/index.js'
import type { Scenario, TestProtocol } from '../../src/testing/index.js'
import { oweCredit } from './credits.js'
import { openLending, type TestLending } from './lending.js'
import type { Helpers } from './scenarios.js'

const DOLLAR = 10n ** 6n

/** Scenarios of lending, each on a pool of its own. */
export function lendScenarios(market: TestProtocol, help: Helpers): Record<string, () => Promise<Scenario>> {
  let nth = 100
  const opened = (): Promise<TestLending> => openLending(market, nth++)
  /** In a later block than whatever went before: a node estimates gas as of the last block's time, when no time had gone by. */
  const by = async (account: Address, args: unknown): Promise<Scenario> => {
    await help.travel(60)
    return { account, args }
  }
  const people = () => market.accounts

  return {
    'lend.borrow': async () => {
      const { pool, as, power } = await opened()
      const { borrow } = await quoteLoan(as(people().alice), { pool, id: await power(), termDays: 30 })
      return by(people().alice, borrow)
    },
    'lend.reinvest': async () => {
      const { pool, as, power, seriesId } = await opened()
      const { alice } = people()
      const { price } = await quoteBuy(as(alice), { seriesId, units: 1n })
      const pledges = [
        { id: await power(), amount: 2n * DOLLAR },
        { id: await power(), amount: 3n * DOLLAR },
      ]
      return by(alice, { pool, pledges, termDays: 30, seriesId, minUnits: 40n, maxPrice: price })
    },
    'lend.repay': async () => {
      const { pool, lend } = await opened()
      return by(people().bob, { pool, id: await lend() })
    },
    'lend.setAutoRepay': async () => {
      const { pool, lend } = await opened()
      return by(people().alice, { pool, id: await lend(), autoRepay: true })
    },
    'lend.collectIncome': async () => {
      const { pool, lend } = await opened()
      const id = await lend({ autoRepay: true })
      await market.deliverDays(1)
      return by(people().carol, { pool, id })
    },
    'lend.buyIncome': async () => {
      const { pool, as, lend, earn } = await opened()
      await earn(await lend({ autoRepay: true }))
      const { items } = await listIncome(as(people().carol), { pool })
      return by(people().carol, { pool, lotId: items[0]?.lotId, maxCost: items[0]?.price })
    },
    'lend.liquidate': async () => {
      const { pool, lend, price } = await opened()
      const id = await lend()
      await price(1_000n)
      return by(people().carol, { pool, id })
    },
    'lend.tickLiquidation': async () => {
      const { pool, auction } = await opened()
      return by(people().carol, { pool, id: await auction() })
    },
    'lend.bidLiquidation': async () => {
      const { pool, as, auction } = await opened()
      const id = await auction()
      const { auction: sale } = await getLoan(as(people().bob), { pool, id })
      return by(people().bob, { pool, id, maxPrice: sale?.price })
    },
    'lend.cancelLiquidation': async () => {
      const { pool, auction, price } = await opened()
      const id = await auction()
      await price()
      return by(people().carol, { pool, id })
    },
    'lend.keepUnsold': async () => {
      const { pool, auction, waitForNobody } = await opened()
      const id = await auction()
      await waitForNobody(id)
      return by(people().carol, { pool, id })
    },
    'lend.settleRefund': async () => {
      const { pool, lend, endFleet } = await opened()
      const id = await lend()
      await endFleet()
      return by(people().carol, { pool, id })
    },
    'lend.supply': async () => {
      const { pool } = await opened()
      return by(people().bob, { pool, amount: 10n * DOLLAR, receiver: people().alice })
    },
    'lend.supplyShares': async () => {
      const { pool } = await opened()
      return by(people().bob, { pool, shares: 10n ** 13n, receiver: people().alice })
    },
    'lend.withdraw': async () => {
      const { pool } = await opened()
      const { carol } = people()
      return by(carol, { pool, amount: 10n * DOLLAR, receiver: carol, owner: carol })
    },
    'lend.redeem': async () => {
      const { pool } = await opened()
      const { carol } = people()
      return by(carol, { pool, shares: 10n ** 13n, receiver: carol, owner: carol })
    },
    'lend.withdrawCredit': async () => {
      const { pool } = await opened()
      await oweCredit(market, pool, market.tokens.btc, people().alice, 77n)
      return by(people().alice, { pool, token: market.tokens.btc, to: people().bob })
    },
    'lend.withdrawCreditFor': async () => {
      const { pool } = await opened()
      await oweCredit(market, pool, market.tokens.btc, people().alice, 77n)
      return by(people().bob, { pool, account: people().alice, token: market.tokens.btc })
    },
    'lend.setPaused': async () => by(people().guardian, { pool: (await opened()).pool, paused: true }),
  }
}
