import type { Fleet } from '../model/fleet.js'
import { Ledger, type Nft } from '../model/ledger.js'
import { entry } from '../model/rounding.js'
import { type Actor, type Token, World } from '../model/world.js'
import { Random } from '../random.js'
import { Record } from '../record.js'
import { actor, BEGIN, DIFFICULTY, decimals, flag } from './common.js'

/** Numbers of the steps, as `LedgerReplay.sol` has them. */
export const ledgerSteps = {
  advance: 0,
  buy: 1,
  fund: 2,
  settle: 3,
  settleDays: 4,
  release: 5,
  collectFees: 6,
  claim: 7,
  withdraw: 8,
  transfer: 9,
  setBeneficiary: 10,
  lock: 11,
  setCollectsIncome: 12,
  unlock: 13,
  seize: 14,
  collect: 15,
  split: 16,
  merge: 17,
  refund: 18,
  terminate: 19,
  report: 20,
} as const

const people: readonly Actor[] = [0, 1, 2, 3]
const LOCKER = 4
const parties = { payout: 5, feeRecipient: 6, ledger: 7, miner: 8, contracts: [LOCKER] } as const
const watched: readonly Actor[] = [...people, LOCKER, parties.payout, parties.feeRecipient, parties.ledger]
const credited: readonly Actor[] = [...people, LOCKER, parties.payout]

const rewards: readonly Token[] = [0, 1, 2]
const pays: readonly Token[] = [2, 3]
const MOST_NFTS = 10
const ALL_DAYS = 2n ** 32n - 1n

const observeFleet = (ledger: Ledger, fleet: Fleet): bigint[] => {
  const { acc, units, earned } = ledger.last(fleet)
  const numbers = [fleet.settled, fleet.streak, fleet.misses, flag(fleet.terminated), fleet.minerDue, fleet.daily]
  const money = [fleet.rem, fleet.pending, fleet.fundedTotal, fleet.feeAccrued, fleet.feeTaken]
  return [...numbers, ...money, acc, units, earned]
}

const observeNft = (ledger: Ledger, nft: Nft): bigint[] => {
  const rights = [actor(nft.owner), actor(ledger.beneficiaryOf(nft)), actor(nft.locker), flag(nft.refunded)]
  const terms = [nft.id, nft.start, nft.end, nft.units, nft.q, nft.r]
  return [...terms, ...rights, ledger.claimable(nft), ledger.refundable(nft), ledger.refundFloor(nft)]
}

/** Everything a replay compares after every step, in its order. */
const observe = (ledger: Ledger, ids: readonly bigint[]): bigint[] => [
  ...ledger.fleets.flatMap((fleet) => observeFleet(ledger, fleet)),
  ...[...decimals.keys()].flatMap((token) => [
    ...watched.map((who) => ledger.world.balanceOf(token, who)),
    ...credited.map((who) => ledger.creditOf(token, who)),
  ]),
  ...ids.flatMap((id) => {
    const nft = ledger.nfts.get(id)
    return nft === undefined ? new Array<bigint>(13).fill(0n) : observeNft(ledger, nft)
  }),
]

/** A random history of the day ledger, and what it must leave behind. */
export class LedgerHistory {
  readonly record: Record
  readonly #random: Random
  readonly #ledger: Ledger
  readonly #ids: bigint[] = []
  readonly #reliability: number

  constructor(seed: number, Model: typeof Ledger = Ledger) {
    const random = new Random(seed)
    const world = new World(BEGIN, DIFFICULTY)
    const ledger = new Model(world, parties, { feeBps: 500n })
    this.#random = random
    this.#reliability = random.pick([95, 70, 70, 10])
    this.#ledger = ledger
    const setUp: bigint[] = []
    for (let i = 0; i < 2; ++i) {
      const [reward, pay] = [random.pick(rewards), random.pick(pays)]
      ledger.createFleet(reward, entry(decimals, reward), pay)
      setUp.push(BigInt(reward), BigInt(pay))
    }
    for (const which of [0, 1, 0]) {
      const fleet = this.#fleet(which)
      const term = BigInt(random.pick([1, 2, 5, 9, 20, 540]))
      const price = random.big(1n, 2n * 10n ** entry(decimals, fleet.pay))
      ledger.createSeries(fleet, term, price)
      setUp.push(BigInt(which), term, price)
    }
    this.record = new Record(setUp, () => observe(ledger, this.#ids))
    this.#buy()
  }

  run(steps: number): this {
    while (this.record.steps < steps) this.#next()
    return this
  }

  // ---- choices

  #next(): void {
    const what = this.#random.weighed({
      days: 30,
      buy: 7,
      fund: 4,
      settle: 4,
      money: 6,
      claim: 14,
      rights: 12,
      parts: 10,
      refund: 6,
      terminate: 3,
    })
    if (what === 'days') this.#days()
    if (what === 'buy') this.#buy()
    if (what === 'fund') this.#fund()
    if (what === 'settle') this.#settle()
    if (what === 'money') this.#money()
    if (what === 'claim') this.#claim()
    if (what === 'rights') this.#rights()
    if (what === 'parts') this.#parts()
    if (what === 'refund') this.#refund()
    if (what === 'terminate') this.#terminate()
  }

  /** Time passes; mostly the miner delivers, sometimes too little or nothing, sometimes attestors report. */
  #days(): void {
    const { world } = this.#ledger
    const hours = this.#random.chance(60) ? 24 : this.#random.pick([1, 5, 13, 30, 47, 72, 24 * 9])
    const seconds = BigInt(hours) * 3_600n + BigInt(this.#random.below(60))
    this.record.step(ledgerSteps.advance, [seconds], () => {
      world.now += seconds
    })
    if (this.#random.chance(25)) this.#report()
    const which = this.#random.below(2)
    const fleet = this.#fleet(which)
    if (this.#random.chance(this.#reliability)) this.#deliver(which, fleet.settled + 1n)
    this.#settle(which)
  }

  #report(): void {
    const { world } = this.#ledger
    const day = world.today - BigInt(this.#random.pick([1, 1, 1, 0, 2]))
    const count = this.#random.pick([3, 5, 7])
    const values = Array.from({ length: count }, () => (world.proven * this.#random.big(9_500n, 11_500n)) / 10_000n)
    this.record.step(ledgerSteps.report, [day, ...values], () => world.report(day, values))
  }

  #deliver(which: number, day: bigint): void {
    const { world } = this.#ledger
    const fleet = this.#fleet(which)
    const last = this.#ledger.last(fleet)
    const units = last.units + (fleet.unitsDelta.get(day) ?? 0n)
    const needed = (world.required(day) * units) / 10_000n / fleet.scale
    const amount = this.#random.pick([needed + 1n, needed, (needed * 13n) / 10n + 1n, needed - 1n, 1n])
    if (amount > 0n) this.#fundWith(which, day, amount)
  }

  #fund(): void {
    const which = this.#random.below(2)
    const day = this.#ledger.world.today - BigInt(this.#random.between(-1, 3))
    this.#fundWith(which, day, this.#random.big(1n, 10n ** BigInt(this.#random.between(1, 12))))
  }

  #fundWith(which: number, day: bigint, amount: bigint): void {
    this.record.step(ledgerSteps.fund, [BigInt(which), day, amount], () =>
      this.#ledger.fund(this.#fleet(which), day, amount),
    )
  }

  #settle(which: number = this.#random.below(2)): void {
    const fleet = this.#fleet(which)
    if (this.#random.chance(50)) {
      this.record.step(ledgerSteps.settle, [BigInt(which)], () => this.#ledger.settle(fleet))
      return
    }
    const most = BigInt(this.#random.between(1, 9))
    this.record.step(ledgerSteps.settleDays, [BigInt(which), most], () => this.#ledger.settleDays(fleet, most))
  }

  #buy(): void {
    if (this.#ids.length >= MOST_NFTS) return
    const [who, which] = [this.#random.pick(people), this.#random.below(3)]
    const units = this.#random.big(1n, this.#random.pick([3n, 1_000n, 200_000n]))
    const series = this.#ledger.series[which]
    if (series === undefined) throw new Error('no such series')
    this.record.step(ledgerSteps.buy, [BigInt(who), BigInt(which), units], () => {
      this.#ids.push(this.#ledger.buy(who, series, units).id)
    })
  }

  #money(): void {
    const which = this.#random.below(2)
    const fleet = this.#fleet(which)
    if (fleet.minerDue === 0n) return
    if (this.#random.chance(50))
      this.record.step(ledgerSteps.release, [BigInt(which)], () => this.#ledger.release(fleet))
    else if ((fleet.minerDue * 500n) / 10_000n + fleet.feeAccrued > fleet.feeTaken)
      this.record.step(ledgerSteps.collectFees, [BigInt(which)], () => this.#ledger.collectFees(fleet))
  }

  #claim(): void {
    const who = this.#random.pick(people)
    const token = this.#random.pick(this.#ledger.fleets).reward
    if (this.#random.chance(40)) {
      if (this.#ledger.creditOf(token, who) > 0n)
        this.record.step(ledgerSteps.withdraw, [BigInt(who), BigInt(token)], () => this.#ledger.withdraw(who, token))
      return
    }
    const mine = this.#nfts().filter((nft) => this.#ledger.beneficiaryOf(nft) === who)
    const chosen = this.#random.chance(90) ? mine : this.#nfts()
    const ids = chosen.filter(() => this.#random.chance(70)).map((nft) => nft.id)
    if (ids.length === 0 || ids.some((id) => this.#isRefunded(id))) return
    this.record.step(ledgerSteps.claim, [BigInt(who), ...ids], () => this.#ledger.claim(who, ids))
  }

  #rights(): void {
    const nft = this.#pickNft()
    if (nft === undefined) return
    const ledger = this.#ledger
    const { id } = nft
    const to = this.#random.pick([...people, LOCKER])
    const yes = this.#random.chance(50)
    if (nft.locker !== undefined && this.#random.chance(85)) {
      const what = this.#random.weighed({ collect: 4, setCollects: 2, unlock: 3, seize: 1 })
      if (what === 'collect') this.#collect()
      if (what === 'setCollects' && nft.lockerCollects !== yes)
        this.record.step(ledgerSteps.setCollectsIncome, [id, flag(yes)], () =>
          ledger.setCollectsIncome(LOCKER, id, yes),
        )
      if (what === 'unlock') this.record.step(ledgerSteps.unlock, [id], () => ledger.unlock(LOCKER, id))
      if (what === 'seize') this.record.step(ledgerSteps.seize, [id, BigInt(to)], () => ledger.seize(LOCKER, id, to))
      return
    }
    const from = this.#random.chance(95) ? nft.owner : this.#random.pick(people)
    const what = this.#random.weighed({ transfer: 4, beneficiary: 3, lock: 4, unlock: 1, collect: 2 })
    if (what === 'transfer' && from !== to)
      this.record.step(ledgerSteps.transfer, [BigInt(from), BigInt(to), id], () => ledger.transfer(from, to, id))
    if (what === 'beneficiary') {
      const heir = yes ? undefined : this.#random.pick(people)
      this.record.step(ledgerSteps.setBeneficiary, [BigInt(from), id, actor(heir)], () =>
        ledger.setBeneficiary(from, id, heir),
      )
    }
    if (what === 'lock' && nft.owner !== LOCKER)
      this.record.step(ledgerSteps.lock, [id, flag(yes)], () => ledger.lock(LOCKER, id, yes))
    if (what === 'unlock') this.record.step(ledgerSteps.unlock, [id], () => ledger.unlock(LOCKER, id))
    if (what === 'collect') this.#collect()
  }

  #collect(): void {
    const ids = this.#nfts()
      .filter((nft) => this.#ledger.beneficiaryOf(nft) === LOCKER)
      .map((nft) => nft.id)
    if (ids.length === 0) return
    const day = this.#random.chance(50) ? ALL_DAYS : this.#ledger.world.today - BigInt(this.#random.below(4))
    this.record.step(ledgerSteps.collect, [day, ...ids], () => this.#ledger.collect(LOCKER, ids, day))
  }

  #parts(): void {
    const nft = this.#pickNft()
    if (nft === undefined || nft.owner === LOCKER) return
    if (this.#random.chance(50)) {
      const twins = this.#nfts().filter(
        (other) =>
          other !== nft && other.series === nft.series && other.start === nft.start && other.owner === nft.owner,
      )
      if (twins.length === 0 || [nft, ...twins].some((part) => part.refunded)) return
      const ids = [nft, ...twins.slice(0, 2)].map((part) => part.id)
      this.record.step(ledgerSteps.merge, [BigInt(nft.owner), ...ids], () => this.#ledger.merge(nft.owner, ids))
      return
    }
    if (this.#ids.length + 2 > MOST_NFTS) return
    const to = this.#random.chance(50) ? nft.owner : this.#random.pick(people)
    const units = Array.from({ length: this.#random.between(1, 2) }, () =>
      this.#random.big(1n, nft.units / 2n + (this.#random.chance(5) ? nft.units : 0n) + 1n),
    )
    this.record.step(ledgerSteps.split, [BigInt(nft.owner), nft.id, BigInt(to), ...units], () => {
      for (const part of this.#ledger.split(nft.owner, nft.id, units, to)) this.#ids.push(part.id)
    })
  }

  #refund(): void {
    const nft = this.#pickNft()
    if (nft === undefined) return
    const who = this.#random.chance(90) ? (nft.locker ?? nft.owner) : this.#random.pick([...people, LOCKER])
    this.record.step(ledgerSteps.refund, [BigInt(who), nft.id], () => this.#ledger.refund(who, nft.id))
  }

  #terminate(): void {
    const which = this.#random.below(2)
    const byVote = this.#random.chance(80)
    this.record.step(ledgerSteps.terminate, [BigInt(which), flag(byVote)], () =>
      this.#ledger.terminate(this.#fleet(which), byVote),
    )
  }

  // ---- picking

  #fleet(which: number): Fleet {
    const fleet = this.#ledger.fleets[which]
    if (fleet === undefined) throw new Error('no such fleet')
    return fleet
  }

  #nfts(): Nft[] {
    return [...this.#ledger.nfts.values()]
  }

  #pickNft(): Nft | undefined {
    const nfts = this.#nfts()
    return nfts.length === 0 ? undefined : this.#random.pick(nfts)
  }

  #isRefunded(id: bigint): boolean {
    return this.#ledger.nfts.get(id)?.refunded ?? true
  }
}
