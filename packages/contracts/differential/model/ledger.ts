import { FleetLedger, type Series } from './fleet.js'
import { add, divUp, entry, min, require, sum } from './rounding.js'
import type { Actor, Token } from './world.js'

const MOST_LAG = 7n

export interface Nft {
  readonly id: bigint
  readonly series: Series
  readonly start: bigint
  readonly end: bigint
  units: bigint
  q: bigint
  r: bigint
  /** Income per unit up to which it was paid; `undefined` for what its first day began with. */
  base: bigint | undefined
  owner: Actor
  beneficiary: Actor | undefined
  locker: Actor | undefined
  lockerCollects: boolean
  refunded: boolean
}

/** The day ledger, its escrow and its NFTs, as the protocol's pages describe them. */
export class Ledger extends FleetLedger {
  readonly nfts: Map<bigint, Nft> = new Map()

  // ---- holders

  buy(buyer: Actor, series: Series, units: bigint): Nft {
    const { fleet, term } = series
    const { today } = this.world
    require(!fleet.terminated, 'terminated')
    require(fleet.streak === 0n, 'the last settled day was missed')
    if (this.isIdle(fleet)) this.wake(fleet)
    require(fleet.settled + MOST_LAG >= today, 'the ledger is late')
    const price = series.price * units
    const nft: Nft = {
      id: this.#nextId(series),
      series,
      start: this.firstDay(today),
      end: this.firstDay(today) + term - 1n,
      units,
      q: price / term,
      r: price % term,
      base: undefined,
      owner: buyer,
      beneficiary: undefined,
      locker: undefined,
      lockerCollects: false,
      refunded: false,
    }
    this.world.mint(fleet.pay, this.parties.ledger, price)
    for (const [day, sign] of [
      [nft.start, 1n],
      [nft.end + 1n, -1n],
    ] as const) {
      add(fleet.unitsDelta, day, sign * units)
      add(fleet.dailyDelta, day, sign * nft.q)
    }
    if (nft.end > fleet.lastEnd) fleet.lastEnd = nft.end
    this.nfts.set(nft.id, nft)
    return nft
  }

  claim(who: Actor, ids: readonly bigint[]): void {
    const owed = new Map<Token, bigint>()
    for (const nft of this.#earnedBy(who, ids)) add(owed, nft.series.fleet.reward, this.#take(nft))
    for (const [token, amount] of owed) {
      const credit = this.creditOf(token, who)
      this.creditTo(token, who, -credit)
      this.world.move(token, this.parties.ledger, who, amount + credit)
    }
  }

  withdraw(who: Actor, token: Token): void {
    const amount = this.creditOf(token, who)
    require(amount > 0n, 'nothing was credited')
    this.creditTo(token, who, -amount)
    this.world.move(token, this.parties.ledger, who, amount)
  }

  transfer(from: Actor, to: Actor, id: bigint): void {
    const nft = entry(this.nfts, id)
    require(nft.owner === from, 'not the owner')
    require(nft.locker === undefined, 'locked')
    this.#handTo(nft, to)
  }

  setBeneficiary(who: Actor, id: bigint, beneficiary: Actor | undefined): void {
    const nft = entry(this.nfts, id)
    require(nft.owner === who, 'not the owner')
    require(nft.locker === undefined, 'locked')
    this.#settleIncome(nft)
    nft.beneficiary = beneficiary === nft.owner ? undefined : beneficiary
  }

  refund(who: Actor, id: bigint): bigint {
    const nft = entry(this.nfts, id)
    const receiver = nft.locker ?? nft.owner
    const pushed = nft.locker === undefined && !this.parties.contracts.includes(receiver)
    require(receiver === who || pushed, 'a locked NFT through its locker, a contract that owns one by itself')
    require(!nft.refunded, 'refunded already')
    require(this.isOver(nft), 'its term has not settled')
    const amount = this.refundFloor(nft)
    nft.refunded = true
    this.world.move(nft.series.fleet.pay, this.parties.ledger, receiver, amount)
    return amount
  }

  split(who: Actor, id: bigint, units: readonly bigint[], to: Actor): Nft[] {
    const nft = entry(this.nfts, id)
    require(nft.owner === who, 'not the owner')
    require(nft.locker === undefined, 'locked')
    require(units.length > 0 && units.every((piece) => piece > 0n) && sum(units) < nft.units, 'something must remain')
    this.#settleIncome(nft)
    const { q, units: whole } = nft
    return units.map((piece) => {
      const part: Nft = {
        ...nft,
        id: this.#nextId(nft.series),
        units: piece,
        q: (q * piece) / whole,
        r: 0n,
        owner: to,
        beneficiary: undefined,
      }
      nft.units -= part.units
      nft.q -= part.q
      nft.r -= part.r
      this.nfts.set(part.id, part)
      return part
    })
  }

  merge(who: Actor, ids: readonly bigint[]): void {
    const parts = ids.map((id) => entry(this.nfts, id))
    const [first, ...others] = parts
    require(first !== undefined && others.length > 0 && new Set(ids).size === ids.length, 'two different NFTs at least')
    for (const part of parts) {
      require(part.owner === who, 'not the owner')
      require(part.locker === undefined, 'locked')
      require(part.series === first.series && part.start === first.start, 'one series and start day')
      require(part.beneficiary === undefined, 'a beneficiary would lose its right')
      require(part.refunded === first.refunded, 'a refunded NFT has nothing left to merge')
    }
    for (const part of parts) this.#settleIncome(part)
    const units = sum(parts.map((part) => part.units))
    const bases = parts.map((part) => this.baseOf(part))
    if (bases.every((base) => base !== undefined))
      first.base = divUp(sum(parts.map((part, i) => part.units * (bases[i] ?? 0n))), units)
    first.units = units
    for (const part of others) {
      first.q += part.q
      first.r += part.r
      this.nfts.delete(part.id)
    }
  }

  // ---- lockers

  lock(locker: Actor, id: bigint, collects: boolean): void {
    const nft = entry(this.nfts, id)
    require(nft.locker === undefined, 'locked already')
    if (collects) this.#settleIncome(nft)
    nft.locker = locker
    nft.lockerCollects = collects
  }

  setCollectsIncome(locker: Actor, id: bigint, collects: boolean): void {
    const nft = this.#lockedBy(locker, id)
    this.#settleIncome(nft)
    nft.lockerCollects = collects
  }

  unlock(locker: Actor, id: bigint): void {
    const nft = this.#lockedBy(locker, id)
    if (nft.lockerCollects) this.#settleIncome(nft)
    nft.locker = undefined
    nft.lockerCollects = false
  }

  seize(locker: Actor, id: bigint, to: Actor): void {
    const nft = this.#lockedBy(locker, id)
    this.#handTo(nft, to)
    nft.locker = undefined
    nft.lockerCollects = false
  }

  /** What a locker that collects, or an owning contract, takes of the income up to a day; returns it by id. */
  collect(who: Actor, ids: readonly bigint[], throughDay: bigint): bigint[] {
    return this.#earnedBy(who, ids).map((nft) => {
      const amount = this.#take(nft, throughDay)
      this.world.move(nft.series.fleet.reward, this.parties.ledger, who, amount)
      return amount
    })
  }

  // ---- views

  beneficiaryOf(nft: Nft): Actor {
    if (nft.locker !== undefined && nft.lockerCollects) return nft.locker
    return nft.beneficiary ?? nft.owner
  }

  baseOf(nft: Nft): bigint | undefined {
    return nft.base ?? nft.series.fleet.checkpoints.get(nft.start - 1n)?.acc
  }

  claimable(nft: Nft, throughDay: bigint = nft.end): bigint {
    const { fleet } = nft.series
    const day = min(min(throughDay, nft.end), fleet.settled)
    const base = this.baseOf(nft)
    const until = fleet.checkpoints.get(day)
    if (day < nft.start || base === undefined || until === undefined || until.acc <= base) return 0n
    return (nft.units * (until.acc - base)) / fleet.scale
  }

  isOver(nft: Nft): boolean {
    const { fleet } = nft.series
    return fleet.terminated || fleet.settled >= nft.end
  }

  refundable(nft: Nft): bigint {
    return this.isOver(nft) ? this.refundFloor(nft) : 0n
  }

  /** What a refund would be if no further day were delivered. */
  refundFloor(nft: Nft): bigint {
    if (nft.refunded) return 0n
    return nft.q * (nft.series.term - this.earnedDays(nft)) + nft.r
  }

  earnedDays(nft: Nft): bigint {
    const { checkpoints, settled } = nft.series.fleet
    const until = checkpoints.get(min(nft.end, settled))
    const from = checkpoints.get(nft.start - 1n)
    if (settled < nft.start || until === undefined || from === undefined) return 0n
    return until.earned - from.earned
  }

  // ---- a rule that a wrong model breaks

  /** The first day that a purchase earns. */
  protected firstDay(bought: bigint): bigint {
    return bought + 1n
  }

  // ---- internals

  #nextId(series: Series): bigint {
    series.sequence += 1n
    return (series.id << 32n) | series.sequence
  }

  /** Takes the income of an NFT; the fraction of a base unit stays with whoever holds it. */
  #take(nft: Nft, throughDay: bigint = nft.end): bigint {
    const amount = this.claimable(nft, throughDay)
    const base = this.baseOf(nft)
    if (amount > 0n && base !== undefined) nft.base = base + divUp(amount * nft.series.fleet.scale, nft.units)
    return amount
  }

  /** Credits what was earned so far to who earns outside of any lock. */
  #settleIncome(nft: Nft): void {
    this.creditTo(nft.series.fleet.reward, nft.beneficiary ?? nft.owner, this.#take(nft))
  }

  #handTo(nft: Nft, to: Actor): void {
    this.#settleIncome(nft)
    nft.owner = to
    nft.beneficiary = undefined
  }

  #earnedBy(who: Actor, ids: readonly bigint[]): Nft[] {
    const nfts = ids.map((id) => entry(this.nfts, id))
    for (const nft of nfts) require(this.beneficiaryOf(nft) === who, 'somebody else earns')
    return nfts
  }

  #lockedBy(locker: Actor, id: bigint): Nft {
    const nft = entry(this.nfts, id)
    require(nft.locker === locker, 'not its locker')
    return nft
  }
}
