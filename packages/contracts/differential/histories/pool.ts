import type { Fleet } from '../model/fleet.js'
import { Ledger } from '../model/ledger.js'
import { Pool } from '../model/pool.js'
import { entry, sum } from '../model/rounding.js'
import { type Actor, type Token, World } from '../model/world.js'
import { Random } from '../random.js'
import { Record } from '../record.js'
import { BEGIN, DIFFICULTY, decimals, flag } from './common.js'

/** Numbers of the steps, as `PoolReplay.sol` has them. */
export const poolSteps = {
  advance: 0,
  buy: 1,
  fund: 2,
  settleDays: 4,
  terminate: 19,
  schedule: 30,
  execute: 31,
  deposit: 32,
  withdraw: 33,
  claim: 34,
  settle: 35,
  payQueue: 36,
  retire: 37,
  collectFees: 38,
  handOver: 39,
} as const

const people: readonly Actor[] = [0, 1, 2, 3]
const [ROUTER, POOL] = [9, 10]
const parties = { payout: 5, feeRecipient: 6, ledger: 7, miner: 8, contracts: [4, POOL] } as const
const watched: readonly Actor[] = [...people, 7, ROUTER, POOL]
const MOST_MACHINES = 4
/** No history lasts longer: a hold lapses after 45 days. */
const LONGEST = 44n * 86_400n

const observePool = (pool: Pool): bigint[] => {
  const money = [pool.liquidity, pool.toRepay, pool.cost, pool.totalShares, pool.queuedShares, pool.queued]
  const stream = [pool.head, pool.tail, pool.flowsLater, pool.streamEnd, pool.principalTime, pool.settledAt]
  const income = [pool.throughDay, pool.feeOwed, pool.windfall, pool.recentIncome, pool.recentUnitDays]
  return [...money, ...stream, ...income, flag(pool.isHeld), pool.settleable ?? 0n]
}

const observeAccount = (pool: Pool, who: Actor): bigint[] => {
  const { shares, queued } = pool.accountOf(who)
  return [shares, queued, pool.valueOf(shares), pool.claimable(who)]
}

const observeMachines = (pool: Pool): bigint[] =>
  Array.from({ length: MOST_MACHINES }, (_, i) => pool.machines[i]).flatMap((machine) =>
    machine === undefined ? [0n, 0n, 0n] : [machine.nft.id, machine.cost, machine.outstanding],
  )

const observeFleet = (ledger: Ledger, fleet: Fleet): bigint[] => [
  fleet.settled,
  fleet.streak,
  flag(fleet.terminated),
  ledger.last(fleet).acc,
  fleet.minerDue,
]

/** A random history of a joint-mining pool over two fleets that earn its asset. */
export class PoolHistory {
  readonly record: Record
  readonly #random: Random
  readonly #ledger: Ledger
  readonly #pool: Pool
  readonly #asset: Token
  readonly #whole: bigint
  readonly #reliability: number
  /** Machines soon repaid, and people who go: pools without shares come of it. */
  readonly #isBooming: boolean

  constructor(seed: number, Model: typeof Pool = Pool) {
    const random = new Random(seed)
    const world = new World(BEGIN, DIFFICULTY)
    const ledger = new Ledger(world, parties, { feeBps: 500n })
    this.#random = random
    this.#ledger = ledger
    this.#asset = random.pick([0, 1, 2])
    const places = entry(decimals, this.#asset)
    this.#whole = 10n ** places
    this.#reliability = random.pick([98, 98, 90, 4])
    this.#isBooming = random.chance(40)
    const setUp: bigint[] = [BigInt(this.#asset)]
    for (let i = 0; i < 2; ++i) ledger.createFleet(this.#asset, places, this.#asset)
    for (const which of [0, 1]) {
      const term = BigInt(random.pick([3, 8, 15, 30, 200]))
      const price = random.big(1n, 20n * this.#whole)
      ledger.createSeries(this.#fleet(which), term, price)
      setUp.push(term, price)
    }
    const terms = {
      asset: this.#asset,
      minDeposit: this.#whole,
      feeBps: random.pick([0n, 2_500n, 777n]),
      reserveBps: random.pick([0n, 0n, 1_000n]),
      pool: POOL,
      router: ROUTER,
    }
    setUp.push(terms.feeBps, terms.reserveBps)
    const pool = new Model(ledger, terms)
    this.#pool = pool
    this.record = new Record(setUp, () => [
      ...observePool(pool),
      ...people.flatMap((who) => observeAccount(pool, who)),
      ...observeMachines(pool),
      ...ledger.fleets.flatMap((fleet) => observeFleet(ledger, fleet)),
      ...watched.map((who) => world.balanceOf(this.#asset, who)),
    ])
    this.#open()
  }

  run(steps: number): this {
    while (this.record.steps < steps) this.#next()
    return this
  }

  // ---- choices

  #open(): void {
    this.#schedule()
    for (const who of people) this.#deposit(who)
    this.#execute()
  }

  #next(): void {
    const what = this.#random.weighed({
      days: 30,
      settle: 12,
      deposit: this.#isBooming ? 2 : 9,
      withdraw: 12,
      claim: 6,
      payQueue: 4,
      buy: this.#isBooming ? 2 : 5,
      fees: 2,
      outsider: 3,
      retire: 8,
      terminate: 8,
      leave: this.#isBooming && this.#pool.toRepay === 0n ? 20 : 1,
      handOver: this.#pool.totalShares === 0n ? 30 : 1,
    })
    if (what === 'days') this.#days()
    if (what === 'settle') this.#settle()
    if (what === 'deposit') this.#deposit(this.#random.pick(people))
    if (what === 'withdraw') this.#withdraw()
    if (what === 'claim') this.#claim()
    if (what === 'payQueue') this.#payQueue()
    if (what === 'buy') this.#buyMachine()
    if (what === 'fees' && this.#pool.feeOwed > 0n)
      this.record.step(poolSteps.collectFees, [], () => this.#pool.collectFees())
    if (what === 'outsider') this.#outsider()
    if (what === 'retire') this.#retire()
    if (what === 'terminate') this.#terminate()
    if (what === 'leave') this.#leave()
    if (what === 'handOver') this.#handOver()
  }

  #days(): void {
    const { world } = this.#ledger
    if (world.now > BEGIN + LONGEST) return
    const hours = this.#random.chance(70) ? 24 : this.#random.pick([1, 5, 13, 30, 47, 72, 24 * 5])
    const seconds = BigInt(hours) * 3_600n + BigInt(this.#random.below(60))
    this.record.step(poolSteps.advance, [seconds], () => {
      world.now += seconds
    })
    for (const which of [0, 1]) {
      const fleet = this.#fleet(which)
      if (this.#ledger.isIdle(fleet) || fleet.terminated) continue
      const day = fleet.settled + 1n
      if (day <= world.today && this.#random.chance(this.#isSpent ? 5 : this.#reliability)) {
        const amount = this.#random.big(
          1n,
          (this.#costs() + this.#whole) / BigInt(this.#random.pick(this.#isBooming ? [1, 2] : [2, 20, 100])) + 1n,
        )
        this.record.step(poolSteps.fund, [BigInt(which), day, amount], () => this.#ledger.fund(fleet, day, amount))
      }
      const most = BigInt(this.#random.between(1, 4))
      this.record.step(poolSteps.settleDays, [BigInt(which), most], () => this.#ledger.settleDays(fleet, most))
    }
    if (this.#random.chance(60)) this.#settle()
  }

  #settle(): void {
    if (this.#pool.settleable === undefined && this.#random.chance(90)) return
    this.record.step(poolSteps.settle, [], () => this.#pool.settle())
  }

  #deposit(who: Actor): void {
    const scale = this.#random.pick([1n, 100n, 5_000n, 5_000n])
    const amount = this.#random.big(this.#whole / 2n, this.#whole * scale + this.#whole)
    this.record.step(poolSteps.deposit, [BigInt(who), amount], () => this.#pool.deposit(who, amount))
  }

  #withdraw(): void {
    const who = this.#random.pick(people)
    const free = this.#pool.freeShares(who)
    if (free === 0n) return
    const shares = this.#random.chance(40) ? free : this.#random.big(1n, free + (this.#random.chance(5) ? free : 0n))
    const nextBlock = this.#random.chance(90)
    this.#withdrawShares(who, shares, nextBlock)
  }

  #withdrawShares(who: Actor, shares: bigint, nextBlock: boolean): void {
    this.record.step(poolSteps.withdraw, [BigInt(who), shares, flag(nextBlock)], () => {
      if (nextBlock) this.#pool.block += 1n
      this.#pool.withdraw(who, shares)
    })
  }

  /** Everybody asks for everything. */
  #leave(): void {
    for (const who of people) {
      const free = this.#pool.freeShares(who)
      if (free > 0n) this.#withdrawShares(who, free, true)
    }
  }

  #handOver(): void {
    if (this.#pool.machines.length > 0) this.record.step(poolSteps.handOver, [], () => this.#pool.handOver())
    else this.#open()
  }

  #claim(): void {
    const who = this.#random.pick(people)
    if (this.#pool.claimable(who) > 0n) this.record.step(poolSteps.claim, [BigInt(who)], () => this.#pool.claim(who))
  }

  #payQueue(): void {
    const most = BigInt(this.#random.between(1, 3))
    if (!this.#pool.isHeld) this.record.step(poolSteps.payQueue, [most], () => this.#pool.payQueue(most))
  }

  #buyMachine(): void {
    if (this.#pool.machines.length >= MOST_MACHINES) return
    this.#schedule()
    if (this.#random.chance(80)) this.#execute()
  }

  #schedule(): void {
    const series = this.#random.below(2)
    const { price } = this.#series(series)
    const wanted = (this.#whole * BigInt(this.#random.pick([10, 1_000, 10_000]))) / price + 1n
    const units = wanted > 1_000_000n ? 1_000_000n : wanted
    const maxPrice = this.#random.chance(95) ? price : price - 1n
    const expiresAt = this.#ledger.world.now + BigInt(this.#random.pick([86_400, 864_000]))
    const purchase = { series, units, maxPrice, expiresAt }
    this.record.step(poolSteps.schedule, [BigInt(series), units, maxPrice, expiresAt], () => {
      this.#pool.scheduled = purchase
    })
  }

  #execute(): void {
    this.record.step(poolSteps.execute, [], () => this.#pool.executePurchase())
  }

  /** Somebody else buys of the same series: the day's income is shared with them. */
  #outsider(): void {
    const [who, which] = [this.#random.pick(people), this.#random.below(2)]
    const units = this.#random.big(1n, 2_000n)
    this.record.step(poolSteps.buy, [BigInt(who), BigInt(which), units], () => {
      this.#ledger.buy(who, this.#series(which), units)
    })
  }

  #retire(): void {
    if (this.#pool.machines.length === 0) return
    const over = this.#pool.machines.filter(({ nft }) => this.#ledger.isOver(nft))
    const { id } = this.#random.pick(over.length > 0 ? over : this.#pool.machines).nft
    this.record.step(poolSteps.retire, [id], () => this.#pool.retire(id))
  }

  #terminate(): void {
    const which = this.#random.below(2)
    const fleet = this.#fleet(which)
    if (fleet.streak < 5n) return
    this.record.step(poolSteps.terminate, [BigInt(which), 1n], () => this.#ledger.terminate(fleet, true))
  }

  /** Every other miner of a boom stops when the machines are repaid: their refunds are windfalls. */
  get #isSpent(): boolean {
    return this.#isBooming && this.#pool.toRepay === 0n && this.#reliability < 98
  }

  #costs(): bigint {
    return sum(this.#pool.machines.map(({ cost }) => cost))
  }

  #fleet(which: number): Fleet {
    return entry(new Map(this.#ledger.fleets.entries()), which)
  }

  #series(which: number): Ledger['series'][number] {
    return entry(new Map(this.#ledger.series.entries()), which)
  }
}
