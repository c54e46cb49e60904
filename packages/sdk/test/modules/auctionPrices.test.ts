import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dutchPriceAt, minNextBid, proceedsOf } from '../../src/auction/index.js'

const amount = fc.bigInt({ min: 1n, max: 2n ** 96n - 1n })

describe('the least next bid', () => {
  it('is the start price, then 5% more rounded up, or the step', () => {
    expect(minNextBid({ startPrice: 101n, step: 6n })).toBe(101n)
    expect(minNextBid({ bid: 101n, step: 6n })).toBe(107n)
    expect(minNextBid({ bid: 121n, step: 6n })).toBe(128n)
    expect(minNextBid({ bid: 140n, step: 6n })).toBe(147n)
    expect(minNextBid({ bid: 100n, step: 50n })).toBe(150n)
  })

  it('is never less than 5% above', () => {
    fc.assert(fc.property(amount, amount, (bid, step) => (minNextBid({ bid, step }) - bid) * 20n >= bid))
  })
})

describe('a falling price', () => {
  const falling = { startPrice: 10_000_000_000n, endPrice: 4_000_000_000n, startsAt: 1_000, endsAt: 37_000 }

  it('falls 600 dollars an hour from 10,000 to 4,000', () => {
    const at = (hours: number) => dutchPriceAt(falling, 1_000 + hours * 3_600)
    expect([-1, 0, 1, 5, 10, 11].map(at)).toEqual(
      [10_000n, 10_000n, 9_400n, 7_000n, 4_000n, 4_000n].map((dollars) => dollars * 1_000_000n),
    )
  })

  it('is rounded up', () => {
    const small = { startPrice: 10n, endPrice: 1n, startsAt: 0, endsAt: 3_600 }
    expect(dutchPriceAt(small, 399)).toBe(10n)
    expect(dutchPriceAt(small, 400)).toBe(9n)
  })

  it('never rises, and stays between its ends', () => {
    const times = fc.tuple(fc.nat(50_000), fc.nat(50_000))
    fc.assert(
      fc.property(amount, amount, times, (a, b, [t, u]) => {
        const [startPrice, endPrice] = a > b ? [a, b] : [b, a]
        const price = (time: number) => dutchPriceAt({ ...falling, startPrice, endPrice }, time)
        const [early, late] = [price(Math.min(t, u)), price(Math.max(t, u))]
        return late <= early && early <= startPrice && late >= endPrice
      }),
    )
  })
})

describe('what becomes of a price', () => {
  it('is shared out whole, rounded in the seller’s favour', () => {
    expect(proceedsOf(8_000_000_000n, 100, 250)).toEqual({
      fee: 80_000_000n,
      royalty: 200_000_000n,
      seller: 7_720_000_000n,
    })
    expect(proceedsOf(39n, 100, 250)).toEqual({ fee: 0n, royalty: 0n, seller: 39n })
  })
})
