import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isGameError } from '../src/index.js'
import { defineRules, efficiency, league, proportional, type RulesSpec, rulesAt, streak } from '../src/rules/index.js'

const spec = {
  version: 3,
  effectiveFrom: '2026-01-01',
  stats: {
    attack: {
      base: 10,
      from: 'today',
      points: [
        [0, 0],
        [1_000, 5],
        [3_000, 7],
      ],
    },
    armour: {
      base: 4,
      from: 'level',
      steps: [
        [2, 1],
        [5, 3],
      ],
    },
    glow: {
      base: 'none',
      from: 'streakDays',
      words: [
        [7, 'bronze'],
        [30, 'silver'],
      ],
    },
  },
  levels: { from: 'total', geometric: { first: 100, growthPermille: 1500, count: 5 } },
  boosts: [{ stat: 'attack', from: 'streakDays', atLeast: 7, addBps: 1_000 }],
} as const satisfies RulesSpec

describe('rules', () => {
  it('read whole numbers off a curve, steps and words', () => {
    const rules = defineRules(spec)
    expect(rules.evaluate({}).stats).toEqual({ attack: 10, armour: 4, glow: 'none' })
    expect(rules.evaluate({ today: 999n }).stats.attack).toBe(14)
    expect(rules.evaluate({ today: 2_000n }).stats.attack).toBe(16)
    expect(rules.evaluate({ today: 10n ** 30n }).stats.attack).toBe(17)
    expect(rules.evaluate({ streakDays: 29 }).stats.glow).toBe('bronze')
  })

  it('expand geometric levels to whole thresholds', () => {
    const rules = defineRules(spec)
    expect(rules.thresholds).toEqual([100n, 250n, 475n, 812n, 1317n])
    expect([99n, 100n, 475n, 10_000n].map((total) => rules.evaluate({ total }).level)).toEqual([1, 2, 4, 6])
    expect(rules.evaluate({ total: 1_000n }).stats.armour).toBe(7)
  })

  it('explain how a stat came about', () => {
    const [, attack] = defineRules(spec).explain({ today: 1_000n, streakDays: 7 })
    expect(attack).toEqual({
      stat: 'attack',
      from: 'today',
      input: 1_000n,
      base: 10,
      gain: 5n,
      boosts: [{ from: 'streakDays', addBps: 1_000n, added: 1n }],
      capped: 0n,
      value: 16,
    })
  })

  it('hash as node does, the same whatever the order of keys and the way numbers are written', () => {
    const rules = defineRules(spec)
    expect(rules.hash).toBe(createHash('sha256').update(JSON.stringify(rules)).digest('hex'))
    const { attack, armour, glow } = spec.stats
    const points = attack.points.map(([x, y]) => [`${x}`, BigInt(y)] as const)
    const again = defineRules({ ...spec, stats: { glow, armour, attack: { points, from: 'today', base: 10n } } })
    expect(again.hash).toBe(rules.hash)
    expect(defineRules({ ...spec, version: 4 }).hash).not.toBe(rules.hash)
  })

  it('simulate to CSV', () => {
    const { csv } = defineRules({ ...spec, levels: undefined }).simulate([{ asset: 'BTC', today: 1_000n }, {}])
    expect(csv).toBe(
      'asset,today,total,claimable,power,streakDays,daysMined,level,armour,attack,glow\nBTC,1000,,,,,,1,4,15,none\n,,,,,,,1,4,10,none\n',
    )
  })

  it('count power that mines another asset as none', () => {
    const rules = defineRules({ ...spec, stats: { attack: { ...spec.stats.attack, asset: 'BTC' } } })
    expect(rules.evaluate({ asset: 'FIL', today: 1_000n }).stats.attack).toBe(10)
    expect(rules.evaluate({ asset: 'BTC', today: 1_000n }).stats.attack).toBe(15)
  })

  it('have presets', () => {
    const rules = defineRules({
      version: 1,
      effectiveFrom: '2026-01-01',
      stats: {
        attack: proportional({ base: 100, perPoint: 100, most: 20 }),
        league: league([[1_000, 'bronze']]),
        speed: efficiency({ base: 100, fullYield: 70_000, most: 25 }),
      },
      boosts: streak('attack'),
    })
    const facts = { today: 700n, power: 10_000n, total: 1_000n, streakDays: 30 }
    expect(rules.evaluate(facts).stats).toEqual({ attack: 117, league: 'bronze', speed: 125 })
  })

  it('change by season', () => {
    const first = defineRules(spec)
    const second = defineRules({ ...spec, version: 4, effectiveFrom: '2026-02-01' })
    expect(rulesAt([second, first], Date.UTC(2026, 0, 31) / 1000)).toBe(first)
    expect(rulesAt([second, first], Date.UTC(2026, 1, 1) / 1000)).toBe(second)
  })

  it.each([
    ['version', { ...spec, version: 0 }],
    ['effectiveFrom', { ...spec, effectiveFrom: 'soon' }],
    ['stats.attack', { ...spec, stats: { attack: { from: 'today' } } }],
    [
      'stats.attack.points[1]',
      {
        ...spec,
        stats: {
          attack: {
            from: 'today',
            points: [
              [5, 0],
              [5, 1],
            ],
          },
        },
      },
    ],
    ['stats.attack.points[0]', { ...spec, stats: { attack: { from: 'today', points: [[0.5, 0]] } } }],
    ['stats.attack.from', { ...spec, stats: { attack: { from: 'luck', points: [[0, 0]] } } }],
    ['boosts[0].stat', { ...spec, boosts: [{ stat: 'glow', from: 'today', atLeast: 1, addBps: 1 }] }],
    [
      'levels.geometric.count',
      { ...spec, levels: { from: 'total', geometric: { first: 1, growthPermille: 1000, count: 0 } } },
    ],
  ])('say that %s is wrong', (where, wrong) => {
    try {
      defineRules(wrong as unknown as RulesSpec)
      expect.unreachable()
    } catch (error) {
      expect(isGameError(error, 'RulesInvalid') && error.message).toContain(`The rules' ${where} must be`)
    }
  })
})

describe('whatever the rules', () => {
  const whole = fc.bigInt({ min: 0n, max: 10n ** 20n })
  const ascending = fc
    .uniqueArray(whole, { minLength: 1, maxLength: 6 })
    .map((xs) => [...xs].sort((a, b) => (a < b ? -1 : 1)))
  const rising = fc.tuple(ascending, fc.array(fc.nat(10_000), { minLength: 6, maxLength: 6 })).map(([xs, ys]) => {
    const sorted = [...ys].sort((a, b) => a - b)
    return xs.map((x, index) => [x, sorted[index] ?? 0] as const)
  })
  const anyRules = fc.record({
    base: fc.nat(1_000),
    pairs: rising,
    cap: fc.nat(20_000),
    stepped: fc.boolean(),
    boost: whole,
  })
  const toSpec = ({
    base,
    pairs,
    cap,
    stepped,
    boost,
  }: typeof anyRules extends fc.Arbitrary<infer T> ? T : never): RulesSpec => ({
    version: 1,
    effectiveFrom: '2026-01-01',
    stats: { power: { base, from: 'today', ...(stepped ? { steps: pairs } : { points: pairs }) } },
    boosts: [{ stat: 'power', from: 'today', atLeast: boost, addBps: 777 }],
    fairness: { maxShareOfBase: cap },
  })

  it('more income never gives less on a rising curve, and never more than the cap', () => {
    fc.assert(
      fc.property(anyRules, whole, whole, (any, a, b) => {
        const rules = defineRules(toSpec(any))
        const [low, high] = a < b ? [a, b] : [b, a]
        const less = Number(rules.evaluate({ today: low }).stats.power)
        const more = Number(rules.evaluate({ today: high }).stats.power)
        expect(more).toBeGreaterThanOrEqual(less)
        expect(more).toBeLessThanOrEqual(any.base + Math.floor((any.base * any.cap) / 10_000))
      }),
    )
  })

  it('they survive a round trip through JSON with their hash and their results', () => {
    fc.assert(
      fc.property(anyRules, whole, (any, today) => {
        const rules = defineRules(toSpec(any))
        const again = defineRules(JSON.parse(JSON.stringify(rules)) as RulesSpec)
        expect(again.hash).toBe(rules.hash)
        expect(again.evaluate({ today })).toEqual(rules.evaluate({ today }))
        expect(again.explain({ today })).toEqual(rules.explain({ today }))
      }),
    )
  })
})
