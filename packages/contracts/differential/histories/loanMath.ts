import * as math from '../model/loanMath.js'
import { Random } from '../random.js'
import { Record } from '../record.js'

/** Numbers of the functions, as `LoanMathDifferential.t.sol` has them. */
export const mathSteps = {
  utilisation: 0,
  rate: 1,
  interest: 2,
  halves: 3,
  income: 4,
  refund: 5,
  start: 6,
  falling: 7,
  floor: 8,
} as const

/** Random arguments of the pure functions of a loan, halvings among them. */
export class MathHistory {
  readonly record: Record
  readonly #random: Random
  #answer = 0n

  constructor(seed: number) {
    this.#random = new Random(seed)
    this.record = new Record([], () => [this.#answer])
  }

  run(steps: number): this {
    while (this.record.steps < steps) this.#next()
    return this
  }

  #next(): void {
    const money = (): bigint => this.#random.big(0n, 10n ** BigInt(this.#random.between(1, 27)))
    const number = (low: number, high: number): bigint => BigInt(this.#random.between(low, high))
    const [idle, debt] = [money(), money()]
    const curve = {
      kink: number(5_000, 9_500),
      base: number(0, 2_000),
      slope1: number(0, 5_000),
      slope2: number(0, 30_000),
    }
    const share = this.#random.big(0n, 10n ** 9n)
    this.#ask(mathSteps.utilisation, [debt, idle + debt], math.utilisationUp(debt, idle + debt))
    this.#ask(mathSteps.rate, [share, curve.kink, curve.base, curve.slope1, curve.slope2], math.rateUp(share, curve))
    const [rate, seconds] = [number(0, 370_000_000), number(0, 20_000_000)]
    this.#ask(mathSteps.interest, [debt, rate, seconds], math.interestUp(debt, rate, seconds))
    const [first, days, halving] = [number(20_000, 20_400), number(1, 365), number(19_900, 20_900)]
    const halves = math.halfDays(first, first + days, halving)
    this.#ask(mathSteps.halves, [first, first + days, halving], halves)
    const [units, b, price] = [
      number(1, 1_000_000_000),
      this.#random.big(0n, 10n ** 22n),
      this.#random.big(1n, 10n ** 33n),
    ]
    const bps = number(5_000, 10_000)
    const income = math.incomeValueDown(units, b, halves, price, bps)
    this.#ask(mathSteps.income, [units, b, halves, price, bps], income)
    const [start, term, settled, day] = [number(100, 200), number(1, 540), number(50, 900), number(50, 900)]
    const end = start + term - 1n
    const args = [debt + idle, debt / 100n, settled, start, end, day] as const
    const refund = math.refundFloorDown(...args)
    this.#ask(mathSteps.refund, args, refund)
    const startPrice = math.startPriceUp(debt, refund)
    this.#ask(mathSteps.start, [debt, refund], startPrice)
    const elapsed = number(0, 300_000)
    this.#ask(mathSteps.falling, [startPrice, elapsed], math.fallingPriceUp(startPrice, elapsed))
    this.#ask(mathSteps.floor, [refund], math.floorPriceUp(refund))
  }

  #ask(step: number, args: readonly bigint[], answer: bigint): void {
    this.record.step(step, args, () => {
      this.#answer = answer
    })
  }
}
