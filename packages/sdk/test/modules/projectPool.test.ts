import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isDmexError } from '../../src/errors/index.js'
import { projectPool } from '../../src/mine/index.js'

const USD = 10n ** 6n

/** Ten people, $1,000 each, and a machine of $10,000 that earns $100 a day for 1080 days; more people bring `idle`. */
const golden = (idle: bigint): projectPool.Args['pool'] => ({
  liquidity: idle,
  queued: 0n,
  windfall: 0n,
  throughDay: 20_000,
  recentIncome: 100n * USD,
  recentUnitDays: 1_000n,
  feeBps: 0,
  machines: [
    {
      units: 1_000n,
      startDay: 20_001,
      lastDay: 21_080,
      cost: 10_000n * USD,
      outstanding: 10_000n * USD,
      over: false,
      refundFloor: 0n,
    },
  ],
})

describe('a projection', () => {
  it('pays ten people ten dollars a day each, and repays nothing', () => {
    const { days, repaidAfter } = projectPool({ pool: golden(0n), days: 100, stake: 1_000n * USD })
    expect(days.every(({ yours, toUsers, repaid }) => yours === 10n * USD && toUsers === 100n * USD && !repaid)).toBe(
      true,
    )
    expect(days.every(({ liquidity }) => liquidity === 0n)).toBe(true)
    expect(repaidAfter).toBeUndefined()
  })

  it('halves the share when ten more come, and repays the machine on day 200 exactly', () => {
    const { days, repaidAfter } = projectPool({ pool: golden(10_000n * USD), days: 201, stake: 1_000n * USD })
    expect(days.slice(0, 200).every(({ repaid, toUsers }) => repaid === 50n * USD && toUsers === 50n * USD)).toBe(true)
    expect(repaidAfter).toBe(200)
    expect(days[199]).toMatchObject({ toRepay: 0n, cost: 0n, liquidity: 20_000n * USD, principal: 20_000n * USD })
    expect(days[200]).toMatchObject({ repaid: 0n, toUsers: 100n * USD, yours: 5n * USD })
  })

  it.each([
    [20_000n, 1_111_111n, '$1.11 with 30k'],
    [30_000n, 625_000n, '$0.625 with 40k'],
  ])('pays less to each of more people: %i idle dollars', (idle, yours, what) => {
    const [day] = projectPool({ pool: golden(idle * USD), days: 1, stake: 1_000n * USD }).days
    expect(day?.yours, what).toBe(yours)
  })

  it('pays a run on day 50 12,500 at once, and clears the queue of 7,500 on day 200', () => {
    const { days } = projectPool({ pool: golden(10_000n * USD), days: 50 })
    const day50 = days[49]
    const machines = golden(0n).machines.map((machine) => ({ ...machine, outstanding: day50?.toRepay ?? 0n }))
    const pool = { ...golden(0n), machines, liquidity: day50?.liquidity ?? 0n, throughDay: day50?.day ?? 0 }
    const run = projectPool({ pool, days: 150, withdraw: 20_000n * USD })
    expect(run.withdrawn).toBe(12_500n * USD)
    expect(run.queueClearedAfter).toBe(150)
    expect(run.days[148]?.queued).toBe(50n * USD)
    expect(run.days.every(({ queuePaid }) => queuePaid === 50n * USD)).toBe(true)
  })

  it('gives a deposit its part from the first day, after the queue was paid with it', () => {
    const { days, queueClearedAfter } = projectPool({
      pool: { ...golden(0n), queued: 1_000n * USD },
      days: 1,
      deposit: 1_000n * USD,
    })
    expect(queueClearedAfter).toBe(0)
    expect(days[0]).toMatchObject({ liquidity: 0n, principal: 10_000n * USD, yours: 10n * USD })
  })

  it('keeps the router’s part, takes another income, and shares a windfall over 30 days', () => {
    const pool = { ...golden(0n), feeBps: 2_500, windfall: 600n * USD - 1n }
    const { days } = projectPool({ pool, days: 31, incomePerDay: 60n * USD })
    expect(days[0]).toMatchObject({ income: 80n * USD, toUsers: 60n * USD, fee: 20n * USD })
    expect(days[29]?.income).toBe(80n * USD - 1n)
    expect(days[30]).toMatchObject({ income: 60n * USD, toUsers: 45n * USD, fee: 15n * USD })
  })

  it('repays faster when a machine may not be repaid within its term', () => {
    const machines = golden(0n).machines.map((machine) => ({ ...machine, lastDay: 20_000 + 201 }))
    const { days } = projectPool({ pool: { ...golden(0n), machines }, days: 1 })
    // g = 10,000 / (0.8 * 100 * 200 days left) = 62.5%
    expect(days[0]?.repaid).toBe(62_500_000n)
  })

  it('loses what a machine still owes when its term ends', () => {
    const machines = golden(0n).machines.map((machine) => ({ ...machine, lastDay: 20_002 }))
    const { days } = projectPool({ pool: { ...golden(0n), machines }, days: 3 })
    expect(days.map(({ lost }) => lost)).toEqual([0n, 9_800n * USD, 0n])
    expect(days[2]).toMatchObject({ income: 0n, principal: 200n * USD, cost: 0n, toRepay: 0n })
  })

  it('counts the refund of a machine whose fleet was terminated', () => {
    const machines = golden(0n).machines.map((machine) => ({
      ...machine,
      lastDay: 19_990,
      over: true,
      refundFloor: 9_000n * USD,
    }))
    const [day] = projectPool({ pool: { ...golden(0n), machines }, days: 1 }).days
    expect(day).toMatchObject({ income: 0n, liquidity: 9_000n * USD, toRepay: 0n, principal: 9_000n * USD })
  })

  it.each([0, -1, 1.5, 4_001])('refuses %d days', (days) => {
    expect(() => projectPool({ pool: golden(0n), days })).toThrow(/1 to 4000/)
    try {
      projectPool({ pool: golden(0n), days })
    } catch (error) {
      expect(isDmexError(error, 'ArgumentInvalid') && error.args.argument).toBe('days')
    }
  })

  const amount = (most: bigint) => fc.bigInt({ min: 0n, max: most })
  const machine = fc
    .record({
      units: amount(10_000n),
      term: fc.integer({ min: 1, max: 400 }),
      cost: amount(10n ** 12n),
      owed: fc.nat(100),
    })
    .map(({ units, term, cost, owed }) => ({
      units,
      startDay: 20_001,
      lastDay: 20_000 + term,
      cost,
      outstanding: (cost * BigInt(owed)) / 100n,
      over: false,
      refundFloor: 0n,
    }))
  const pools = fc.record({
    liquidity: amount(10n ** 12n),
    queuedPart: fc.nat(100),
    windfall: amount(10n ** 9n),
    recentIncome: amount(10n ** 10n),
    recentUnitDays: amount(10n ** 5n),
    feeBps: fc.nat(2_500),
    machines: fc.array(machine, { maxLength: 4 }),
  })

  it('conserves every unit on any day of any pool', () => {
    fc.assert(
      fc.property(pools, ({ queuedPart, ...drawn }) => {
        const owed = drawn.machines.reduce((sum, { outstanding }) => sum + outstanding, 0n)
        const queued = ((drawn.liquidity + owed) * BigInt(queuedPart)) / 100n
        const pool = { ...drawn, queued, throughDay: 20_000 }
        let principal = drawn.liquidity + owed - (drawn.liquidity < queued ? drawn.liquidity : queued)
        for (const day of projectPool({ pool, days: 30, stake: principal }).days) {
          expect(day.repaid + day.toUsers + day.fee).toBe(day.income)
          expect(day.liquidity + day.toRepay).toBe(day.principal)
          expect(day.principal).toBe(principal - day.queuePaid - day.lost)
          expect(day.queued).toBeLessThanOrEqual(day.principal)
          expect([day.liquidity, day.toRepay, day.cost, day.queued].every((each) => each >= 0n)).toBe(true)
          expect(day.cost).toBeGreaterThanOrEqual(day.toRepay)
          principal = day.principal
        }
      }),
    )
  })
})
