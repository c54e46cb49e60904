import { add, divUp, min, require } from './rounding.js'
import { type Actor, DAY, type Token, type World } from './world.js'

const GRACE = 48n * 3_600n
const REMEMBERED_DAYS = 30n

export interface Checkpoint {
  readonly acc: bigint
  readonly units: bigint
  readonly earned: bigint
}

/** A miner's day ledger. Amounts are base units; `acc` and `rem` carry the scale 10^(30 - decimals). */
export interface Fleet {
  readonly reward: Token
  readonly pay: Token
  readonly scale: bigint
  settled: bigint
  lastEnd: bigint
  streak: bigint
  misses: bigint
  terminated: boolean
  minerDue: bigint
  daily: bigint
  rem: bigint
  pending: bigint
  fundedTotal: bigint
  feeAccrued: bigint
  feeTaken: bigint
  readonly paid: Map<bigint, bigint>
  readonly checkpoints: Map<bigint, Checkpoint>
  readonly unitsDelta: Map<bigint, bigint>
  readonly dailyDelta: Map<bigint, bigint>
}

export interface Series {
  readonly id: bigint
  readonly fleet: Fleet
  readonly term: bigint
  readonly price: bigint
  sequence: bigint
}

/** Who the ledger pays besides holders. */
export interface Parties {
  readonly ledger: Actor
  readonly miner: Actor
  readonly payout: Actor
  readonly feeRecipient: Actor
  /** Those who are contracts: nothing is pushed to them. */
  readonly contracts: readonly Actor[]
}

export interface Rules {
  readonly feeBps: bigint
}

const misses = (fleet: Fleet): number => fleet.misses.toString(2).replaceAll('0', '').length

/** Fleets: funding, settling, release, fees, termination. */
export class FleetLedger {
  readonly fleets: Fleet[] = []
  readonly series: Series[] = []
  readonly #credits = new Map<Token, Map<Actor, bigint>>()

  constructor(
    readonly world: World,
    readonly parties: Parties,
    readonly rules: Rules,
  ) {}

  createFleet(reward: Token, rewardDecimals: bigint, pay: Token): Fleet {
    const fleet: Fleet = {
      reward,
      pay,
      scale: 10n ** (30n - rewardDecimals),
      settled: this.world.today,
      lastEnd: 0n,
      streak: 0n,
      misses: 0n,
      terminated: false,
      minerDue: 0n,
      daily: 0n,
      rem: 0n,
      pending: 0n,
      fundedTotal: 0n,
      feeAccrued: 0n,
      feeTaken: 0n,
      paid: new Map(),
      checkpoints: new Map(),
      unitsDelta: new Map(),
      dailyDelta: new Map(),
    }
    this.fleets.push(fleet)
    return fleet
  }

  createSeries(fleet: Fleet, term: bigint, price: bigint): Series {
    const series = { id: BigInt(this.series.length + 1), fleet, term, price, sequence: 0n }
    this.series.push(series)
    return series
  }

  fund(fleet: Fleet, day: bigint, amount: bigint): void {
    require(!fleet.terminated, 'terminated')
    require(amount > 0n, 'nothing to fund')
    require(day > fleet.settled && day <= this.world.today, 'a day that has not settled, up to today')
    this.world.mint(fleet.reward, this.parties.ledger, amount)
    add(fleet.paid, day, amount)
    fleet.pending += amount
    fleet.fundedTotal += amount
  }

  canSettle(fleet: Fleet): boolean {
    const day = fleet.settled + 1n
    if (fleet.terminated || this.isIdle(fleet)) return false
    if (this.#unitsOn(fleet, day) === 0n) return this.world.today > day
    if (!this.world.isFinal(day)) return false
    return this.#paidEnough(fleet, day) || this.world.now >= (day + 1n) * DAY + GRACE
  }

  settle(fleet: Fleet): void {
    require(this.canSettle(fleet), 'the next day can not settle yet')
    const day = fleet.settled + 1n
    const ok = this.#paidEnough(fleet, day)
    const units = this.#unitsOn(fleet, day)
    const before = this.last(fleet)
    fleet.daily += fleet.dailyDelta.get(day) ?? 0n
    if (units > 0n) this.#judge(fleet, ok)
    this.#credit(fleet, day, { units, earned: before.earned + (ok && units > 0n ? 1n : 0n) })
    fleet.settled = day
  }

  settleDays(fleet: Fleet, most: bigint): bigint {
    require(!fleet.terminated, 'terminated')
    let count = 0n
    for (; count < most && this.canSettle(fleet); ++count) this.settle(fleet)
    return count
  }

  release(fleet: Fleet): bigint {
    const fee = this.feeOf(fleet.minerDue)
    const amount = fleet.minerDue - fee
    require(amount > 0n, 'nothing is due')
    fleet.feeAccrued += fee
    fleet.minerDue = 0n
    this.world.move(fleet.pay, this.parties.ledger, this.parties.payout, amount)
    return amount
  }

  collectFees(fleet: Fleet): bigint {
    const waiting = this.feeOf(fleet.minerDue)
    const amount = fleet.feeAccrued + waiting - fleet.feeTaken
    require(amount > 0n, 'no fee is due')
    fleet.feeTaken += amount
    this.world.move(fleet.pay, this.parties.ledger, this.parties.feeRecipient, amount)
    return amount
  }

  terminate(fleet: Fleet, byVote: boolean): void {
    require(!fleet.terminated, 'terminated')
    const before = structuredClone(fleet)
    this.settleDays(fleet, 64n)
    const enough = byVote ? fleet.streak >= 7n || misses(fleet) >= 10 : misses(fleet) >= 24
    const may = enough && !this.isIdle(fleet)
    if (!may) Object.assign(fleet, before)
    require(may, 'the misses do not suffice, or no term is left to end')
    const day = fleet.settled + 1n
    const units = this.#unitsOn(fleet, day)
    const money = fleet.pending
    fleet.pending = 0n
    fleet.daily += fleet.dailyDelta.get(day) ?? 0n
    fleet.terminated = true
    if (units > 0n) {
      this.#credit(fleet, day, { units, earned: this.last(fleet).earned }, money)
      fleet.settled = day
    } else {
      const all = money * fleet.scale + fleet.rem
      fleet.rem = all % fleet.scale
      this.creditTo(fleet.reward, this.parties.payout, all / fleet.scale)
    }
  }

  // ---- views

  creditOf(token: Token, who: Actor): bigint {
    return this.#credits.get(token)?.get(who) ?? 0n
  }

  isIdle(fleet: Fleet): boolean {
    return fleet.settled >= fleet.lastEnd
  }

  last(fleet: Fleet): Checkpoint {
    return fleet.checkpoints.get(fleet.settled) ?? { acc: 0n, units: 0n, earned: 0n }
  }

  // ---- rules that a wrong model breaks, to prove that the replay would notice

  /** The platform's fee on what is due. */
  protected feeOf(due: bigint): bigint {
    return divUp(due * this.rules.feeBps, 10_000n)
  }

  /** Whether a day's slice is the miner's: it is, if the day was paid. */
  protected isDue(delivered: boolean): boolean {
    return delivered
  }

  // ---- internals

  #unitsOn(fleet: Fleet, day: bigint): bigint {
    return this.last(fleet).units + (fleet.unitsDelta.get(day) ?? 0n)
  }

  #paidEnough(fleet: Fleet, day: bigint): boolean {
    const paid = fleet.paid.get(day) ?? 0n
    return paid > 0n && paid * fleet.scale * 10_000n >= this.world.required(day) * this.#unitsOn(fleet, day)
  }

  #judge(fleet: Fleet, ok: boolean): void {
    if (this.isDue(ok)) fleet.minerDue += fleet.daily
    fleet.streak = ok ? 0n : fleet.streak + 1n
    fleet.misses = ((fleet.misses << 1n) | (ok ? 0n : 1n)) & ((1n << REMEMBERED_DAYS) - 1n)
  }

  /** Spreads what was paid for a day over its units; what does not divide is carried. */
  #credit(
    fleet: Fleet,
    day: bigint,
    { units, earned }: Omit<Checkpoint, 'acc'>,
    paid: bigint = fleet.paid.get(day) ?? 0n,
  ): void {
    const { acc } = this.last(fleet)
    const total = paid * fleet.scale + fleet.rem
    fleet.pending -= min(paid, fleet.pending)
    fleet.rem = units === 0n ? total : total % units
    fleet.checkpoints.set(day, { acc: units === 0n ? acc : acc + total / units, units, earned })
  }

  /** An idle ledger jumps to today; what was funded meanwhile is carried to the next holders. */
  protected wake(fleet: Fleet): void {
    const { acc, earned } = this.last(fleet)
    fleet.rem += fleet.pending * fleet.scale
    fleet.pending = 0n
    fleet.daily = 0n
    fleet.settled = this.world.today
    fleet.checkpoints.set(fleet.settled, { acc, units: 0n, earned })
  }

  protected creditTo(token: Token, who: Actor, amount: bigint): void {
    const credits = this.#credits.get(token) ?? new Map<Actor, bigint>()
    this.#credits.set(token, credits.set(who, (credits.get(who) ?? 0n) + amount))
  }
}
