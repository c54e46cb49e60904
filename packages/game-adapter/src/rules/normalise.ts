import { GameError } from '../core/errors.js'
import type { Boost, FactName, Integer, Levels, NumberStat, RulesSpec, Source, WordStat } from './types.js'

const sources = ['today', 'total', 'claimable', 'power', 'yield', 'streakDays', 'daysMined', 'level']

function fail(where: string, expected: string): never {
  throw new GameError('RulesInvalid', `The rules' ${where} must be ${expected}. Correct it and define the rules again.`)
}

/** Reads a whole number that is not negative. */
export function integer(value: Integer | undefined, where: string): bigint {
  if (typeof value === 'bigint' ? value >= 0n : Number.isSafeInteger(value) && Number(value) >= 0)
    return BigInt(value as bigint)
  if (typeof value === 'string' && /^\d{1,78}$/.test(value)) return BigInt(value)
  return fail(where, 'a whole number from 0 on, or its decimal digits in quotes')
}

/** The one way in which a whole number is written in the JSON form. */
const written = (value: Integer | undefined, where: string): Integer => {
  const whole = integer(value, where)
  return whole <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(whole) : `${whole}`
}

function ascending<Value>(
  pairs: readonly (readonly [Integer, Value])[],
  where: string,
  value: (value: Value, where: string) => Value,
): (readonly [Integer, Value])[] {
  if (!Array.isArray(pairs) || pairs.length === 0) fail(where, 'a list of pairs with at least one in it')
  return pairs.map((pair, index) => {
    const at = `${where}[${index}]`
    if (!Array.isArray(pair) || pair.length !== 2) fail(at, 'a pair of input and output')
    const before = pairs[index - 1]
    if (before && integer(before[0], at) >= integer(pair[0], at)) fail(at, 'larger than the input before it')
    return [written(pair[0], at), value(pair[1], at)] as const
  })
}

function source(given: Source, where: string): { asset?: string; from: FactName | 'level' } {
  if (!sources.includes(given.from)) fail(`${where}.from`, `one of ${sources.join(', ')}`)
  return { ...(given.asset === undefined ? {} : { asset: `${given.asset}` }), from: given.from }
}

const text = (value: unknown, where: string): string => (typeof value === 'string' ? value : fail(where, 'a word'))

function stat(given: NumberStat | WordStat, where: string): NumberStat | WordStat {
  if ('words' in given)
    return {
      ...source(given, where),
      base: text(given.base, `${where}.base`),
      words: ascending(given.words, `${where}.words`, text),
    }
  const { base = 0, points, steps } = given
  if (!points === !steps) fail(where, 'given either points or steps, or words')
  const curve = points
    ? { points: ascending(points, `${where}.points`, written) }
    : { steps: ascending(steps ?? [], `${where}.steps`, written) }
  return { ...source(given, where), base: written(base, `${where}.base`), ...curve }
}

function levels(given: Levels): Levels {
  const { thresholds, geometric } = given
  const from = source(given, 'levels') as Source & { from: FactName }
  if (given.from === ('level' as string)) fail('levels.from', 'a fact')
  if (!thresholds === !geometric) fail('levels', 'given either thresholds or geometric')
  if (thresholds) {
    const pairs = ascending(
      thresholds.map((at) => [at, 0] as const),
      'levels.thresholds',
      (zero) => zero,
    )
    return { ...from, thresholds: pairs.map(([at]) => at) }
  }
  const { first = 0, growthPermille = 0, count = 0 } = geometric ?? {}
  if (!Number.isInteger(count) || count < 1 || count > 200) fail('levels.geometric.count', 'from 1 to 200')
  if (integer(first, 'levels.geometric.first') === 0n) fail('levels.geometric.first', 'more than 0')
  if (integer(growthPermille, 'levels.geometric.growthPermille') < 1000n)
    fail('levels.geometric.growthPermille', '1000 or more')
  return {
    ...from,
    geometric: { first: written(first, ''), growthPermille: written(growthPermille, ''), count },
  }
}

/** Checks rules, and writes them in the one way that is hashed. */
export function normalise(spec: RulesSpec): RulesSpec {
  const { version, effectiveFrom } = spec
  if (!Number.isSafeInteger(version) || version < 1) fail('version', 'a whole number from 1 on')
  if (!/^\d{4}-\d\d-\d\d$/.test(effectiveFrom) || Number.isNaN(Date.parse(effectiveFrom)))
    fail('effectiveFrom', 'a date such as 2026-01-01')
  const names = Object.keys(spec.stats ?? {}).sort()
  if (names.length === 0) fail('stats', 'an object with at least one stat')
  const boosts = (spec.boosts ?? []).map((boost: Boost, index): Boost => {
    const where = `boosts[${index}]`
    const target = Object.hasOwn(spec.stats, boost.stat) ? spec.stats[boost.stat] : undefined
    if (!target || 'words' in target) fail(`${where}.stat`, 'the name of a stat that is a number')
    const { addBps, atLeast } = boost
    return {
      ...source(boost, where),
      stat: boost.stat,
      atLeast: written(atLeast, `${where}.atLeast`),
      addBps: written(addBps, `${where}.addBps`),
    }
  })
  return {
    version,
    effectiveFrom,
    stats: Object.fromEntries(names.map((name) => [name, stat(spec.stats[name] as NumberStat, `stats.${name}`)])),
    ...(spec.levels ? { levels: levels(spec.levels) } : {}),
    ...(boosts.length > 0 ? { boosts } : {}),
    ...(spec.fairness
      ? { fairness: { maxShareOfBase: written(spec.fairness.maxShareOfBase, 'fairness.maxShareOfBase') } }
      : {}),
  }
}
