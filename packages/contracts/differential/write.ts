import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { LedgerHistory, ledgerSteps } from './histories/ledger.js'
import { MathHistory, mathSteps } from './histories/loanMath.js'
import { LoanHistory, loanSteps } from './histories/loans.js'
import { PoolHistory, poolSteps } from './histories/pool.js'
import {
  EarnsAtOnce,
  ForgetsDaysUntilMaturity,
  ReleasesByTheCalendar,
  RepaysRoundedDown,
  RoundsTheFeeDown,
  SharesByTheDebt,
} from './model/mistakes.js'
import { Insolvent } from './model/world.js'
import type { Record as History } from './record.js'

interface Runnable {
  readonly record: History
  run(steps: number): unknown
}

interface Kind {
  readonly name: string
  readonly count: number
  /** How often each kind of step must go through over all histories, so that what they say covers it. */
  readonly reach: number
  readonly steps: Readonly<Record<string, number>>
  readonly make: (seed: number) => History
}

const ledger = (name: string, count: number): Kind => ({
  name,
  count,
  reach: 25,
  steps: ledgerSteps,
  make: (seed) => new LedgerHistory(seed).run(60).record,
})

const pool = (name: string, count: number): Kind => ({
  name,
  count,
  reach: 20,
  steps: poolSteps,
  make: (seed) => new PoolHistory(seed).run(90).record,
})

const loans = (name: string, count: number): Kind => ({
  name,
  count,
  reach: 2,
  steps: loanSteps,
  make: (seed) => new LoanHistory(seed).run(60).record,
})

/** Pure functions, beside the 1,000 histories. */
const loanMath: Kind = {
  name: 'math',
  count: 8,
  reach: 200,
  steps: mathSteps,
  make: (seed) => new MathHistory(seed).run(450).record,
}

const mistaken = (name: string, start: (seed: number) => Runnable): Kind => ({
  name,
  count: 20,
  reach: 0,
  steps: {},
  make: (seed) => {
    const history = start(seed)
    try {
      history.run(60)
    } catch (error) {
      if (!(error instanceof Insolvent)) throw error // else it ends here, with what was written so far
    }
    return history.record
  },
})

const right: readonly Kind[] = [ledger('ledger', 500), pool('pool', 300), loans('loans', 200), loanMath]

/** Histories with the answers of a wrong model: each kind must fail when it is replayed. */
const wrong: readonly Kind[] = [
  mistaken('wrong-fee', (seed) => new LedgerHistory(seed, RoundsTheFeeDown)),
  mistaken('wrong-release', (seed) => new LedgerHistory(seed, ReleasesByTheCalendar)),
  mistaken('wrong-first-day', (seed) => new LedgerHistory(seed, EarnsAtOnce)),
  mistaken('wrong-share', (seed) => new PoolHistory(seed, SharesByTheDebt)),
  mistaken('wrong-repayment', (seed) => new PoolHistory(seed, RepaysRoundedDown)),
  mistaken('wrong-refund', (seed) => new LoanHistory(seed, ForgetsDaysUntilMaturity)),
]

const requireReach = ({ name, steps, reach }: Kind, done: readonly number[]): void => {
  for (const [step, number] of Object.entries(steps)) {
    const times = done.filter((other) => other === number).length
    if (times < reach)
      throw new Error(`${step} went through ${times} times in the histories of ${name}, ${reach} are needed`)
  }
}

const write = (directory: string, kind: Kind): string => {
  const done: number[] = []
  let [steps, refused] = [0, 0]
  for (let seed = 0; seed < kind.count; ++seed) {
    const history = kind.make(seed)
    writeFileSync(join(directory, `${kind.name}-${seed}.bin`), history.bytes())
    done.push(...history.done)
    steps += history.steps
    refused += history.refused
  }
  if (right.includes(kind)) requireReach(kind, done)
  return `${kind.name}: ${kind.count} histories, ${steps} steps, ${refused} of them refused`
}

/** Writes all histories, `<kind>-<seed>.bin`, into a directory that it empties first. Returns a line about each kind. */
export const writeHistories = (directory: string): readonly string[] => {
  rmSync(directory, { recursive: true, force: true })
  mkdirSync(directory, { recursive: true })
  return [...right, ...wrong].map((kind) => write(directory, kind))
}
