import fc from 'fast-check'
import { encodeFunctionData, erc20Abi } from 'viem'
import { describe, expect, it } from 'vitest'
import { isDmexError } from '../../src/errors/index.js'
import {
  formatHashpower,
  formatUnits,
  hashpower,
  type Plan,
  parsePlan,
  parseUnits,
  serializePlan,
} from '../../src/index.js'

const invalid = (read: () => unknown): boolean => {
  try {
    read()
    return false
  } catch (error) {
    return isDmexError(error, 'AmountInvalid')
  }
}

describe('hashpower', () => {
  it.each([
    ['1 GH', 1n],
    ['2.5 TH', 2_500n],
    ['88.5 TH/s', 88_500n],
    ['88.5th', 88_500n],
    ['0.001 PH', 1_000n],
    ['1 EH', 1_000_000_000n],
    ['1 GiB', 1n],
    ['1 TiB', 1_024n],
    ['1.5 TiB', 1_536n],
    ['1 PiB', 1_048_576n],
    ['1 EiB', 1_073_741_824n],
    ['0 TH', 0n],
  ])('reads %s', (text, units) => {
    expect(hashpower(text)).toBe(units)
  })

  it.each(['', '5', 'TH', '-1 TH', '1,5 TH', '1e3 TH', '1 TB', '1 MH', '0.5 GH', '1.0001 TH', '1 TH/h', '1 T H'])(
    'refuses %j',
    (text) => {
      expect(invalid(() => hashpower(text))).toBe(true)
    },
  )

  it.each([
    [88_500n, 'computing', '88.5 TH/s'],
    [1n, 'computing', '1 GH/s'],
    [0n, 'computing', '0 GH/s'],
    [1_234_567n, 'computing', '1234.567 TH/s'],
    [3_000_000_000n, 'computing', '3 EH/s'],
    [1_536n, 'storage', '1.5 TiB'],
    [1_025n, 'storage', '1025 GiB'],
    [2_097_152n, 'storage', '2 PiB'],
  ] as const)('writes %s units of %s as %s', (units, kind, text) => {
    expect(formatHashpower(units, { kind })).toBe(text)
  })

  it('reads back what it wrote, always', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 88n }), fc.constantFrom('computing', 'storage'), (units, kind) => {
        expect(hashpower(formatHashpower(units, { kind }))).toBe(units)
      }),
    )
  })
})

describe('token amounts', () => {
  it.each([
    ['106.5', 6, 106_500_000n],
    ['0.00000001', 8, 1n],
    ['1', 0, 1n],
    ['1.50', 1, 15n],
    ['-2.5', 1, -25n],
    [' 7 ', 2, 700n],
  ])('reads %j with %i decimals', (text, decimals, value) => {
    expect(parseUnits(text, decimals)).toBe(value)
  })

  it.each([
    ['0.001', 2],
    ['1,000', 2],
    ['', 2],
    ['.5', 2],
    ['0x10', 2],
    ['1e6', 6],
    ['NaN', 6],
  ])('refuses %j with %i decimals, instead of rounding or guessing', (text, decimals) => {
    expect(invalid(() => parseUnits(text, decimals))).toBe(true)
  })

  it('reads back what it wrote, always', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(2n ** 255n), max: 2n ** 256n - 1n }),
        fc.integer({ min: 0, max: 36 }),
        (value, decimals) => {
          expect(parseUnits(formatUnits(value, decimals), decimals)).toBe(value)
        },
      ),
    )
  })
})

describe('plans as text', () => {
  it('come back the same, whatever amounts, addresses and text they hold', () => {
    const call = fc.record({
      to: fc.constant('0x5FbDB2315678afecb367f032d93F642f64180aa3' as const),
      data: fc.constant(encodeFunctionData({ abi: erc20Abi, functionName: 'totalSupply' })),
      value: fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }),
      abi: fc.constant(erc20Abi),
      functionName: fc.string(),
      args: fc.array(fc.oneof(fc.bigInt(), fc.string(), fc.boolean(), fc.array(fc.bigInt()))),
    })
    const plan = fc.record({
      action: fc.string(),
      chainId: fc.nat(),
      account: fc.constant('0x5FbDB2315678afecb367f032d93F642f64180aa3' as const),
      missing: fc.constant([]),
      steps: fc.array(fc.record({ kind: fc.constant('call' as const), label: fc.string(), call })),
      calls: fc.array(call),
    })
    fc.assert(
      fc.property(plan, (made: Plan) => {
        expect(parsePlan(serializePlan(made))).toEqual(made)
      }),
      { numRuns: 50 },
    )
  })
})
