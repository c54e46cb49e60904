/** A whole number: a safe integer, a bigint, or, in JSON, its decimal digits. */
export type Integer = number | bigint | string

/** What rules may look at. */
export type FactName = 'today' | 'total' | 'claimable' | 'power' | 'yield' | 'streakDays' | 'daysMined'

/** What is known of an item's hashpower at one moment. Left out means zero. */
export interface Facts {
  /** What is mined: `BTC`, `FIL`. */
  readonly asset?: string | undefined
  /** Income of the last settled day, base units of the reward token. */
  readonly today?: bigint | undefined
  /** Income since the power's first day, base units. */
  readonly total?: bigint | undefined
  /** Income that nobody claimed yet, base units. */
  readonly claimable?: bigint | undefined
  /** Units of hashpower: 1 GH/s or 1 GiB each. */
  readonly power?: bigint | undefined
  /** Settled days with income in a row, up to the last settled one. */
  readonly streakDays?: number | undefined
  /** Settled days with income. */
  readonly daysMined?: number | undefined
}

/** A fact to look at, and of which asset: power that mines another asset counts as zero. */
export interface Source {
  /** `yield` is the income of the last settled day of a million units. */
  readonly from: FactName | 'level'
  readonly asset?: string | undefined
}

/** A stat that is a number: a base that nobody pays for, and a gain that is read off a curve. */
export interface NumberStat extends Source {
  readonly base?: Integer | undefined
  /** Piecewise linear, rounded down; flat before the first point and after the last. Inputs strictly ascend. */
  readonly points?: readonly (readonly [input: Integer, gain: Integer])[] | undefined
  /** The gain of the last step reached; none before the first. Inputs strictly ascend. */
  readonly steps?: readonly (readonly [input: Integer, gain: Integer])[] | undefined
}

/** A stat that is a word: that of the last step reached. */
export interface WordStat extends Source {
  /** The word before the first step. */
  readonly base: string
  readonly words: readonly (readonly [input: Integer, word: string])[]
}

/** Levels from 1 on: by thresholds, or by a geometric series that is expanded to whole thresholds. */
export interface Levels extends Source {
  readonly from: FactName
  readonly thresholds?: readonly Integer[] | undefined
  readonly geometric?:
    | {
        /** What level 2 takes. */
        readonly first: Integer
        /** Each level takes this many per mille of the one before, such as 1500. */
        readonly growthPermille: Integer
        /** How many levels there are above the first, at most 200. */
        readonly count: number
      }
    | undefined
}

/** Adds a share to a stat while a fact is large enough. Shares of several boosts add up. */
export interface Boost extends Source {
  readonly stat: string
  readonly atLeast: Integer
  /** Basis points of base and gain together. */
  readonly addBps: Integer
}

/** Rules as a designer writes them; with decimal strings for what JSON can't hold, also as JSON. */
export interface RulesSpec {
  readonly version: number
  /** ISO date from which they hold, such as `2026-01-01`: see `rulesAt`. */
  readonly effectiveFrom: string
  readonly stats: { readonly [name: string]: NumberStat | WordStat }
  readonly levels?: Levels | undefined
  readonly boosts?: readonly Boost[] | undefined
  readonly fairness?:
    | {
        /** The most that hashpower adds to a stat, in basis points of its base: 5000 is half as much again. */
        readonly maxShareOfBase: Integer
      }
    | undefined
}

/** The stats that rules give: words where the rules say words, else whole numbers. */
export type StatsOf<Spec extends RulesSpec> = {
  readonly [Name in keyof Spec['stats']]: Spec['stats'][Name] extends { readonly words: unknown } ? string : number
}

/** What rules make of facts. */
export interface Evaluation<Stats> {
  readonly stats: Stats
  /** From 1 on; 1 when there are no levels. */
  readonly level: number
  /** Of the rules. */
  readonly hash: string
  readonly version: number
}

/** How one stat came about. */
export interface Explanation {
  readonly stat: string
  /** What was looked at, and what it was. */
  readonly from: FactName | 'level'
  readonly input: bigint
  readonly base: number | string
  /** Read off the curve. */
  readonly gain: bigint
  /** Boosts that applied, and what each added before the cap. */
  readonly boosts: readonly { readonly from: FactName | 'level'; readonly addBps: bigint; readonly added: bigint }[]
  /** What the fairness cap took away. */
  readonly capped: bigint
  readonly value: number | string
}

/** Rules, ready to use. Frozen. */
export interface Rules<Stats = { readonly [name: string]: number | string }> {
  readonly version: number
  /** Unix seconds. */
  readonly effectiveFrom: number
  /** SHA-256 of the rules' JSON form, 64 hex digits: the same rules have the same hash everywhere. */
  readonly hash: string
  /** Thresholds of the levels, expanded. */
  readonly thresholds: readonly bigint[]
  /** Turns facts into stats. The same facts give the same stats in every engine. */
  evaluate(facts: Facts): Evaluation<Stats>
  /** Says how each stat came about, for support. */
  explain(facts: Facts): readonly Explanation[]
  /** Works out the stats of many moments, and the same as CSV: facts first, then the stats. */
  simulate(moments: readonly Facts[]): { readonly rows: readonly Evaluation<Stats>[]; readonly csv: string }
  /** The JSON form, in the one order of keys that is hashed. */
  toJSON(): RulesSpec
}
