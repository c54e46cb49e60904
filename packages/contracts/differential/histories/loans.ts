import type { Fleet } from '../model/fleet.js'
import { Ledger, type Nft } from '../model/ledger.js'
import { LoanBook } from '../model/loans.js'
import type { Loan } from '../model/loanTypes.js'
import { entry } from '../model/rounding.js'
import { type Actor, DAY, type Token, World } from '../model/world.js'
import { Random } from '../random.js'
import { Record } from '../record.js'
import { actor, BEGIN, DIFFICULTY, decimals, flag } from './common.js'

/** Numbers of the steps, as `LoanReplay.sol` has them. */
export const loanSteps = {
  buy: 1,
  claim: 7,
  terminate: 19,
  pass: 50,
  work: 51,
  deposit: 53,
  redeem: 54,
  borrow: 55,
  repay: 56,
  collectIncome: 57,
  liquidate: 58,
  take: 59,
  keep: 60,
  settleRefund: 61,
  tick: 62,
} as const

const people: readonly Actor[] = [0, 1, 2, 3]
const POOL = 10
const parties = { payout: 5, feeRecipient: 6, ledger: 7, miner: 8, contracts: [4, POOL] } as const
const MOST_NFTS = 6
const NFT_WORDS = 28
const FEED = 10n ** 8n

const observeLoan = (book: LoanBook, loan: Loan | undefined): bigint[] => {
  if (loan === undefined) return new Array<bigint>(13).fill(0n)
  const { principal, interest, rate, since, maturity, autoRepay, auction } = loan
  const terms = [
    principal,
    interest,
    book.debtOf(loan),
    rate,
    since,
    maturity,
    flag(autoRepay),
    flag(auction !== undefined),
  ]
  const clock = auction === undefined ? 0n : book.ledger.world.now - auction.since
  const overdue = flag(book.isOverdue(loan))
  return [...terms, overdue, auction?.start ?? 0n, book.priceOf(loan), book.floorOf(loan), clock]
}

const observeValue = (book: LoanBook, nft: Nft): bigint[] => {
  const [now, later] = [book.valueOf(nft, 0n), book.valueOf(nft, 90n)]
  return [
    ...[now.presentValue, now.refundFloor, now.value, now.maxBorrow, now.income, now.refundNow],
    ...[later.presentValue, later.refundFloor, later.value, later.maxBorrow, now.benchmark, now.price],
  ]
}

const observeNft = (book: LoanBook, id: bigint): bigint[] => {
  const nft = entry(book.ledger.nfts, id)
  const rights = [actor(nft.owner), actor(nft.locker), book.ledger.claimable(nft)]
  return [...rights, ...observeLoan(book, book.loans.get(id)), ...observeValue(book, nft)]
}

const observePool = (book: LoanBook): bigint[] => [
  ...[book.totalAssets, book.totalShares, book.idle, book.debt, book.reserve, book.recovering, book.badDebt],
  ...[book.utilisation, book.rateOf(0n), BigInt(book.loans.size), book.young],
  ...people.map((who) => book.sharesOf(who)),
  ...people.map((who) => book.assetsOf(book.sharesOf(who))),
]

/** A random history of a lending pool, over a fleet that earns another token and one that earns the asset. */
export class LoanHistory {
  readonly record: Record
  readonly #random: Random
  readonly #ledger: Ledger
  readonly #book: LoanBook
  readonly #whole: bigint
  readonly #ids: bigint[] = []

  constructor(seed: number, Model: typeof LoanBook = LoanBook) {
    const random = new Random(seed)
    const world = new World(BEGIN, DIFFICULTY)
    const ledger = new Ledger(world, parties, { feeBps: 500n })
    this.#random = random
    this.#ledger = ledger
    const asset = random.pick([2, 3])
    const reward = random.pick([0, 1])
    const assetDecimals = entry(decimals, asset)
    this.#whole = 10n ** assetDecimals
    const reserveBps = random.pick([0n, 1_000n, 3_000n])
    ledger.createFleet(reward, entry(decimals, reward), asset)
    ledger.createFleet(asset, assetDecimals, asset)
    const setUp = [BigInt(asset), BigInt(reward), reserveBps]
    for (const which of [0, 0, 1]) {
      const term = BigInt(random.pick([70, 130, 250, 540]))
      const price = which === 0 ? random.big(this.#whole / 1_000n, this.#whole / 20n) : this.#cheapPrice()
      ledger.createSeries(this.#fleet(which), term, price)
      setUp.push(BigInt(which), term, price)
    }
    const book = new Model(ledger, {
      asset,
      assetDecimals,
      curve: { kink: 8_000n, base: 200n, slope1: 800n, slope2: 7_500n },
      reserveBps,
      haircutBps: 6_000n,
      maxLtvBps: 7_000n,
      liquidationBps: 8_500n,
      minLoan: this.#whole / 1_000n,
      pool: POOL,
      halvingDay: 2n ** 32n,
    })
    this.#book = book
    const balances = (token: Token, whose: readonly Actor[]): bigint[] =>
      whose.map((who) => world.balanceOf(token, who))
    this.record = new Record(setUp, () => [
      ...observePool(book),
      ...balances(asset, [...people, parties.ledger, POOL]),
      ...balances(reward, [...people, parties.ledger, POOL]),
      ...ledger.fleets.flatMap((fleet) => [fleet.settled, fleet.streak, ledger.last(fleet).acc, fleet.minerDue]),
      ...Array.from({ length: MOST_NFTS }, (_, i) => this.#ids[i]).flatMap((id) =>
        id === undefined ? new Array<bigint>(NFT_WORDS).fill(0n) : observeNft(book, id),
      ),
    ])
    this.#pass(3_600n)
    this.#deposit()
    this.#buy()
    this.#buy()
  }

  run(steps: number): this {
    while (this.record.steps < steps) this.#next()
    return this
  }

  // ---- choices

  #next(): void {
    const what = this.#random.weighed({
      time: 20,
      deposit: 5,
      redeem: 5,
      buy: 6,
      borrow: 14,
      repay: 7,
      income: 5,
      liquidate: 10,
      auction: 20,
      refund: 7,
      terminate: 4,
      claim: 2,
    })
    if (what === 'time') this.#time()
    if (what === 'deposit') this.#deposit()
    if (what === 'redeem') this.#redeem()
    if (what === 'buy') this.#buy()
    if (what === 'borrow') this.#borrow()
    if (what === 'repay') this.#repay()
    if (what === 'income') this.#income()
    if (what === 'liquidate') this.#liquidate()
    if (what === 'auction') this.#auction()
    if (what === 'refund') this.#refund()
    if (what === 'terminate') this.#terminate()
    if (what === 'claim') this.#claim()
  }

  /** Time passes, with prices of then. While an auction runs it is looked at before data could go stale. */
  #time(): void {
    const inAuction = [...this.#book.loans.values()].filter(({ auction }) => auction !== undefined)
    if (inAuction.length > 0 && this.#random.chance(70)) this.#pass(BigInt(this.#random.between(12, 20)) * 3_600n)
    else if (this.#random.chance(35)) this.#pass(BigInt(this.#random.between(60, 20 * 3_600)))
    else this.#work(inAuction.length > 0 ? 1n : BigInt(this.#random.pick([1, 3, 8, 20, 31])))
    for (const { nft } of inAuction) this.record.step(loanSteps.tick, [nft.id], () => undefined)
  }

  #prices(): readonly [bigint, bigint] {
    return [
      this.#random.big(20_000n * FEED, 90_000n * FEED),
      this.#random.big((FEED * 97n) / 100n, (FEED * 103n) / 100n),
    ]
  }

  #pass(seconds: bigint): void {
    const [reward, asset] = this.#prices()
    this.record.step(loanSteps.pass, [seconds, reward, asset], () => {
      this.#ledger.world.now += seconds
      this.#book.feeds = { reward, asset }
    })
  }

  /** Days on which the fleets are paid, or not. */
  #work(days: bigint): void {
    const { world, fleets } = this.#ledger
    const [reward, asset] = this.#prices()
    const amounts = fleets.map((fleet) => {
      const { units } = this.#ledger.last(fleet)
      const enough = (world.proven * (units + 60_000_000n)) / fleet.scale + 1n
      return this.#random.chance(20) ? 0n : this.#random.chance(60) ? enough : enough * 3n
    })
    this.record.step(loanSteps.work, [days, ...amounts, reward, asset], () => {
      for (let i = 0n; i < days; ++i) {
        world.now += DAY
        for (const [which, fleet] of fleets.entries()) this.#workDay(fleet, amounts[which] ?? 0n)
      }
      this.#book.feeds = { reward, asset }
    })
  }

  #workDay(fleet: Fleet, amount: bigint): void {
    const day = this.#ledger.world.today - 1n
    if (fleet.terminated || this.#ledger.isIdle(fleet)) return
    if (amount > 0n && day > fleet.settled) this.#ledger.fund(fleet, day, amount)
    this.#ledger.settleDays(fleet, 3n)
  }

  #deposit(): void {
    const who = this.#random.pick(people)
    const amount = this.#random.big(this.#whole / 10n, this.#whole * BigInt(this.#random.pick([1, 30, 300])))
    this.record.step(loanSteps.deposit, [BigInt(who), amount], () => this.#book.deposit(who, amount))
  }

  #redeem(): void {
    const who = this.#random.pick(people)
    const shares = this.#book.sharesOf(who)
    if (shares === 0n) return
    const part = this.#random.chance(30) ? shares : this.#random.big(1n, shares)
    this.record.step(loanSteps.redeem, [BigInt(who), part], () => this.#book.redeem(who, part))
  }

  #buy(): void {
    if (this.#ids.length >= MOST_NFTS) return
    const [who, which] = [this.#random.pick(people), this.#random.below(3)]
    const units = which === 2 ? this.#random.big(100_000n, 20_000_000n) : this.#random.big(100n, 5_000n)
    const series = entry(new Map(this.#ledger.series.entries()), which)
    this.record.step(loanSteps.buy, [BigInt(who), BigInt(which), units], () => {
      this.#ids.push(this.#ledger.buy(who, series, units).id)
    })
  }

  #borrow(): void {
    const nft = this.#pickNft()
    if (nft.refunded || (nft.locker !== undefined && this.#random.chance(90))) return
    const days = BigInt(this.#random.pick([30, 30, 90, 180, 31]))
    const most = this.#book.valueOf(nft, days).maxBorrow
    const limit = this.#random.chance(20) ? most + 1n : most
    const amount = this.#random.chance(40) ? limit : this.#random.big(1n, limit + 1n)
    const auto = nft.series.fleet === this.#fleet(1) && this.#random.chance(50)
    const who = nft.owner === POOL ? 0 : nft.owner
    this.record.step(loanSteps.borrow, [BigInt(who), nft.id, amount, days, flag(auto)], () =>
      this.#book.borrow(who, nft.id, amount, days, auto),
    )
  }

  #repay(): void {
    const loan = this.#pickLoan()
    if (loan === undefined) return
    const debt = this.#book.debtOf(loan)
    const amount = this.#random.chance(35) ? debt * 2n : this.#random.big(1n, debt)
    this.record.step(loanSteps.repay, [loan.nft.id, amount], () => this.#book.repay(loan.nft.id, amount))
  }

  #income(): void {
    const { id } = this.#pickNft()
    const loan = this.#book.loans.get(id)
    const due = this.#book.kept.has(id) || (loan !== undefined && (loan.autoRepay || loan.auction !== undefined))
    const some = this.#ledger.claimable(entry(this.#ledger.nfts, id)) > 0n
    if (due && some) this.record.step(loanSteps.collectIncome, [id], () => this.#book.collectIncome(id))
  }

  /** Only loans whose income is the asset: other income is sold, which this model leaves out. */
  #liquidate(): void {
    const loan = this.#pickLoan()
    if (loan === undefined || loan.nft.series.fleet !== this.#fleet(1)) return
    this.record.step(loanSteps.liquidate, [loan.nft.id], () => this.#book.liquidate(loan.nft.id))
  }

  #auction(): void {
    const loan = [...this.#book.loans.values()].find(({ auction }) => auction !== undefined)
    if (loan === undefined) return
    const { id } = loan.nft
    const who = this.#random.pick(people)
    const what = this.#random.weighed({ wait: 8, take: 1, keep: 1 })
    if (what === 'wait') this.#time()
    if (what === 'take') this.record.step(loanSteps.take, [BigInt(who), id], () => this.#book.take(who, id))
    if (what === 'keep') this.record.step(loanSteps.keep, [id], () => this.#book.keep(id))
  }

  #refund(): void {
    const { id } = this.#pickNft()
    if (!this.#book.loans.has(id) && !this.#book.kept.has(id)) return
    this.record.step(loanSteps.settleRefund, [id], () => this.#book.settleRefund(id))
  }

  #terminate(): void {
    const which = this.#random.below(2)
    const fleet = this.#fleet(which)
    if (fleet.streak >= 7n || this.#random.chance(10))
      this.record.step(loanSteps.terminate, [BigInt(which), 1n], () => this.#ledger.terminate(fleet, true))
  }

  #claim(): void {
    const nft = this.#pickNft()
    if (nft.owner === POOL || nft.lockerCollects || this.#ledger.claimable(nft) === 0n) return
    this.record.step(loanSteps.claim, [BigInt(nft.owner), nft.id], () => this.#ledger.claim(nft.owner, [nft.id]))
  }

  // ---- picking

  #cheapPrice(): bigint {
    return this.#whole === 10n ** 6n ? 1n : this.#random.big(10n ** 10n, 10n ** 12n)
  }

  #fleet(which: number): Fleet {
    return entry(new Map(this.#ledger.fleets.entries()), which)
  }

  #pickNft(): Nft {
    return entry(this.#ledger.nfts, this.#random.pick(this.#ids))
  }

  #pickLoan(): Loan | undefined {
    const loans = [...this.#book.loans.values()]
    return loans.length === 0 ? undefined : this.#random.pick(loans)
  }
}
