import { describe, expect, it } from 'vitest'
import { isDmexError } from '../../src/errors/index.js'
import {
  claimIncome,
  deposit,
  getPool,
  getPosition,
  listPools,
  listTickets,
  projectPool,
  settle,
  settlementOf,
  sharesFor,
  ticketPayments,
  withdraw,
  withdrawalOf,
} from '../../src/mine/index.js'
import { timeTravel } from '../../src/testing/index.js'
import { failure } from '../support/failure.js'
import { useMarket } from '../support/market.js'
import { openPool, type TestPool } from '../support/pool.js'

const DOLLAR = 10n ** 6n

describe('a joint-mining pool', () => {
  const market = useMarket()
  const people = () => market.accounts
  const running = async (): Promise<TestPool> => {
    const pool = await openPool(market)
    await pool.schedule()
    await pool.join(people().alice, 10)
    await pool.buyMachine()
    await pool.join(people().bob, 5)
    return pool
  }

  it('shows principal, machines, share, room and the planned purchase', async () => {
    const pool = await openPool(market)
    const client = pool.as(people().alice)
    expect((await getPool(client, pool)).blocker?.code).toBe('NothingToMine')
    await pool.schedule()
    const planned = await getPool(client, pool)
    expect(planned).toMatchObject({ blocker: undefined, room: 40n * DOLLAR, purchase: { units: 10_000n } })
    await pool.join(people().alice, 10)
    const id = await pool.buyMachine()
    await pool.join(people().bob, 5)
    const shown = await getPool(client, pool)
    expect(shown).toMatchObject({
      asset: { symbol: 'tUSDT', decimals: 6 },
      reward: { symbol: 'tBTC', decimals: 8 },
      principal: 15n * DOLLAR,
      liquidity: 5n * DOLLAR,
      toRepay: 10n * DOLLAR,
      cost: 10n * DOLLAR,
      room: 25n * DOLLAR,
      minDeposit: DOLLAR,
      feeBps: 2_500,
      queueLength: 0,
      purchase: undefined,
      held: false,
    })
    expect(shown.machines).toMatchObject([{ id, units: 10_000n, outstanding: 10n * DOLLAR, over: false }])
    expect(shown.sale?.lot).toBeUndefined()
  })

  it('is listed with all pools of its deployment, in one call', async () => {
    const first = await openPool(market)
    const second = await openPool(market, 1)
    const both = { ...first.deployment, pools: { lend: [], mine: [first.pool, second.pool] } }
    const { pools } = await listPools(market.as(people().alice), {}, { at: both })
    expect(pools.map(({ pool }) => pool)).toEqual([first.pool, second.pool])
    expect((await listPools(market.as(people().alice), {})).pools).toEqual([])
    const asked = await listPools(market.as(people().alice), { pools: [second.pool] })
    expect(asked.pools.map(({ pool }) => pool)).toEqual([second.pool])
  })

  it('puts its income on sale when it settles, at the price of now', async () => {
    const pool = await running()
    const { carol } = people()
    expect((await getPool(pool.as(carol), pool)).settleable).toBe(false)
    await market.deliverDays(1)
    expect((await getPool(pool.as(carol), pool)).settleable).toBe(true)
    await timeTravel(pool.as(carol), { seconds: 100_000 }) // the price of the start is stale by now
    const { receipt } = await settle(pool.as(carol), pool)
    expect(settlementOf(receipt.logs), 'nothing was shared out').toBeUndefined()
    expect((await getPool(pool.as(carol), pool)).sale?.lot).toMatchObject({ id: 1, price: undefined, daysCount: 1 })
    await pool.price()
    expect((await getPool(pool.as(carol), pool)).sale?.lot?.price).toBeGreaterThan(0n)
  })

  it('streams what was shared out to who holds shares', async () => {
    const pool = await running()
    const { alice } = people()
    await pool.mineDay()
    const { streamLeft, incomePerDay } = await getPool(pool.as(alice), pool)
    expect(incomePerDay).toBeGreaterThan(DOLLAR / 2n)
    expect(streamLeft).toBeGreaterThan(0n)
    await timeTravel(pool.as(alice), { seconds: 86_400 })
    const { claimable } = await getPosition(pool.as(alice), { ...pool, account: alice })
    expect(claimable).toBeGreaterThan((streamLeft * 66n) / 100n - 2n)
    const { event } = await claimIncome(pool.as(alice), { ...pool, to: alice })
    expect(event).toMatchObject({ account: alice, amount: claimable })
  })

  it('pays a withdrawal from liquidity, queues the rest, and shows its place', async () => {
    const pool = await running()
    const { alice, bob } = people()
    const before = await getPosition(pool.as(alice), { ...pool, account: alice })
    expect(before).toMatchObject({ value: 10n * DOLLAR, withdrawable: 5n * DOLLAR, aged: true, tickets: [] })
    const first = await withdraw(pool.as(alice), { ...pool, shares: before.shares })
    const { paid, queued } = withdrawalOf(first.receipt.logs)
    expect(paid).toMatchObject({ account: alice, paid: 5n * DOLLAR })
    expect(queued).toMatchObject({ account: alice, ticketId: 0n })
    await timeTravel(pool.as(bob), { seconds: 60 })
    const second = await withdraw(pool.as(bob), { ...pool, shares: await pool.sharesOf(bob) })
    expect(withdrawalOf(second.receipt.logs).paid).toBeUndefined()

    const after = await getPosition(pool.as(bob), { ...pool, account: bob })
    expect(after.tickets).toMatchObject([{ ticketId: 1n, place: 1, value: 5n * DOLLAR, ahead: 5n * DOLLAR }])
    expect(after).toMatchObject({ withdrawable: 0n, queuedValue: 5n * DOLLAR, nextTickets: undefined })
    expect(await getPool(pool.as(bob), pool)).toMatchObject({ queueLength: 2, nextTicket: 0n, queued: 10n * DOLLAR })
    const all: bigint[] = []
    for await (const { ticketId } of listTickets.all(pool.as(bob), { ...pool, limit: 1 })) all.push(ticketId)
    expect(all).toEqual([0n, 1n])
  })

  it('tells which tickets a deposit paid', async () => {
    const pool = await running()
    const { alice, bob } = people()
    await withdraw(pool.as(alice), { ...pool, shares: await pool.sharesOf(alice) })
    const plan = await deposit.plan(pool.as(bob), { ...pool, amount: 3n * DOLLAR }, { approval: 'approve' })
    for (const call of plan.calls.slice(0, -1)) await market.send(bob, call)
    await timeTravel(pool.as(bob), { seconds: 60 })
    const { receipt } = await deposit(pool.as(bob), { ...pool, amount: 3n * DOLLAR })
    expect(ticketPayments(receipt.logs)).toMatchObject([{ account: alice, amount: 3n * DOLLAR }])
  })

  it('takes a permit for the deposit, which goes to the pool', async () => {
    const pool = await openPool(market)
    await pool.schedule()
    const plan = await deposit.plan(pool.as(people().alice), { ...pool, amount: DOLLAR })
    expect(plan.steps.map(({ kind }) => kind)).toEqual(['sign', 'call'])
    expect(plan.missing).toMatchObject([{ kind: 'erc20', spender: pool.pool, amount: DOLLAR }])
  })

  it('is watched by its address', async () => {
    const pool = await running()
    const watcher = deposit.watch(
      pool.as(people().bob),
      { account: people().bob },
      { fromBlock: 0n, contract: pool.pool },
    )
    for await (const { event } of watcher) {
      expect(event.amount).toBe(5n * DOLLAR)
      break
    }
    watcher.off()
  })

  it('gives shares for an amount that withdraw pays to the unit', async () => {
    const pool = await running()
    const { bob } = people()
    const amount = 1_234_567n
    await timeTravel(pool.as(bob), { seconds: 60 })
    const shares = sharesFor(await getPool(pool.as(bob), pool), amount)
    const { receipt } = await withdraw(pool.as(bob), { ...pool, shares })
    expect(withdrawalOf(receipt.logs).paid?.paid).toBe(amount)
  })

  it('does what its projection says', async () => {
    const pool = await running()
    await pool.mineDay()
    const before = await getPool(pool.as(people().bob), pool)
    const { carol } = people()
    await market.deliverDays(1)
    await settle(pool.as(carol), pool)
    const settled = await pool.buyLot()
    const [day] = projectPool({ pool: before, days: 1, incomePerDay: settled?.income ?? 0n }).days
    expect(settled?.repaid).toBeGreaterThan(0n)
    expect(settled).toMatchObject({ repaid: day?.repaid, toUsers: day?.toUsers, fee: day?.fee, throughDay: day?.day })
    const { principal, liquidity, toRepay, cost } = await getPool(pool.as(carol), pool)
    expect(day).toMatchObject({ principal, liquidity, toRepay, cost })
  })

  it('names the error of a pool that is no pool', async () => {
    const error = await failure(getPool(market.as(people().alice), { pool: people().bob }))
    expect(isDmexError(error)).toBe(true)
  })
})
