import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hashpower, parseUnits } from '../../src/index.js'
import {
  breakEvenDay,
  daysLeftOf,
  offerBrings,
  priceOfMeasure,
  priceOfUnits,
  pricePerDay,
  proceedsOf,
} from '../../src/trade/index.js'

/** What the first platform of this kind asked: 106 dollars a TH, a machine of 88.5 TH. */
const MACHINE = { price: parseUnits('9381', 6), units: hashpower('88.5 TH') }
const TERM = { startDay: 19_820, endDay: 20_359, settled: 19_829 }

describe('the price of a part', () => {
  it('is its share, rounded up', () => {
    expect(priceOfUnits(MACHINE, hashpower('3 TH'))).toBe(parseUnits('318', 6))
    expect(priceOfUnits({ price: 10n, units: 3n }, 1n)).toBe(4n)
    expect(priceOfUnits({ price: 10n, units: 3n }, 3n)).toBe(10n)
  })

  it('adds up to the whole price, and never falls below its share', () => {
    const listing = fc.record({ price: fc.bigInt(1n, 10n ** 24n), units: fc.bigInt(2n, 10n ** 9n) })
    fc.assert(
      fc.property(listing, fc.nat(), (whole, seed) => {
        const units = (BigInt(seed) % (whole.units - 1n)) + 1n
        const cost = priceOfUnits(whole, units)
        const rest = { price: whole.price - cost, units: whole.units - units }
        expect(cost * whole.units).toBeGreaterThanOrEqual(whole.price * units)
        expect((cost - 1n) * whole.units).toBeLessThan(whole.price * units)
        expect(cost + priceOfUnits(rest, rest.units)).toBe(whole.price)
      }),
    )
  })
})

describe('what people compare', () => {
  it('is the price of a TH, and of a TH and day', () => {
    expect(priceOfMeasure(MACHINE, hashpower('1 TH'))).toBe(parseUnits('106', 6))
    expect(pricePerDay(MACHINE, hashpower('1 TH'), 530)).toBe(parseUnits('0.2', 6))
  })

  it('counts the days whose income a buyer gets', () => {
    expect(daysLeftOf(TERM)).toBe(530)
    expect(daysLeftOf({ ...TERM, settled: 19_000 })).toBe(540)
    expect(daysLeftOf({ ...TERM, settled: 20_359 })).toBe(0)
    expect(daysLeftOf({ ...TERM, settled: 20_400 })).toBe(0)
  })

  it('is paid back on the day that income makes up for the price, or never', () => {
    expect(breakEvenDay(106_000_000n, 250_000n, TERM)).toBe(19_829 + 424)
    expect(breakEvenDay(106_000_000n, 200_000n, TERM)).toBe(20_359) // on the very last day
    expect(breakEvenDay(106_000_001n, 200_000n, TERM)).toBeUndefined()
    expect(breakEvenDay(1n, 0n, TERM)).toBeUndefined()
    expect(breakEvenDay(100n, 100n, { ...TERM, settled: 0 })).toBe(19_820)
  })
})

describe('what a seller gets', () => {
  it('is the price less fee and royalty, both rounded down', () => {
    expect(proceedsOf(MACHINE.price, 100, 250)).toEqual({
      fee: parseUnits('93.81', 6),
      royalty: parseUnits('234.525', 6),
      seller: parseUnits('9052.665', 6),
    })
    expect(proceedsOf(99n, 100, 250)).toEqual({ fee: 0n, royalty: 2n, seller: 97n })
  })

  it('of an offer is its share, rounded down, less both', () => {
    const offer = { amount: parseUnits('1000', 6), units: hashpower('10 TH'), feeBps: 100, royaltyBps: 250 }
    expect(offerBrings(offer, hashpower('3 TH')).seller).toBe(parseUnits('289.5', 6))
    expect(offerBrings({ ...offer, amount: 10n, units: 3n }, 1n)).toEqual({ fee: 0n, royalty: 0n, seller: 3n })
  })
})
