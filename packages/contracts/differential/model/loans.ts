import type { Ledger, Nft } from './ledger.js'
import * as math from './loanMath.js'
import type { LendTerms, Loan, Value } from './loanTypes.js'
import { divUp, entry, max, min, require, sum } from './rounding.js'
import { type Actor, DAY, type Token } from './world.js'

const BPS = 10_000n
const VIRTUAL = 10n ** 6n
const MOST_LAG = 7n
const RECOVERY = 7n * DAY
const UNSOLD = 48n * 3_600n
const TERMS: readonly bigint[] = [30n, 90n, 180n]

/** A lending pool, as the protocol's pages describe it, while its data are fresh. */
export class LoanBook {
  readonly loans: Map<bigint, Loan> = new Map()
  readonly kept: Map<bigint, Nft> = new Map()
  idle = 0n
  badDebt = 0n
  totalShares = 0n
  /** Prices of a whole reward and a whole asset by their feeds, 8 decimals. */
  feeds = { reward: 0n, asset: 0n }
  #debt = 0n
  #fraction = 0n
  #reserve = 0n
  #recovering = 0n
  #recoveredAt = 0n
  #recoveredUntil = 0n
  /** Deposits of the last day, which come to lower rates evenly. */
  #young: { readonly sum: bigint; readonly since: bigint; readonly end: bigint } = { sum: 0n, since: 0n, end: 0n }
  #clock: bigint
  readonly #shares = new Map<Actor, bigint>()

  constructor(
    readonly ledger: Ledger,
    readonly terms: LendTerms,
  ) {
    this.#clock = this.#now
  }

  // ---- lenders

  deposit(who: Actor, amount: bigint): void {
    require(amount > 0n, 'nothing')
    this.#accrue()
    if (this.totalShares > 0n) this.#addYoung(amount)
    const shares = (amount * (this.totalShares + VIRTUAL)) / (this.totalAssets + 1n)
    this.ledger.world.mint(this.terms.asset, this.terms.pool, amount)
    this.idle += amount
    this.totalShares += shares
    this.#shares.set(who, this.sharesOf(who) + shares)
  }

  redeem(who: Actor, shares: bigint): void {
    const assets = this.assetsOf(shares)
    require(shares <= this.sharesOf(who) && assets <= this.idle, 'more than there is')
    this.#accrue()
    this.#young = { ...this.#young, sum: max(0n, this.young - assets), since: this.#now }
    this.idle -= assets
    this.totalShares -= shares
    this.#shares.set(who, this.sharesOf(who) - shares)
    this.ledger.world.move(this.terms.asset, this.terms.pool, who, assets)
  }

  // ---- borrowers

  borrow(who: Actor, id: bigint, amount: bigint, days: bigint, autoRepay: boolean): void {
    const nft = entry(this.ledger.nfts, id)
    const { fleet } = nft.series
    require(nft.owner === who && nft.locker === undefined, 'not the owner, or locked')
    require(TERMS.includes(days) && amount >= this.terms.minLoan, 'not a loan of this pool')
    require(!this.ledger.isOver(nft) && fleet.streak === 0n, 'the miner does not deliver')
    require(fleet.settled + MOST_LAG >= this.#today, 'the ledger is late')
    require(nft.end - this.#today > days + 30n, 'too few days are left')
    require(amount <= this.valueOf(nft, days).maxBorrow && amount <= this.idle, 'too much')
    this.#accrue()
    const rate = this.rateOf(amount)
    this.ledger.lock(this.terms.pool, id, autoRepay)
    this.loans.set(id, {
      nft,
      borrower: who,
      rate,
      maturity: this.#now + days * DAY,
      principal: amount,
      interest: 0n,
      since: this.#now,
      autoRepay,
      auction: undefined,
    })
    this.idle -= amount
    this.#debt += amount
    this.ledger.world.move(this.terms.asset, this.terms.pool, who, amount)
  }

  repay(id: bigint, amount: bigint): void {
    const loan = entry(this.loans, id)
    require(amount > 0n, 'nothing')
    this.#accrue()
    this.#fix(loan)
    const paid = min(amount, loan.principal + loan.interest)
    this.ledger.world.mint(this.terms.asset, this.terms.pool, paid)
    this.#pay(loan, paid)
    if (loan.principal + loan.interest === 0n) this.#close(loan)
  }

  // ---- anybody

  collectIncome(id: bigint): void {
    const kept = this.kept.get(id)
    const loan = this.loans.get(id)
    require(kept !== undefined || loan?.autoRepay === true || loan?.auction !== undefined, 'not the debt’s')
    this.#accrue()
    const amount = this.#collect(id)
    if (loan === undefined) {
      this.#recover(amount)
      return
    }
    this.#fix(loan)
    const rest = this.#settle(loan, amount)
    if (loan.principal + loan.interest > 0n) return
    this.#close(loan)
    this.#send(loan.borrower, rest)
  }

  liquidate(id: bigint): void {
    const loan = entry(this.loans, id)
    require(loan.auction === undefined, 'in auction')
    require(!this.ledger.isOver(loan.nft), 'its refund is open')
    require(this.isOverdue(loan) || this.isUnhealthy(loan), 'a good loan')
    const { income, refundNow } = this.valueOf(loan.nft, 0n)
    if (!loan.nft.lockerCollects) this.ledger.setCollectsIncome(this.terms.pool, id, true)
    loan.auction = { start: math.startPriceUp(income, refundNow), since: this.#now }
  }

  take(who: Actor, id: bigint): void {
    const loan = entry(this.loans, id)
    require(loan.auction !== undefined && !this.ledger.isOver(loan.nft), 'not in auction')
    require(this.ledger.claimable(loan.nft) < this.debtOf(loan), 'its income pays the debt: nothing is to be sold')
    const price = this.priceOf(loan)
    this.#accrue()
    this.#fix(loan)
    this.ledger.world.mint(this.terms.asset, this.terms.pool, price)
    const income = this.#collect(id)
    const rest = this.#settle(loan, income + price)
    this.#writeOff(loan)
    this.loans.delete(id)
    this.ledger.seize(this.terms.pool, id, who)
    this.#send(loan.borrower, rest)
  }

  keep(id: bigint): void {
    const loan = entry(this.loans, id)
    require(loan.auction !== undefined && !this.ledger.isOver(loan.nft), 'not in auction')
    require(this.#now - loan.auction.since >= UNSOLD, 'it may still be sold')
    require(this.ledger.claimable(loan.nft) < this.debtOf(loan), 'its income pays the debt: nothing is to be kept')
    this.#accrue()
    this.#fix(loan)
    const rest = this.#settle(loan, this.#collect(id))
    this.#writeOff(loan)
    this.loans.delete(id)
    this.ledger.seize(this.terms.pool, id, this.terms.pool)
    this.kept.set(id, loan.nft)
    this.#send(loan.borrower, rest)
  }

  settleRefund(id: bigint): void {
    const { pool } = this.terms
    const kept = this.kept.get(id)
    if (kept !== undefined) {
      require(this.ledger.isOver(kept) && !kept.refunded, 'no refund is open')
      this.#accrue()
      this.#recover(this.ledger.refund(pool, id))
      return
    }
    const loan = entry(this.loans, id)
    require(this.ledger.isOver(loan.nft), 'no refund is open')
    this.#accrue()
    this.#fix(loan)
    let rest = this.#settle(loan, this.ledger.refund(pool, id))
    if (loan.principal + loan.interest > 0n && loan.nft.lockerCollects) rest = this.#settle(loan, this.#collect(id))
    const covered = loan.principal + loan.interest === 0n
    this.loans.delete(id)
    if (covered) this.ledger.unlock(pool, id)
    else {
      this.#writeOff(loan)
      this.ledger.seize(pool, id, pool)
      this.kept.set(id, loan.nft)
    }
    this.#send(loan.borrower, rest)
  }

  // ---- views

  get debt(): bigint {
    return this.#debt + this.#accruing()
  }

  get reserve(): bigint {
    return this.#reserve + (this.#accruing() * this.terms.reserveBps) / BPS
  }

  get recovering(): bigint {
    if (this.#now >= this.#recoveredUntil) return 0n
    const [elapsed, whole] = [this.#now - this.#recoveredAt, this.#recoveredUntil - this.#recoveredAt]
    return this.#recovering - (this.#recovering * elapsed) / whole
  }

  get young(): bigint {
    const { sum: all, since, end } = this.#young
    return this.#now >= end ? 0n : divUp(all * (end - this.#now), end - since)
  }

  get totalAssets(): bigint {
    return this.idle + this.debt - this.reserve - this.recovering
  }

  get utilisation(): bigint {
    return math.utilisationUp(this.debt, this.idle + this.debt)
  }

  rateOf(amount: bigint): bigint {
    const after = this.debt + amount
    const total = max(this.idle + this.debt - this.young, after)
    return math.rateUp(math.utilisationUp(after, total), this.terms.curve)
  }

  sharesOf(who: Actor): bigint {
    return this.#shares.get(who) ?? 0n
  }

  assetsOf(shares: bigint): bigint {
    return (shares * (this.totalAssets + 1n)) / (this.totalShares + VIRTUAL)
  }

  debtOf(loan: Loan): bigint {
    return loan.principal + loan.interest + math.interestUp(loan.principal, loan.rate, this.#now - loan.since)
  }

  isOverdue(loan: Loan): boolean {
    return this.#now > loan.maturity + DAY
  }

  isUnhealthy(loan: Loan): boolean {
    return this.debtOf(loan) * BPS > this.valueOf(loan.nft, 0n).value * this.terms.liquidationBps
  }

  priceOf(loan: Loan): bigint {
    if (loan.auction === undefined) return 0n
    const falling = math.fallingPriceUp(loan.auction.start, this.#now - loan.auction.since)
    return max(this.floorOf(loan), falling)
  }

  floorOf(loan: Loan): bigint {
    return math.floorPriceUp(this.valueOf(loan.nft, 0n).refundNow)
  }

  valueOf(nft: Nft, days: bigint): Value {
    const { fleet } = nft.series
    const { haircutBps, maxLtvBps, halvingDay } = this.terms
    const [today, benchmark, price] = [this.#today, this.#benchmark(), this.#priceOf(fleet.reward)]
    const undelivered = this.ledger.refundFloor(nft)
    const refundAt = (day: bigint): bigint =>
      // a terminated fleet delivers nothing more
      fleet.terminated ? undelivered : math.refundFloorDown(undelivered, nft.q, fleet.settled, nft.start, nft.end, day)
    const worth = (last: bigint, first: bigint, bps: bigint): bigint =>
      fleet.terminated
        ? 0n
        : math.incomeValueDown(nft.units, benchmark, math.halfDays(first, last, halvingDay), price, bps)
    const presentValue = worth(min(nft.end, today + days + 365n), today + days + 1n, haircutBps)
    const refundFloor = refundAt(this.refundDay(today + days))
    const value = min(presentValue, refundFloor)
    return {
      presentValue,
      refundFloor,
      value,
      maxBorrow: (value * maxLtvBps) / BPS,
      income: worth(nft.end, today + 1n, BPS),
      refundNow: refundAt(today),
      benchmark,
      price,
    }
  }

  // ---- a rule that a wrong model breaks

  /** The day of which the refund backs a loan: the maturity's. */
  protected refundDay(maturity: bigint): bigint {
    return maturity
  }

  // ---- internals

  get #now(): bigint {
    return this.ledger.world.now
  }

  get #today(): bigint {
    return this.ledger.world.today
  }

  /** The lesser of the latest final value and the mean of the seven days that end with it. */
  #benchmark(): bigint {
    const { world } = this.ledger
    const latest = world.isFinal(this.#today - 1n) ? this.#today - 1n : this.#today - 2n
    const week = Array.from({ length: 7 }, (_, i) => world.benchmark(latest - BigInt(i)))
    return min(sum(week) / 7n, world.benchmark(latest))
  }

  /** Of 10^9 whole reward tokens, in base units of the asset. */
  #priceOf(reward: Token): bigint {
    const billion = 10n ** (9n + this.terms.assetDecimals)
    return reward === this.terms.asset ? billion : divUp(billion * this.feeds.reward, this.feeds.asset)
  }

  get #weight(): bigint {
    return sum([...this.loans.values()].map(({ principal, rate }) => principal * rate))
  }

  /** Whole base units of interest since the last move. */
  #accruing(): bigint {
    return (this.#fraction + this.#weight * (this.#now - this.#clock)) / math.YEAR
  }

  #accrue(): void {
    const interest = this.#accruing()
    this.#fraction += this.#weight * (this.#now - this.#clock) - interest * math.YEAR
    this.#debt += interest
    this.#reserve += (interest * this.terms.reserveBps) / BPS
    this.#clock = this.#now
  }

  /** Rounds a loan's interest up and remembers it; the pool's debt gets the same fraction. */
  #fix(loan: Loan): void {
    const exact = loan.principal * loan.rate * (this.#now - loan.since)
    const rounded = divUp(exact, math.YEAR)
    loan.interest += rounded
    loan.since = this.#now
    this.#fraction += rounded * math.YEAR - exact
    this.#debt += this.#fraction / math.YEAR
    this.#fraction %= math.YEAR
  }

  #pay(loan: Loan, amount: bigint): void {
    const interest = min(amount, loan.interest)
    loan.interest -= interest
    loan.principal -= amount - interest
    this.#debt -= amount
    this.idle += amount
  }

  /** Pays a debt out of money that is here already; returns what exceeds it. */
  #settle(loan: Loan, money: bigint): bigint {
    const paid = min(money, loan.principal + loan.interest)
    this.#pay(loan, paid)
    return money - paid
  }

  #writeOff(loan: Loan): void {
    const loss = loan.principal + loan.interest
    if (loss === 0n) return
    this.#debt -= loss
    this.badDebt += loss
    loan.principal = loan.interest = 0n
    const fromReserve = min(this.#reserve, loss)
    this.#reserve -= fromReserve
    this.#recoverAnew(max(0n, this.recovering - (loss - fromReserve)), this.#recoveredUntil)
  }

  #recover(amount: bigint): void {
    this.idle += amount
    if (amount > 0n) this.#recoverAnew(this.recovering + amount, this.#now + RECOVERY)
  }

  #addYoung(amount: bigint): void {
    const before = this.young
    const left = before === 0n ? 0n : this.#young.end - this.#now
    const all = before + amount
    const end = this.#now + divUp(before * left + amount * DAY, all)
    this.#young = { sum: all, since: this.#now, end }
  }

  #recoverAnew(amount: bigint, until: bigint): void {
    this.#recovering = amount
    this.#recoveredAt = this.#now
    this.#recoveredUntil = until
  }

  #close(loan: Loan): void {
    this.loans.delete(loan.nft.id)
    this.ledger.unlock(this.terms.pool, loan.nft.id)
  }

  #collect(id: bigint): bigint {
    return sum(this.ledger.collect(this.terms.pool, [id], 2n ** 32n))
  }

  #send(who: Actor, amount: bigint): void {
    this.ledger.world.move(this.terms.asset, this.terms.pool, who, amount)
  }
}
