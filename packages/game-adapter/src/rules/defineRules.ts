import { integer, normalise } from './normalise.js'
import { sha256 } from './sha256.js'
import type {
  Evaluation,
  Explanation,
  FactName,
  Facts,
  Integer,
  Levels,
  NumberStat,
  Rules,
  RulesSpec,
  Source,
  StatsOf,
  WordStat,
} from './types.js'

const BPS = 10_000n
const LARGEST = BigInt(Number.MAX_SAFE_INTEGER)

type Pairs<Value> = readonly (readonly [Integer, Value])[]

/** The pair that an input has reached, if it reached any, and the one after it. */
function around<Value>(pairs: Pairs<Value>, input: bigint): { reached?: Pairs<Value>[0]; next?: Pairs<Value>[0] } {
  const after = pairs.findIndex(([at]) => BigInt(at) > input)
  const index = after < 0 ? pairs.length : after
  const [reached, next] = [pairs[index - 1], pairs[index]]
  return { ...(reached ? { reached } : {}), ...(next ? { next } : {}) }
}

function gainOf({ points, steps = [] }: NumberStat, input: bigint): bigint {
  if (!points) return BigInt(around(steps, input).reached?.[1] ?? 0)
  const { reached, next } = around(points, input)
  if (!reached || !next) return BigInt((reached ?? next)?.[1] ?? 0)
  const [x0, y0, x1, y1] = [...reached, ...next].map(BigInt) as [bigint, bigint, bigint, bigint]
  const rise = (y1 - y0) * (input - x0)
  const run = x1 - x0
  // Rounded down, also where the curve falls: bigint division rounds towards zero.
  return y0 + (rise >= 0n ? rise / run : (rise - run + 1n) / run)
}

function expand({ thresholds, geometric }: Levels): bigint[] {
  if (!geometric) return (thresholds ?? []).map(BigInt)
  const result: bigint[] = []
  let step = BigInt(geometric.first)
  let at = 0n
  for (let level = 0; level < geometric.count; level++) {
    at += step
    result.push(at)
    step = (step * BigInt(geometric.growthPermille)) / 1000n
  }
  return result
}

function factOf(facts: Facts, name: FactName): bigint {
  if (name !== 'yield') return integer(facts[name] ?? 0, `fact ${name}`)
  const power = integer(facts.power ?? 0, 'fact power')
  return power === 0n ? 0n : (integer(facts.today ?? 0, 'fact today') * 1_000_000n) / power
}

const columns = ['asset', 'today', 'total', 'claimable', 'power', 'streakDays', 'daysMined'] as const

const cell = (value: unknown): string => {
  const text = `${value ?? ''}`
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/**
 * Makes rules that turn mined income into stats. Whole numbers only: the same facts give the same stats on every machine.
 *
 * @param spec - the rules; also their JSON form, parsed
 * @throws GameError `RulesInvalid`, with the place, when something in them is not as it must be
 *
 * @example
 * ```ts
 * import { defineRules } from '@dmex/game-adapter/rules'
 *
 * export const rules = defineRules({
 *   version: 1,
 *   effectiveFrom: '2026-01-01',
 *   stats: { attack: { base: 10, from: 'today', points: [[0, 0], [1_000, 5]] } },
 *   fairness: { maxShareOfBase: 5_000 },
 * })
 * ```
 */
export function defineRules<const Spec extends RulesSpec>(spec: Spec): Rules<StatsOf<Spec>> {
  type Stats = StatsOf<Spec>
  const json = normalise(spec)
  const hash = sha256(JSON.stringify(json))
  const { version, stats, boosts = [], fairness, levels } = json
  const thresholds = Object.freeze(levels ? expand(levels) : [])

  const read = (facts: Facts, { from, asset }: Source, level: number): bigint => {
    if (asset !== undefined && asset !== facts.asset) return 0n
    return from === 'level' ? BigInt(level) : factOf(facts, from)
  }
  const levelOf = (facts: Facts): number => {
    if (!levels) return 1
    const reached = read(facts, levels, 1)
    return 1 + thresholds.filter((at) => at <= reached).length
  }
  const explainStat = (stat: string, rule: NumberStat | WordStat, facts: Facts, level: number): Explanation => {
    const { from } = rule
    const input = read(facts, rule, level)
    if ('words' in rule) {
      const value = around(rule.words, input).reached?.[1] ?? rule.base
      return { stat, from, input, base: rule.base, gain: 0n, boosts: [], capped: 0n, value }
    }
    const base = BigInt(rule.base ?? 0)
    const gain = gainOf(rule, input)
    const applied = boosts
      .filter((boost) => boost.stat === stat && read(facts, boost, level) >= BigInt(boost.atLeast))
      .map(({ from: by, addBps }) => {
        const share = BigInt(addBps)
        return { from: by, addBps: share, added: ((base + gain) * share) / BPS }
      })
    const extra = applied.reduce((sum, { added }) => sum + added, gain)
    const most = fairness ? (base * BigInt(fairness.maxShareOfBase)) / BPS : LARGEST
    const allowed = extra < most ? extra : most
    const whole = base + allowed
    const value = Number(whole < LARGEST ? whole : LARGEST)
    return { stat, from, input, base: Number(base), gain, boosts: applied, capped: extra - allowed, value }
  }
  const explain = (facts: Facts): readonly Explanation[] => {
    const level = levelOf(facts)
    return Object.entries(stats).map(([name, rule]) => explainStat(name, rule, facts, level))
  }
  const evaluate = (facts: Facts): Evaluation<Stats> => {
    const values = Object.fromEntries(explain(facts).map(({ stat, value }) => [stat, value])) as Stats
    return Object.freeze({ stats: Object.freeze(values), level: levelOf(facts), hash, version })
  }
  return Object.freeze({
    version,
    effectiveFrom: Date.parse(json.effectiveFrom) / 1000,
    hash,
    thresholds,
    evaluate,
    explain,
    simulate: (moments: readonly Facts[]) => {
      const rows = moments.map(evaluate)
      const names = Object.keys(stats)
      const lines = moments.map((facts, index) => {
        const row = rows[index]
        const given = row?.stats as { readonly [name: string]: number | string } | undefined
        return [...columns.map((name) => facts[name]), row?.level, ...names.map((name) => given?.[name])]
      })
      const csv = [[...columns, 'level', ...names], ...lines].map((line) => `${line.map(cell).join(',')}\n`).join('')
      return { rows, csv }
    },
    toJSON: () => structuredClone(json),
  })
}

/**
 * Picks the rules that hold at a time: the latest of those that are effective, or the first when none is yet.
 *
 * @param versions - the rules, in any order; at least one
 * @param time - unix seconds, of the block and not of the player's clock
 * @throws GameError `RulesInvalid` without any rules
 *
 * @example
 * ```ts
 * import { type Rules, rulesAt } from '@dmex/game-adapter/rules'
 *
 * export const current = (season1: Rules, season2: Rules, blockTime: number) => rulesAt([season1, season2], blockTime)
 * ```
 */
export function rulesAt<Stats>(versions: readonly Rules<Stats>[], time: number): Rules<Stats> {
  const sorted = [...versions].sort((a, b) => a.effectiveFrom - b.effectiveFrom || a.version - b.version)
  const found = sorted.findLast(({ effectiveFrom }) => effectiveFrom <= time) ?? sorted[0]
  if (!found) integer(undefined, 'number of versions')
  return found as Rules<Stats>
}
