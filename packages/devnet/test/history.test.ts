import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bitcoinEpochs, bitcoinHalvingHeight, firstDay, lastDay, parameters } from '../src/constants/mining.js'
import { DAY, dateOf, dayOf } from '../src/days.js'
import {
  benchmarkOf,
  changeAt,
  changesBetween,
  deliveredOf,
  marketIncome,
  median,
  powIncome,
  powOn,
  reportsOf,
  requiredOf,
  subsidyAt,
} from '../src/history.js'
import { deviation } from '../src/random.js'

const anyDay = fc.integer({ min: firstDay, max: lastDay })
const anySeed = fc.integer({ min: 0, max: 0xffffffff })
const anyAsset = fc.constantFrom('BTC' as const, 'FIL' as const)

describe('the figures', () => {
  it('list every difficulty epoch, 2016 blocks apart, never more than a factor of four', () => {
    for (const [index, [height, start, difficulty]] of bitcoinEpochs.entries()) {
      const next = bitcoinEpochs[index + 1]
      expect(height % 2016).toBe(0)
      if (!next) continue
      expect(next[0] - height).toBe(2016)
      expect(next[1]).toBeGreaterThan(start)
      expect(next[2] / difficulty).toBeGreaterThan(0.25)
      expect(next[2] / difficulty).toBeLessThan(4)
    }
  })

  it('know the halving of 2024-04-20 at block 840,000', () => {
    const halving = changesBetween(Date.UTC(2024, 3, 19) / 1000, Date.UTC(2024, 3, 21) / 1000)
    expect(halving).toEqual([
      { height: 840_000, time: Date.UTC(2024, 3, 20, 0, 9) / 1000, difficulty: 86388558925171n, subsidy: 312500000n },
    ])
    expect(subsidyAt(bitcoinHalvingHeight - 1)).toBe(625000000n)
    expect(changeAt(Date.UTC(2024, 3, 20, 0, 8) / 1000).subsidy).toBe(625000000n)
  })
})

describe('market income', () => {
  it('agrees with published figures for whole days', () => {
    // A TH/s and day at 145 T and 3.125 BTC is 4.335e-7 BTC.
    expect((powIncome(145_000_000_000_000n, 312500000n) * 1000n) / 10n ** 20n).toBe(4335n)
    // Filecoin on 2020-12-03: 0.16412940 FIL per TiB.
    expect((marketIncome('FIL', dayOf('2020-12-03')) * 1024n) / 10n ** 20n).toBe(1641294000n)
  })

  it('falls by about half overnight at the halving', () => {
    const before = marketIncome('BTC', dayOf('2024-04-19'))
    const after = marketIncome('BTC', dayOf('2024-04-21'))
    expect(Number(after) / Number(before)).toBeCloseTo(0.5, 9)
  })

  it('weighs the parts of a day by their seconds', () => {
    const day = dayOf('2024-04-20')
    const spans = powOn(day)
    expect(spans.map(({ seconds }) => seconds)).toEqual([540n, 85_860n])
    const [before, after] = [marketIncome('BTC', day - 1), marketIncome('BTC', day + 1)]
    const expected = (before * 540n + after * 85_860n) / 86_400n
    const difference = marketIncome('BTC', day) - expected
    expect(difference * difference <= 4n).toBe(true)
  })

  it('is positive on every day, and every day has its 86,400 seconds', () => {
    fc.assert(
      fc.property(anyDay, anyAsset, (day, asset) => {
        expect(marketIncome(asset, day) > 0n).toBe(true)
        expect(powOn(day).reduce((sum, { seconds }) => sum + seconds, 0n)).toBe(BigInt(DAY))
      }),
    )
  })

  it('refuses days without figures, and says which days have them', () => {
    expect(() => marketIncome('BTC', lastDay + 1)).toThrow(/2020-07-01 to 2026-06-13/)
    expect(() => dayOf('2019-01-01')).toThrow(/2020-07-01 to 2026-06-13/)
    expect(() => dayOf('2024-02-30')).toThrow(/not a date/)
    expect(() => dayOf('yesterday')).toThrow(/not a date/)
  })

  it('names days both ways', () => {
    fc.assert(fc.property(anyDay, (day) => dayOf(dateOf(day)) === day))
  })
})

describe('reports and deliveries', () => {
  it('are the same for the same seed and differ between seeds', () => {
    fc.assert(
      fc.property(anyAsset, anyDay, anySeed, (asset, day, seed) => {
        expect(reportsOf(asset, day, seed)).toEqual(reportsOf(asset, day, seed))
        expect(reportsOf(asset, day, seed)).not.toEqual(reportsOf(asset, day, seed + 1))
      }),
    )
  })

  it('stay within the stated deviations', () => {
    fc.assert(
      fc.property(anyAsset, anyDay, anySeed, (asset, day, seed) => {
        const average = marketIncome(asset, day)
        for (const report of reportsOf(asset, day, seed)) {
          const off = report > average ? report - average : average - report
          expect((off - 1n) * 1_000_000n <= average * BigInt(parameters.reportPpm)).toBe(true)
        }
      }),
    )
    fc.assert(
      fc.property(anySeed, fc.nat(1000), anyDay, fc.nat(50_000), (seed, stream, day, limit) => {
        expect(Math.abs(deviation(seed, stream, day, limit))).toBeLessThanOrEqual(limit)
      }),
    )
  })

  it('deviate to both sides, and not by the same amount for everybody', () => {
    const draws = Array.from({ length: 1000 }, (_, day) => deviation(1, 7, day, 1000))
    const mean = draws.reduce((sum, draw) => sum + draw, 0) / draws.length
    expect(Math.abs(mean)).toBeLessThan(60)
    expect(new Set(draws).size).toBeGreaterThan(600)
  })

  it('give a benchmark between the lowest and the highest report', () => {
    fc.assert(
      fc.property(anyAsset, anyDay, anySeed, (asset, day, seed) => {
        const reports = reportsOf(asset, day, seed)
        const value = benchmarkOf(asset, day, seed)
        expect(reports.some((report) => report <= value)).toBe(true)
        expect(reports.some((report) => report >= value)).toBe(true)
      }),
    )
  })

  it('make an honest miner deliver every day of history, and one that hands over two thirds none', () => {
    fc.assert(
      fc.property(anyAsset, anyDay, anySeed, fc.integer({ min: 1, max: 50 }), (asset, day, seed, fleetId) => {
        const delivery = { asset, day, seed, fleetId, units: 10_000_000n, decimals: asset === 'BTC' ? 8 : 18 }
        const needed = requiredOf(asset, day, seed) * delivery.units
        const scale = 10n ** BigInt(30 - delivery.decimals) * 10_000n
        expect(deliveredOf(delivery) * scale >= needed).toBe(true)
        expect(deliveredOf({ ...delivery, sharePpm: 660_000 }) * scale < needed).toBe(true)
      }),
    )
  })

  it('hand over nothing for no units, and more for more', () => {
    const delivery = { asset: 'BTC' as const, day: dayOf('2024-04-06'), seed: 1, fleetId: 1, decimals: 8 }
    expect(deliveredOf({ ...delivery, units: 0n })).toBe(0n)
    expect(deliveredOf({ ...delivery, units: 88_500n })).toBeGreaterThan(13_000n)
    expect(deliveredOf({ ...delivery, units: 177_000n })).toBeGreaterThan(26_000n)
  })

  it('take the middle report', () => {
    expect(median([5n, 1n, 9n])).toBe(5n)
    expect(median([4n, 1n, 9n, 5n])).toBe(4n)
    expect(() => median([])).toThrow(/at least one/)
  })
})
