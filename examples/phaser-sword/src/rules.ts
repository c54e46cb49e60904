import { defineRules } from '@dmex/game-adapter/rules'

/**
 * What mining does for a sword. Hashpower adds half of a stat's base at most, however much of it somebody buys: who fights well with
 * a plain sword beats who fights badly with a rich one.
 */
export const rules = defineRules({
  version: 1,
  effectiveFrom: '2024-01-01',
  stats: {
    // Satoshi mined since the hashpower's first day.
    attack: {
      base: 10,
      from: 'total',
      asset: 'BTC',
      steps: [
        [500, 1],
        [2_000, 2],
        [6_000, 3],
        [20_000, 4],
        [100_000, 5],
      ],
    },
    // Base units of FIL, 18 decimals.
    health: {
      base: 100,
      from: 'total',
      asset: 'FIL',
      steps: [
        ['5000000000000000', 10],
        ['50000000000000000', 20],
        ['500000000000000000', 35],
        ['5000000000000000000', 50],
      ],
    },
    speed: {
      base: 100,
      from: 'streakDays',
      steps: [
        [1, 5],
        [3, 10],
        [7, 15],
        [14, 20],
        [30, 30],
      ],
    },
    glow: {
      base: 'plain',
      from: 'daysMined',
      words: [
        [1, 'warm'],
        [7, 'bright'],
        [30, 'blazing'],
      ],
    },
  },
  levels: { from: 'daysMined', thresholds: [1, 3, 7, 14, 30, 60, 120, 240, 480] },
  fairness: { maxShareOfBase: 5_000 },
})

/** What a sword has. */
export type Stats = ReturnType<typeof rules.evaluate>['stats']

/** A sword without any hashpower. */
export const plain: Stats = rules.evaluate({}).stats
