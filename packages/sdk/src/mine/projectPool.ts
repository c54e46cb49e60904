import { DmexError } from '../errors/DmexError.js'
import type { Machine, Pool } from './pool.js'

export declare namespace projectPool {
  /** A machine, as far as a projection looks at it. */
  type ProjectedMachine = Pick<
    Machine,
    'units' | 'startDay' | 'lastDay' | 'cost' | 'outstanding' | 'over' | 'refundFloor'
  >
  /** What to project. A pool of `getPool` fits; so does one of your own making. Amounts are base units of the asset. */
  type Args = {
    /** The pool now. */
    readonly pool: Pick<
      Pool,
      'liquidity' | 'queued' | 'windfall' | 'throughDay' | 'recentIncome' | 'recentUnitDays' | 'feeBps'
    > & { readonly machines: readonly ProjectedMachine[] }
    /** Days to project, at most 4,000. */
    readonly days: number
    /** What the machines that run on the first day mine then; as in the last seven settled days, when left out. */
    readonly incomePerDay?: bigint | undefined
    /** Joins before the first day. */
    readonly deposit?: bigint | undefined
    /** Leaves before the first day, after the deposit: value of the shares. */
    readonly withdraw?: bigint | undefined
    /** Value of the shares whose income `yours` is; the deposit, when left out. */
    readonly stake?: bigint | undefined
  }
  /** One day, after its settlement. */
  type Day = {
    /** UTC day number. */
    readonly day: number
    /** What was mined. It is all of `repaid`, `toUsers` and `fee`. */
    readonly income: bigint
    /** What of it repaid machines. */
    readonly repaid: bigint
    /** What of it flows to users. */
    readonly toUsers: bigint
    /** The router's part. */
    readonly fee: bigint
    /** What of `toUsers` belongs to the stake. */
    readonly yours: bigint
    /** P, L, M, C and Q. */
    readonly principal: bigint
    readonly liquidity: bigint
    readonly toRepay: bigint
    readonly cost: bigint
    readonly queued: bigint
    /** What the queue was paid. */
    readonly queuePaid: bigint
    /** Debt of machines that ended that day. */
    readonly lost: bigint
  }
  /** The days, and when things are over. */
  type Result = {
    readonly days: readonly Day[]
    /** What the withdrawal was paid at once. */
    readonly withdrawn: bigint
    /** Days until nothing is left to repay; `undefined` when that is later, 0 when it is now. */
    readonly repaidAfter: number | undefined
    /** Days until nobody waits; `undefined` when that is later, 0 when nobody does. */
    readonly queueClearedAfter: number | undefined
  }
}

const MAX_DAYS = 4_000
const BPS = 10_000n
const WINDFALL_DAYS = 30n

/**
 * Projects what a joint-mining pool does day by day: repays machines, pays users, pays the queue. The contract's own rule, for days that
 * are all paid and each settled once.
 *
 * Asks the chain nothing. What it can't foresee: income that changes, days that are missed, people who come and go, further machines.
 *
 * @param args - the pool, how many days, and what if: another income, a deposit, a withdrawal
 * @throws DmexError `ArgumentInvalid` for less than one day or more than 4,000
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { getPool, projectPool } from '@dmex/sdk/mine'
 *
 * export async function incomeOfAMonth(client: DmexClient, address: Address, deposit: bigint) {
 *   const pool = await getPool(client, { pool: address })
 *   return projectPool({ pool, days: 30, deposit }).days.reduce((sum, { yours }) => sum + yours, 0n)
 * }
 * ```
 */
export function projectPool(args: projectPool.Args): projectPool.Result {
  const { pool, days: count, incomePerDay, deposit = 0n, withdraw = 0n, stake = deposit } = args
  if (!(Number.isInteger(count) && count > 0 && count <= MAX_DAYS))
    throw new DmexError('ArgumentInvalid', `projectPool: ${count} days. Ask for 1 to ${MAX_DAYS}.`, {
      argument: 'days',
      value: `${count}`,
    })

  const firstDay = pool.throughDay + 1
  // Income per unit and day is the same on all days: a sum, and the units x days that mined it.
  const rate =
    incomePerDay === undefined
      ? { income: pool.recentIncome, unitDays: pool.recentUnitDays }
      : { income: incomePerDay, unitDays: unitsOn(pool.machines, firstDay) || 1n }

  const book = open(pool)
  book.liquidity += deposit
  payQueue(book)
  const withdrawn = book.queued ? 0n : min(book.liquidity, withdraw)
  book.liquidity -= withdrawn
  book.queued += withdraw - withdrawn

  const days: projectPool.Day[] = []
  let repaidAfter = book.toRepay ? undefined : 0
  let queueClearedAfter = book.queued ? undefined : 0
  for (let index = 0; index < count; index++) {
    const day = firstDay + index
    const mined = rate.unitDays ? (rate.income * unitsOn(pool.machines, day)) / rate.unitDays : 0n
    const income = mined + windfallOn(index, pool.windfall)
    const principal = book.liquidity + book.toRepay
    const repaid = repayment(book, income, principal, guarded(book, income, rate, unitDaysAfter(pool.machines, day)))
    const users = income - repaid
    const fee = principal ? (users * BigInt(pool.feeBps)) / BPS : users
    repay(book, repaid)
    const queuePaid = payQueue(book)
    const lost = end(book, day)
    days.push({
      day,
      income,
      repaid,
      toUsers: users - fee,
      fee,
      yours: principal ? ((users - fee) * stake) / principal : 0n,
      principal: book.liquidity + book.toRepay,
      liquidity: book.liquidity,
      toRepay: book.toRepay,
      cost: book.cost,
      queued: book.queued,
      queuePaid,
      lost,
    })
    if (!book.toRepay) repaidAfter ??= index + 1
    if (!book.queued) queueClearedAfter ??= index + 1
  }
  return { days, withdrawn, repaidAfter, queueClearedAfter }
}

/** What belongs to no day joins the income of 30. */
const windfallOn = (index: number, windfall: bigint): bigint => {
  const daily = ceil(windfall, WINDFALL_DAYS)
  return max(0n, min(daily, windfall - daily * BigInt(index)))
}

/** L, M, C and Q, and the machines behind M and C. */
interface Book {
  liquidity: bigint
  toRepay: bigint
  cost: bigint
  queued: bigint
  machines: { readonly lastDay: number; readonly cost: bigint; readonly refund: bigint; outstanding: bigint }[]
}

type Rate = { readonly income: bigint; readonly unitDays: bigint }

/** The books as they are, with machines ended whose time is over. */
function open({ liquidity, queued, machines, throughDay }: projectPool.Args['pool']): Book {
  const book: Book = {
    liquidity,
    toRepay: sum(machines, ({ outstanding }) => outstanding),
    cost: sum(machines, ({ outstanding, cost }) => (outstanding ? cost : 0n)),
    queued,
    machines: machines.map(({ lastDay, cost, outstanding, over, refundFloor }) => ({
      lastDay,
      cost,
      outstanding,
      refund: over ? refundFloor : 0n,
    })),
  }
  end(book, throughDay)
  return book
}

/** `min(M, max(ceil(R * (P - C) / P), min(Q, ceil(R / 2)), guard))`. */
function repayment({ toRepay, cost, queued }: Book, income: bigint, principal: bigint, guard: bigint): bigint {
  const byShare = principal > cost ? ceil(income * (principal - cost), principal) : 0n
  const byQueue = min(queued, ceil(income, 2n))
  return min(toRepay, max(max(byShare, byQueue), guard))
}

/** `g = M / (0.8 * income a day * days left)`: nothing up to 50%, then `ceil(R * min(1, g))`. */
function guarded({ toRepay }: Book, income: bigint, rate: Rate, unitDaysLeft: bigint): bigint {
  const owed = 10n * toRepay * rate.unitDays
  const expected = 8n * rate.income * unitDaysLeft
  if (2n * owed <= expected) return 0n
  return owed >= expected ? income : ceil(income * owed, expected)
}

/** Oldest machine first: C falls by its cost when it is repaid. */
function repay(book: Book, amount: bigint): void {
  book.toRepay -= amount
  book.liquidity += amount
  let left = amount
  for (const machine of book.machines) {
    if (!left) return
    const part = min(left, machine.outstanding)
    machine.outstanding -= part
    left -= part
    if (part && !machine.outstanding) book.cost -= machine.cost
  }
}

function payQueue(book: Book): bigint {
  const paid = min(book.liquidity, book.queued)
  book.liquidity -= paid
  book.queued -= paid
  return paid
}

/** Ends machines with debt: what the escrow gives back repays, the rest is lost, for those who wait too. */
function end(book: Book, day: number): bigint {
  let lost = 0n
  for (const machine of book.machines) {
    if (machine.lastDay > day || !machine.outstanding) continue
    const principal = book.liquidity + book.toRepay
    const back = min(machine.refund, machine.outstanding)
    const loss = machine.outstanding - back
    book.toRepay -= machine.outstanding
    book.liquidity += back
    book.cost -= machine.cost
    book.queued -= ceil(book.queued * loss, principal)
    machine.outstanding = 0n
    repay(book, min(machine.refund - back, book.toRepay))
    lost += loss
  }
  return lost
}

const unitsOn = (machines: readonly projectPool.ProjectedMachine[], day: number): bigint =>
  sum(machines, ({ units, startDay, lastDay }) => (day >= startDay && day <= lastDay ? units : 0n))

const unitDaysAfter = (machines: readonly projectPool.ProjectedMachine[], day: number): bigint =>
  sum(machines, ({ units, startDay, lastDay }) => units * BigInt(Math.max(0, lastDay - Math.max(startDay - 1, day))))

const sum = <Item>(items: readonly Item[], amount: (item: Item) => bigint): bigint =>
  items.reduce((total, item) => total + amount(item), 0n)
const min = (a: bigint, b: bigint): bigint => (a < b ? a : b)
const max = (a: bigint, b: bigint): bigint => (a > b ? a : b)
const ceil = (a: bigint, b: bigint): bigint => (a + b - 1n) / b
