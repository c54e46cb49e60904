import type { Ledger, Nft } from './ledger.js'
import { divUp, entry, min, sum } from './rounding.js'
import type { Actor, Token } from './world.js'

/** Shares that nobody owns. */
export const VIRTUAL: bigint = 10n ** 6n
const MOST_LAG = 7n
/** Finer scales give the same numbers. */
const SCALE = 10n ** 36n

export interface Machine {
  readonly nft: Nft
  readonly cost: bigint
  outstanding: bigint
}

export interface Account {
  shares: bigint
  queued: bigint
  paidAcc: bigint
  owed: bigint
  depositBlock: bigint
}

export interface Purchase {
  readonly series: number
  readonly units: bigint
  readonly maxPrice: bigint
  readonly expiresAt: bigint
}

interface Ticket {
  readonly who: Actor
  shares: bigint
}

/** What a settled day brought, and the units that mined it. */
interface MinedDay {
  readonly income: bigint
  readonly units: bigint
}

export interface PoolTerms {
  readonly asset: Token
  readonly minDeposit: bigint
  readonly feeBps: bigint
  readonly reserveBps: bigint
  readonly pool: Actor
  readonly router: Actor
}

/** What a pool knows: principal, shares, the stream of income, and who waits. */
export class PoolBooks {
  readonly machines: Machine[] = []
  readonly tickets: Map<bigint, Ticket> = new Map()
  liquidity = 0n
  cost = 0n
  totalShares = 0n
  queuedShares = 0n
  head = 0n
  tail = 0n
  streamLeft = 0n
  streamEnd = 0n
  principalSeconds = 0n
  settledAt: bigint
  throughDay = 0n
  feeOwed = 0n
  windfall = 0n
  scheduled: Purchase | undefined
  block = 1n
  protected windfallRate = 0n
  protected recent: MinedDay[] = []
  protected acc = 0n
  protected clock: bigint
  protected accounts: Map<Actor, Account> = new Map()

  constructor(
    readonly ledger: Ledger,
    readonly terms: PoolTerms,
  ) {
    this.settledAt = this.clock = this.now
    this.throughDay = this.today
  }

  // ---- views

  get toRepay(): bigint {
    return sum(this.machines.map(({ outstanding }) => outstanding))
  }

  get principal(): bigint {
    return this.liquidity + this.toRepay
  }

  get queued(): bigint {
    return this.valueOf(this.queuedShares)
  }

  get recentIncome(): bigint {
    return sum(this.recent.map(({ income }) => income))
  }

  get recentUnitDays(): bigint {
    return sum(this.recent.map(({ units }) => units))
  }

  /** Withdrawals only queue, and nobody joins, while a machine with debt may be dying. */
  get isHeld(): boolean {
    return this.machines.some(({ nft, outstanding }) => {
      const { fleet } = nft.series
      const late = fleet.settled + MOST_LAG < this.today
      return outstanding > 0n && (fleet.streak >= 3n || fleet.terminated || this.today > nft.end || late)
    })
  }

  valueOf(shares: bigint): bigint {
    return (shares * (this.principal + 1n)) / (this.totalShares + VIRTUAL)
  }

  accountOf(who: Actor): Account {
    const account = this.accounts.get(who)
    return account ?? { shares: 0n, queued: 0n, paidAcc: this.acc, owed: 0n, depositBlock: 0n }
  }

  freeShares(who: Actor): bigint {
    const { shares, queued } = this.accountOf(who)
    return shares - queued
  }

  claimable(who: Actor): bigint {
    const { shares, paidAcc, owed } = this.accountOf(who)
    return owed + (shares * (this.acc + this.accOf(this.flowing()) - paidAcc)) / SCALE
  }

  /** What still flows. */
  get flowsLater(): bigint {
    return this.streamLeft - this.flowing()
  }

  /** Principal x seconds since the last settlement. */
  get principalTime(): bigint {
    return this.principalSeconds + this.principal * (this.now - this.clock)
  }

  // ---- internals

  protected get now(): bigint {
    return this.ledger.world.now
  }

  protected get today(): bigint {
    return this.ledger.world.today
  }

  protected get planned(): bigint {
    const { scheduled } = this
    return scheduled === undefined || this.now > scheduled.expiresAt ? 0n : scheduled.units * scheduled.maxPrice
  }

  /** Returns what brings back the state of now, for a call that is refused after it paid tickets. */
  protected remembered(): () => void {
    const { liquidity, totalShares, queuedShares, head, streamLeft, principalSeconds } = this
    const [acc, clock] = [this.acc, this.clock]
    const [tickets, accounts] = [structuredClone(this.tickets), structuredClone(this.accounts)]
    return () => {
      Object.assign(this, { liquidity, totalShares, queuedShares, head, streamLeft, principalSeconds, tickets })
      this.acc = acc
      this.clock = clock
      this.accounts = accounts
    }
  }

  protected accrue(): void {
    this.principalSeconds += this.principal * (this.now - this.clock)
    const flow = this.flowing()
    this.acc += this.accOf(flow)
    this.streamLeft -= flow
    this.clock = this.now
  }

  protected flowing(): bigint {
    if (this.totalShares === 0n || this.now === this.clock) return 0n
    if (this.now >= this.streamEnd) return this.streamLeft
    return (this.streamLeft * (this.now - this.clock)) / (this.streamEnd - this.clock)
  }

  protected accOf(flow: bigint): bigint {
    return flow === 0n ? 0n : (flow * SCALE) / this.totalShares
  }

  protected touch(who: Actor): Account {
    const account = this.accountOf(who)
    account.owed += (account.shares * (this.acc - account.paidAcc)) / SCALE
    account.paidAcc = this.acc
    this.accounts.set(who, account)
    return account
  }

  protected sharesUsed(paid: bigint): bigint {
    return divUp(paid * (this.totalShares + VIRTUAL), this.principal + 1n)
  }

  /** Pays tickets in their order while there is liquidity; returns how many were paid in full. */
  protected payTickets(most: bigint): bigint {
    if (this.isHeld) return 0n
    let count = 0n
    while (count < most && this.head < this.tail && this.liquidity > 0n) {
      const ticket = entry(this.tickets, this.head)
      const value = this.valueOf(ticket.shares)
      const paid = min(value, this.liquidity)
      const used = paid === value ? ticket.shares : min(ticket.shares, this.sharesUsed(paid))
      const account = this.touch(ticket.who)
      account.owed += paid
      account.shares -= used
      account.queued -= used
      ticket.shares -= used
      this.queuedShares -= used
      this.totalShares -= used
      this.liquidity -= paid
      if (ticket.shares > 0n) break
      this.tickets.delete(this.head++)
      count += 1n
    }
    return count
  }

  /** With no shares left, what remains is the router's, and no machine owes anybody. */
  protected closeIfEmpty(): void {
    if (this.totalShares > 0n) return
    for (const machine of this.machines) machine.outstanding = 0n
    this.cost = 0n
    this.feeOwed += this.streamLeft + this.liquidity + this.windfall
    this.streamLeft = this.windfall = this.windfallRate = 0n
    this.liquidity = 0n
  }
}
