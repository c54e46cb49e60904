import type { Boost, Integer, NumberStat, WordStat } from './types.js'

/**
 * A stat that grows with the last settled day's income, evenly up to a most.
 *
 * @param options - what it is without hashpower, the base units of income that a point takes, and the most points
 *
 * @example
 * ```ts
 * import { defineRules, proportional } from '@dmex/game-adapter/rules'
 *
 * export const rules = defineRules({
 *   version: 1,
 *   effectiveFrom: '2026-01-01',
 *   stats: { attack: proportional({ base: 10, perPoint: 100, most: 20 }) },
 * })
 * ```
 */
export const proportional = (options: {
  readonly base: Integer
  readonly perPoint: Integer
  readonly most: Integer
}): NumberStat => {
  const most = BigInt(options.most)
  return {
    base: options.base,
    from: 'today',
    points: [
      [0, 0],
      [BigInt(options.perPoint) * most, most],
    ],
  }
}

/**
 * A league's name by what the power has mined in all: `none`, then those given.
 *
 * @param leagues - total income, base units, and the name of the league from there on
 *
 * @example
 * ```ts
 * import { defineRules, league } from '@dmex/game-adapter/rules'
 *
 * export const rules = defineRules({
 *   version: 1,
 *   effectiveFrom: '2026-01-01',
 *   stats: { league: league([[1_000, 'bronze'], [10_000, 'silver'], [100_000, 'gold']]) },
 * })
 * ```
 */
export const league = (leagues: readonly (readonly [from: Integer, name: string])[]): WordStat => ({
  base: 'none',
  from: 'total',
  words: leagues,
})

/**
 * Boosts of a stat for days with income in a row: 5% after 7 days, 10% after 30, 20% after 90.
 *
 * @param stat - name of the stat
 *
 * @example
 * ```ts
 * import { defineRules, proportional, streak } from '@dmex/game-adapter/rules'
 *
 * export const rules = defineRules({
 *   version: 1,
 *   effectiveFrom: '2026-01-01',
 *   stats: { attack: proportional({ base: 10, perPoint: 100, most: 20 }) },
 *   boosts: streak('attack'),
 * })
 * ```
 */
export const streak = (stat: string): readonly Boost[] => [
  { stat, from: 'streakDays', atLeast: 7, addBps: 500 },
  { stat, from: 'streakDays', atLeast: 30, addBps: 500 },
  { stat, from: 'streakDays', atLeast: 90, addBps: 1_000 },
]

/**
 * A stat by how much the power yields rather than how much of it there is: more money does not buy more of it.
 *
 * @param options - the base, and the yield (income of a day of a million units, base units) at which it has gained the most
 *
 * @example
 * ```ts
 * import { defineRules, efficiency } from '@dmex/game-adapter/rules'
 *
 * export const rules = defineRules({
 *   version: 1,
 *   effectiveFrom: '2026-01-01',
 *   stats: { speed: efficiency({ base: 100, fullYield: 70_000, most: 25 }) },
 * })
 * ```
 */
export const efficiency = (options: {
  readonly base: Integer
  readonly fullYield: Integer
  readonly most: Integer
}): NumberStat => ({
  base: options.base,
  from: 'yield',
  points: [
    [0, 0],
    [options.fullYield, options.most],
  ],
})
