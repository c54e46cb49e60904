import { type Machine, PoolBooks, VIRTUAL } from './poolBooks.js'
import { divUp, max, min, require, sum } from './rounding.js'
import { type Actor, DAY } from './world.js'

const BPS = 10_000n
const LEAST_GAP = 12n * 3_600n
const WINDFALL_DAYS = 30n
const TICKETS_ON_THE_WAY = 10n

/** A joint-mining pool that earns its own asset, as the protocol's pages describe it. */
export class Pool extends PoolBooks {
  // ---- people

  deposit(who: Actor, amount: bigint): void {
    const { asset, minDeposit, pool } = this.terms
    require(amount >= minDeposit, 'less than the least deposit')
    require(!this.isHeld, 'held')
    const planned = this.planned
    require(this.toRepay > 0n || planned > 0n, 'no machine to repay, none planned')
    require(this.totalShares > 0n || this.machines.length === 0, 'the machines of those before were not handed over')
    require(this.principal + amount <= 4n * (this.cost + planned), 'more principal than the machines deserve')
    require((this.principal + 1n) * VIRTUAL * 1_000n >= this.totalShares + VIRTUAL, 'shares lost nearly all')
    this.accrue()
    const account = this.touch(who)
    const shares = (amount * (this.totalShares + VIRTUAL)) / (this.principal + 1n)
    this.ledger.world.mint(asset, pool, amount)
    this.liquidity += amount
    this.totalShares += shares
    account.shares += shares
    account.depositBlock = this.block
    this.payTickets(TICKETS_ON_THE_WAY)
  }

  withdraw(who: Actor, shares: bigint): void {
    const { asset, minDeposit, pool } = this.terms
    const free = this.freeShares(who)
    require(shares > 0n && shares <= free, 'more than are free')
    require(this.accountOf(who).depositBlock < this.block, 'not in the block of the deposit')
    const rest = free - shares
    require(rest === 0n || this.valueOf(shares) >= minDeposit, 'too small a withdrawal')
    require(rest === 0n || this.valueOf(rest) >= minDeposit, 'too little would be left')
    this.accrue()
    const account = this.touch(who)
    this.payTickets(TICKETS_ON_THE_WAY)
    const open = !this.isHeld && this.queuedShares === 0n
    const value = this.valueOf(shares)
    const paid = open ? min(value, this.liquidity) : 0n
    const used = paid === value ? shares : min(shares, this.sharesUsed(paid))
    account.shares -= used
    this.totalShares -= used
    this.liquidity -= paid
    this.ledger.world.move(asset, pool, who, paid)
    if (used < shares) {
      const ticket = { who, shares: shares - used }
      account.queued += ticket.shares
      this.queuedShares += ticket.shares
      this.tickets.set(this.tail++, ticket)
    }
    this.closeIfEmpty()
  }

  claim(who: Actor): void {
    this.accrue()
    const account = this.touch(who)
    require(account.owed > 0n, 'nothing to claim')
    const amount = account.owed
    account.owed = 0n
    this.ledger.world.move(this.terms.asset, this.terms.pool, who, amount)
  }

  // ---- anybody

  /** Through which day a settlement would go now; `undefined` while there is none to make. */
  get settleable(): bigint | undefined {
    if ((this.machines.length === 0 && this.windfall === 0n) || this.now < this.settledAt + LEAST_GAP) return undefined
    const running = this.machines.filter(({ nft }) => !this.ledger.isOver(nft))
    const days = running.map(({ nft }) => nft.series.fleet.settled)
    const day = days.reduce((slowest, other) => min(slowest, other), this.today - 1n)
    return day > this.throughDay ? day : undefined
  }

  settle(): void {
    const day = this.settleable
    require(day !== undefined, 'no day to settle, or too early')
    this.accrue()
    const days = day - this.throughDay
    const income = sum(
      this.ledger.collect(
        this.terms.pool,
        this.machines.map(({ nft }) => nft.id),
        day,
      ),
    )
    this.#remember(income, days, day)
    const windfall = min(this.windfall, this.windfallRate * days)
    this.windfall -= windfall
    if (this.windfall === 0n) this.windfallRate = 0n
    this.throughDay = day
    this.#share(income + windfall, days)
    this.settledAt = this.now
    this.principalSeconds = 0n
    this.payTickets(TICKETS_ON_THE_WAY)
    this.closeIfEmpty()
  }

  payQueue(most: bigint): bigint {
    this.accrue()
    const count = this.payTickets(most)
    this.closeIfEmpty()
    return count
  }

  executePurchase(): void {
    const undo = this.remembered()
    try {
      this.#executePurchase()
    } catch (error) {
      undo()
      throw error
    }
  }

  #executePurchase(): void {
    const { scheduled } = this
    require(scheduled !== undefined && this.now <= scheduled.expiresAt, 'no purchase is planned')
    this.accrue()
    this.payTickets(TICKETS_ON_THE_WAY)
    require(this.queuedShares === 0n && !this.isHeld, 'somebody waits')
    const series = this.ledger.series[scheduled.series]
    require(series !== undefined && series.price <= scheduled.maxPrice, 'too dear')
    const cost = series.price * scheduled.units
    const reserve = divUp(this.principal * this.terms.reserveBps, BPS)
    require(this.liquidity >= cost + reserve, 'not enough is idle')
    const nft = this.ledger.buy(this.terms.pool, series, scheduled.units)
    this.ledger.world.mint(this.terms.asset, this.terms.pool, -cost)
    if (this.machines.length === 0) {
      this.throughDay = this.today
      this.settledAt = this.now
      this.principalSeconds = 0n
      this.recent = []
    }
    this.machines.push({ nft, cost, outstanding: cost })
    this.liquidity -= cost
    this.cost += cost
    this.scheduled = undefined
  }

  retire(id: bigint): void {
    const machine = this.machines.find(({ nft }) => nft.id === id)
    require(this.totalShares > 0n, 'the machines are to be handed over')
    require(machine !== undefined && this.ledger.isOver(machine.nft), 'not a machine that is over')
    this.accrue()
    const { pool, router } = this.terms
    const refund = machine.nft.refunded ? 0n : this.ledger.refund(pool, id)
    let money = refund + sum(this.ledger.collect(pool, [id], machine.nft.end))
    this.ledger.transfer(pool, router, id)
    money -= this.#repay(machine, money)
    if (machine.outstanding > 0n) this.cost -= machine.cost
    machine.outstanding = 0n // written off: principal falls
    this.machines.splice(this.machines.indexOf(machine), 1)
    money -= this.#repayOldest(money)
    this.#addWindfall(money)
    this.payTickets(TICKETS_ON_THE_WAY)
    this.closeIfEmpty()
  }

  /** With no shares left, the machines and their uncollected income go to the router. */
  handOver(): void {
    require(this.totalShares === 0n, 'somebody has shares')
    require(this.machines.length > 0, 'no machine to hand over')
    this.accrue()
    const { pool, router } = this.terms
    for (const { nft } of this.machines) {
      this.feeOwed += sum(this.ledger.collect(pool, [nft.id], nft.end))
      this.ledger.transfer(pool, router, nft.id)
    }
    this.machines.length = 0
    this.cost = 0n
    this.closeIfEmpty()
  }

  collectFees(): void {
    require(this.feeOwed > 0n, 'no fee is due')
    this.ledger.world.move(this.terms.asset, this.terms.pool, this.terms.router, this.feeOwed)
    this.feeOwed = 0n
  }

  // ---- the rule

  protected repayment(income: bigint): bigint {
    const seconds = this.now - this.settledAt
    const weighted = this.principalSeconds
    const base = this.shareBase() * seconds
    const byShare = weighted <= base ? 0n : this.rounded(income * (weighted - base), weighted)
    const byQueue = min(this.queued, divUp(income, 2n))
    return min(this.toRepay, max(max(byShare, byQueue), this.#byGuard(income)))
  }

  /** What the users' share is measured by: the original cost of machines not repaid yet. */
  protected shareBase(): bigint {
    return this.cost
  }

  protected rounded(a: bigint, b: bigint): bigint {
    return divUp(a, b)
  }

  /** What of `income` must repay because the machines' days run out. */
  #byGuard(income: bigint): bigint {
    const unitDaysLeft = sum(
      this.machines
        .filter(({ nft }) => !this.ledger.isOver(nft))
        .map(({ nft }) => nft.units * (nft.end - max(this.throughDay, nft.start - 1n))),
    )
    // g = M / (0.8 * income per unit and day * unit-days left)
    const debt = this.toRepay * this.recentUnitDays * 10n
    const hope = 8n * this.recentIncome * unitDaysLeft
    if (2n * debt <= hope) return 0n
    return debt >= hope ? income : divUp(income * debt, hope)
  }

  #share(income: bigint, days: bigint): void {
    const rep = this.repayment(income)
    this.#repayOldest(rep)
    const fee = ((income - rep) * this.terms.feeBps) / BPS
    this.feeOwed += fee
    const users = income - rep - fee
    if (users === 0n) return
    if (this.totalShares === 0n) {
      this.feeOwed += users // nobody is left to get it
      return
    }
    this.streamLeft += users
    this.streamEnd = max(this.now + days * DAY, this.streamEnd + (days * DAY) / 2n)
  }

  // ---- internals

  #repayOldest(amount: bigint): bigint {
    let left = amount
    for (const machine of this.machines) left -= this.#repay(machine, left)
    return amount - left
  }

  #repay(machine: Machine, amount: bigint): bigint {
    const part = min(machine.outstanding, amount)
    machine.outstanding -= part
    this.liquidity += part
    if (part > 0n && machine.outstanding === 0n) this.cost -= machine.cost
    return part
  }

  #addWindfall(amount: bigint): void {
    if (amount === 0n) return
    this.windfall += amount
    this.windfallRate = max(this.windfallRate, divUp(this.windfall, WINDFALL_DAYS))
  }

  /** Remembers the last seven days; several of one settlement count as equal days. */
  #remember(income: bigint, days: bigint, day: bigint): void {
    const unitDays = sum(
      this.machines.map(({ nft }) => {
        const first = max(nft.start, this.throughDay + 1n)
        const { terminated, settled } = nft.series.fleet
        const last = min(min(nft.end, day), terminated ? settled : day)
        return last < first ? 0n : nft.units * (last - first + 1n)
      }),
    )
    for (let i = 1n; i <= days; ++i) {
      const rest = i === days
      this.recent.push({
        income: rest ? income - (income / days) * (days - 1n) : income / days,
        units: rest ? unitDays - (unitDays / days) * (days - 1n) : unitDays / days,
      })
    }
    this.recent = this.recent.slice(-7)
  }
}
