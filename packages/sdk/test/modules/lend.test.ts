import {
  erc20TransferAbi,
  lendingPoolDebtOfAbi,
  lendingPoolRateOfAbi,
  lendingPoolValueOfAbi,
} from '@dmex/contracts-abi'
import { check, integer, property } from 'fast-check'
import { encodeFunctionData } from 'viem'
import { beforeAll, describe, expect, it } from 'vitest'
import { reader } from '../../src/deploy/wiring.js'
import { isDmexError } from '../../src/errors/index.js'
import { leverage, projectLeverage } from '../../src/flows/index.js'
import { type Address, execute } from '../../src/index.js'
import * as lend from '../../src/lend/index.js'
import { quoteBuy } from '../../src/mint/index.js'
import { jsonRpc } from '../../src/testing/index.js'
import { failure } from '../support/failure.js'
import { openLending, type TestLending } from '../support/lending.js'
import { useMarket } from '../support/market.js'
import { helpers } from '../support/scenarios.js'

const market = useMarket()
const help = helpers(market)
const DOLLAR = 10n ** 6n
const DAY = 86_400
let lending: TestLending
let pool: Address

beforeAll(async () => {
  lending = await openLending(market)
  pool = lending.pool
})

const as = (name: 'alice' | 'bob' | 'carol' | 'guardian') => lending.as(market.accounts[name])
const codeOf = async (promise: Promise<unknown>) => (await failure(promise)).code
const approved = { approval: 'approve' } as const

async function balanceOf(token: Address, account: Address): Promise<bigint> {
  const data = `0x70a08231${account.slice(2).padStart(64, '0')}`
  return BigInt(await jsonRpc(market.rpcUrl)('eth_call', { to: token, data }, 'latest'))
}

describe('a loan', () => {
  it('is quoted, opened, read and paid off', async () => {
    const { alice, bob } = market.accounts
    const id = await lending.power()
    const quote = await lend.quoteLoan(as('bob'), { pool, id, termDays: 90 })
    expect(quote.blocker).toBeUndefined()
    expect(quote.amount).toBe(quote.maxBorrow)
    expect(quote.amount).toBe(quote.value?.maxBorrow)
    expect(quote.maturity).toBe(quote.at.timestamp + 90n * 86_400n)
    const before = await balanceOf(market.tokens.usdt, alice)
    const plan = await lend.borrow.plan(as('alice'), quote.borrow)
    expect(plan.missing).toMatchObject([{ kind: 'nft', id }])
    const { event } = await execute(as('alice'), plan)
    expect(event).toMatchObject({ id, borrower: alice, amount: quote.amount, rate: quote.rate, autoRepay: false })
    expect((await balanceOf(market.tokens.usdt, alice)) - before).toBe(quote.amount)

    const loan = await lend.getLoan(as('bob'), { pool, id })
    expect(loan).toMatchObject({ state: 'open', id, borrower: alice, principal: quote.amount, rate: quote.rate })
    expect(loan.hashpower).toMatchObject({ id, owner: alice, locker: pool })
    expect(loan.health).toBeGreaterThan(10n ** 18n)
    expect(loan).toMatchObject({ stale: undefined, auction: undefined, lot: undefined })
    expect((await lend.quoteLoan(as('bob'), { pool, id, termDays: 90 })).blocker?.code).toBe('IsLocked')

    await help.travel(10 * DAY)
    const part = await execute(as('bob'), await lend.repay.plan(as('bob'), { pool, id, amount: DOLLAR }, approved))
    expect(part.event).toMatchObject({ id, payer: bob, interest: expect.any(BigInt) })
    expect((part.event?.interest ?? 0n) + (part.event?.principal ?? 0n)).toBe(DOLLAR)
    const whole = await execute(as('bob'), await lend.repay.plan(as('bob'), { pool, id }, approved))
    expect(whole.event?.left).toBe(0n)
    expect(lend.loanOutcome(whole.receipt?.logs ?? [])).toMatchObject({ closed: [id], kept: [], lost: 0n })
    expect(await lend.getLoan(as('bob'), { pool, id })).toMatchObject({ state: 'none', borrower: undefined, debt: 0n })
    expect(await codeOf(lend.repay(as('bob'), { pool, id }))).toBe('NoLoan')
  })

  it('asks for what is missing, and says why it would fail', async () => {
    const id = await lending.power()
    const missing = await failure(lend.borrow(as('alice'), { pool, id, amount: DOLLAR, termDays: 30 }))
    expect(isDmexError(missing, 'ApprovalMissing') && missing.args.operator).toBe(pool)
    const blockerOf = async (args: Partial<lend.quoteLoan.Args>) =>
      (await lend.quoteLoan(as('alice'), { pool, id, termDays: 30, ...args })).blocker?.code
    expect(await blockerOf({ amount: 1n })).toBe('LoanTooSmall')
    expect(await blockerOf({ amount: 1_000n * DOLLAR })).toBe('LoanTooLarge')
    expect(await blockerOf({ borrower: market.accounts.bob })).toBe('NotAllowed')
    expect(await blockerOf({})).toBeUndefined()
    await lend.setPaused(as('guardian'), { pool, paused: true })
    expect(await blockerOf({})).toBe('LendingPaused')
    expect((await lend.getPool(as('alice'), { pool })).blocker?.code).toBe('LendingPaused')
    expect(await codeOf(lend.setPaused(as('alice'), { pool, paused: false }))).toBe('NotAllowed')
  })

  it('takes no more of a payer than there is, and no more than the debt', async () => {
    const { bob, carol } = market.accounts
    const id = await lending.lend()
    const { debt } = await lend.getLoan(as('bob'), { pool, id })
    const plan = await lend.repay.plan(as('bob'), { pool, id }, approved)
    const [spend] = plan.missing
    expect(spend?.kind === 'erc20' && spend.amount).toBeGreaterThan(debt)
    expect(spend?.kind === 'erc20' && spend.amount).toBeLessThan(debt + DOLLAR / 100n)
    const rest = await balanceOf(market.tokens.usdt, bob)
    const data = encodeFunctionData({ abi: [erc20TransferAbi], args: [carol, rest - debt + 1n] })
    await market.send(bob, { to: market.tokens.usdt, data })
    const poor = await failure(lend.repay.plan(as('bob'), { pool, id }, approved))
    expect(isDmexError(poor, 'InsufficientBalance') && poor.args.balance).toBe(debt - 1n)
  })

  it('pays itself with its income, which is on sale where it is another token', async () => {
    const id = await lending.lend()
    expect(await codeOf(lend.collectIncome(as('bob'), { pool, id }))).toBe('IncomeNotPledged')
    expect(await codeOf(lend.setAutoRepay(as('bob'), { pool, id, autoRepay: true }))).toBe('NotAllowed')
    await lend.setAutoRepay(as('alice'), { pool, id, autoRepay: true })
    await market.deliverDays(1)
    await lending.price()
    const { receipt } = await lend.collectIncome(as('bob'), { pool, id })
    const { collected, lots } = lend.loanOutcome(receipt.logs)
    expect(collected).toMatchObject([{ id }])
    const { items, next } = await lend.listIncome(as('bob'), { pool })
    expect(next).toBeUndefined()
    expect(items).toMatchObject([{ lotId: lots[0], id, amount: collected[0]?.amount, reward: { symbol: 'tBTC' } }])
    const { debt, lot } = await lend.getLoan(as('bob'), { pool, id })
    expect(lot).toEqual(items[0])
    const args = { pool, lotId: items[0]?.lotId ?? 0, maxCost: items[0]?.price ?? 0n }
    const bought = await execute(as('bob'), await lend.buyIncome.plan(as('bob'), args, approved))
    expect(bought.event?.cost).toBeLessThanOrEqual(args.maxCost)
    const outcome = lend.loanOutcome(bought.receipt?.logs ?? [])
    expect(outcome.repaid).toBe(bought.event?.cost)
    const after = await lend.getLoan(as('bob'), { pool, id })
    expect(after.lot).toBeUndefined()
    expect(after.debt).toBeLessThan(debt)
    expect((await lend.listIncome(as('bob'), { pool })).items).toEqual([])
  })

  it('is named stale while prices are, and can be paid then', async () => {
    const id = await lending.lend()
    await help.travel(2 * DAY)
    const loan = await lend.getLoan(as('bob'), { pool, id })
    expect(loan).toMatchObject({ state: 'open', value: undefined, health: undefined, stale: { code: 'StalePrice' } })
    const { rewards } = await lend.getPool(as('bob'), { pool })
    expect(rewards).toMatchObject([{ reward: { symbol: 'tBTC' }, price: undefined, blocker: { code: 'StalePrice' } }])
    const { event } = await execute(as('bob'), await lend.repay.plan(as('bob'), { pool, id }, approved))
    expect(event?.left).toBe(0n)
  })
})

describe('several loans', () => {
  it('buy more hashpower in one call', async () => {
    const ids = [await lending.power(1_000n), await lending.power(2_000n)]
    const { quotes, amount } = await lend.quoteLoans(as('alice'), {
      pool,
      pledges: ids.map((id) => ({ id })),
      termDays: 180,
    })
    expect(quotes.map(({ blocker }) => blocker)).toEqual([undefined, undefined])
    expect(amount).toBe((quotes[0]?.amount ?? 0n) + (quotes[1]?.amount ?? 0n))
    expect(quotes[1]?.rate).toBeGreaterThanOrEqual(quotes[0]?.rate ?? 0)
    const { seriesId } = lending
    const { price } = await quoteBuy(as('alice'), { seriesId, units: 1n })
    const pledges = quotes.map((quote) => ({ id: quote.hashpower.id, amount: quote.amount }))
    const units = amount / price
    const args = { pool, pledges, termDays: 180, autoRepay: true, seriesId, minUnits: units, maxPrice: price } as const
    const plan = await lend.reinvest.plan(as('alice'), args)
    expect(plan.missing).toHaveLength(1) // approval for all
    const { event } = await execute(as('alice'), plan)
    expect(event).toMatchObject({ borrower: market.accounts.alice, seriesId, units, cost: units * price })
    const found = []
    for await (const loan of lend.listLoans.all(as('bob'), { pool, borrower: market.accounts.alice }, {}))
      found.push(loan)
    expect(found.map(({ id, autoRepay }) => [id, autoRepay])).toEqual(ids.map((id) => [id, true]))
    expect((await lend.listLoans(as('bob'), { pool, borrower: market.accounts.bob })).items).toEqual([])
    expect(await codeOf(lend.quoteLoans(as('alice'), { pool, pledges: [], termDays: 30 }))).toBe('BadArrays')
  })
})

describe('a liquidation', () => {
  it('is an auction whose price falls as the SDK works it out, and whose buyer gets the NFT', async () => {
    const { bob } = market.accounts
    const id = await lending.lend()
    expect(await codeOf(lend.liquidate(as('carol'), { pool, id }))).toBe('NotLiquidatable')
    expect((await lend.listLoans(as('bob'), { pool, actionable: true })).items).toEqual([])
    await lending.price(1_000n)
    expect((await lend.getLoan(as('bob'), { pool, id })).state).toBe('unhealthy')
    expect((await lend.listLoans(as('bob'), { pool, actionable: true })).items).toMatchObject([{ id }])
    expect((await lend.liquidate(as('carol'), { pool, id })).event).toMatchObject({ id, overdue: false })
    for (const hours of [0, 1, 5, 7]) {
      await help.travel(hours * 3_600)
      const { state, auction } = await lend.getLoan(as('bob'), { pool, id })
      expect(state).toBe('auction')
      const { startPrice = 0n, price, floor, elapsed } = auction ?? { floor: 0n, elapsed: 0n }
      expect(price).toBe(lend.liquidationPriceAt({ startPrice, floor, elapsed }))
    }
    await lend.tickLiquidation(as('carol'), { pool, id })
    const { auction, debt } = await lend.getLoan(as('bob'), { pool, id })
    const dear = { pool, id, maxPrice: 1n }
    await execute(
      as('bob'),
      await lend.bidLiquidation.plan(as('bob'), { ...dear, maxPrice: auction?.price ?? 0n }, approved),
    )
    expect((await lend.getLoan(as('bob'), { pool, id })).hashpower.owner).toBe(bob)
    expect((await lend.getPool(as('bob'), { pool })).badDebt).toBe(0n)
    expect(debt).toBeGreaterThan(0n)
    expect(await codeOf(lend.bidLiquidation(as('bob'), dear))).toBe('NotInAuction')
  })

  it('is called off when prices come back, and never while they are low', async () => {
    const id = await lending.auction()
    expect(await codeOf(lend.cancelLiquidation(as('carol'), { pool, id }))).toBe('AuctionNeeded')
    await lending.price()
    await lend.cancelLiquidation(as('carol'), { pool, id })
    expect((await lend.getLoan(as('carol'), { pool, id })).state).toBe('open')
  })

  it('leaves the NFT to the pool when nobody wants it', async () => {
    const id = await lending.auction()
    expect(await codeOf(lend.keepUnsold(as('carol'), { pool, id }))).toBe('AuctionNotOver')
    await lending.waitForNobody(id)
    expect((await lend.getLoan(as('carol'), { pool, id })).state).toBe('unsold')
    const { receipt, event } = await lend.keepUnsold(as('carol'), { pool, id })
    const { kept, closed, lost } = lend.loanOutcome(receipt.logs)
    expect([kept, closed, lost]).toEqual([[id], [id], event.debt])
    const loan = await lend.getLoan(as('carol'), { pool, id })
    expect(loan).toMatchObject({ state: 'kept', borrower: undefined })
    expect(loan.hashpower.owner).toBe(pool)
    expect((await lend.getPool(as('bob'), { pool })).badDebt).toBe(event.debt)
  })

  it('is not needed where the escrow pays: a termination settles the debt', async () => {
    const id = await lending.lend()
    await lending.endFleet()
    expect((await lend.getLoan(as('bob'), { pool, id })).state).toBe('refundable')
    expect(await codeOf(lend.liquidate(as('bob'), { pool, id }))).toBe('RefundIsOpen')
    const { receipt, event } = await lend.settleRefund(as('bob'), { pool, id })
    expect(lend.loanOutcome(receipt.logs)).toMatchObject({ closed: [id], lost: 0n })
    expect(event.refund).toBeGreaterThan(5n * DOLLAR)
    expect((await lend.getLoan(as('bob'), { pool, id })).hashpower.owner).toBe(market.accounts.alice)
  })
})

describe('supply', () => {
  it('earns what borrowers pay, and leaves as far as money is idle', async () => {
    const { bob, carol } = market.accounts
    const { event } = await execute(
      as('bob'),
      await lend.supply.plan(as('bob'), { pool, amount: 100n * DOLLAR }, approved),
    )
    expect(event).toMatchObject({ sender: bob, owner: bob, assets: 100n * DOLLAR })
    const more = await execute(
      as('bob'),
      await lend.supplyShares.plan(as('bob'), { pool, shares: 10n ** 12n }, approved),
    )
    expect(more.event?.shares).toBe(10n ** 12n)
    await lending.lend({ termDays: 90 })
    await help.travel(30 * DAY)
    const held = await lend.getPosition(as('bob'), { pool, account: bob })
    expect(held.assets).toBeGreaterThan(101n * DOLLAR)
    expect(held.maxRedeem).toBe(held.shares)
    await lend.redeem(as('bob'), { pool, shares: held.maxRedeem })
    expect((await lend.getPosition(as('bob'), { pool, account: bob })).shares).toBe(0n)
    const { maxWithdraw } = await lend.getPosition(as('carol'), { pool, account: carol })
    await lend.withdraw(as('carol'), { pool, amount: maxWithdraw, receiver: bob })
    expect((await lend.getPool(as('carol'), { pool })).idle).toBe(0n)
    expect(await codeOf(lend.withdraw(as('carol'), { pool, amount: 1n }))).toBe('ERC4626ExceededMaxWithdraw')
    expect(await lend.getCredit(as('carol'), { pool, token: market.tokens.usdt, account: carol })).toBe(0n)
  })

  it('is named by a call alone only with its receiver', async () => {
    const error = await failure((async () => lend.supply.call(lending.deployment, { pool, amount: 1n }))())
    expect(isDmexError(error, 'ArgumentInvalid') && error.args.argument).toBe('receiver')
  })
})

describe('pools', () => {
  it('are those of the deployment, or those named, in one call', async () => {
    const { pools } = await lend.listPools(as('bob'), {})
    expect(pools.map((each) => each.pool)).toEqual([pool])
    expect(pools[0]).toMatchObject({
      asset: { symbol: 'tUSDT' },
      share: { decimals: 12 },
      minLoan: DOLLAR,
      utilisation: 0,
    })
    expect((await lend.listPools(market.as(market.accounts.bob), {})).pools).toEqual([])
  })
})

describe('what the SDK works out', () => {
  const read: ReturnType<typeof reader> = (contract, abi, args) =>
    reader(as('bob'), lending.deployment)(contract, abi, args)

  it('is the rate, the debt, the value and the health that the contracts answer', async () => {
    const id = await lending.lend({ amount: 4n * DOLLAR })
    const { maxWithdraw } = await lend.getPosition(as('carol'), { pool, account: market.accounts.carol })
    await lend.withdraw(as('carol'), { pool, amount: maxWithdraw - 6n * DOLLAR })
    for (const days of [0, 1, 7]) {
      await help.travel(days * DAY)
      await lending.price()
      const now = await lend.getPool(as('bob'), { pool })
      for (const amount of [0n, 1n, DOLLAR, 4n * DOLLAR, now.idle])
        expect(lend.borrowRate({ pool: now, amount })).toBe(await read(pool, lendingPoolRateOfAbi, [amount]))
      const loan = await lend.getLoan(as('bob'), { pool, id })
      expect(lend.debtAt({ loan, time: loan.at.timestamp })).toBe(await read(pool, lendingPoolDebtOfAbi, [id]))
      expect(loan.health).toBe(
        lend.healthFactor({ debt: loan.debt, value: loan.value?.value ?? 0n, liquidationBps: now.liquidationBps }),
      )
      const { hashpower, value, at } = loan
      if (!value) throw new Error('Prices are fresh.')
      for (const termDays of [0, 1, 30, 90, 180, 300, 364, 365, 400]) {
        const { benchmark, price, benchmarkDay, halvingDay, ...expected } = await read(pool, lendingPoolValueOfAbi, [
          id,
          termDays,
        ])
        expect({ benchmark, price, benchmarkDay }).toEqual({
          benchmark: value.benchmark,
          price: value.price,
          benchmarkDay: value.benchmarkDay,
        })
        expect(
          lend.loanValue({ hashpower, today: at.today, termDays, benchmark, price, halvingDay, pool: now }),
        ).toEqual(expected)
      }
    }
  })
})

describe('arithmetic', () => {
  const curve = { young: 0n, kinkBps: 8_000, baseBps: 200, slope1Bps: 800, slope2Bps: 7_500 }

  it('bends the rate at the kink: 2% at nothing, 10% at 80%, 85% when all is lent', () => {
    const at = (debt: bigint) => lend.borrowRate({ pool: { idle: 100n - debt, debt, ...curve } })
    expect([at(0n), at(40n), at(80n), at(90n), at(100n)]).toEqual([20e6, 60e6, 100e6, 475e6, 850e6])
    expect(lend.borrowRate({ pool: { idle: 0n, debt: 0n, ...curve } })).toBe(20e6)
    // Fresh deposits don't lower it, and never make it more than what is lent would.
    expect(lend.borrowRate({ pool: { idle: 160n, debt: 40n, ...curve, young: 100n } })).toBe(60e6)
    expect(lend.borrowRate({ pool: { idle: 160n, debt: 40n, ...curve, young: 190n } })).toBe(850e6)
  })

  it('never lowers the rate when more is lent', () => {
    const sums = integer({ min: 0, max: 1e9 })
    const { failed } = check(
      property(sums, sums, sums, (idle, debt, amount) => {
        const pool = { idle: BigInt(idle), debt: BigInt(debt), ...curve }
        const less = BigInt(Math.min(amount, idle))
        return (
          lend.borrowRate({ pool, amount: less }) >= lend.borrowRate({ pool }) &&
          lend.borrowRate({ pool, amount: less }) <= 850e6
        )
      }),
    )
    expect(failed).toBe(false)
  })

  it('charges simple interest, rounded up', () => {
    const loan = { principal: 1_000n * DOLLAR, interest: 7n, rate: 100_000_000, accruedAt: 1_000 }
    expect(lend.debtAt({ loan, time: 1_000n })).toBe(1_000n * DOLLAR + 7n)
    expect(lend.debtAt({ loan, time: 1_000n + 365n * 86_400n })).toBe(1_100n * DOLLAR + 7n)
    expect(lend.debtAt({ loan, time: 1_001n })).toBe(1_000n * DOLLAR + 7n + 4n) // 3.17
    expect(lend.debtAt({ loan, time: 0n })).toBe(1_000n * DOLLAR + 7n)
  })

  it('halves the price of an auction every six hours, linear between, down to its floor', () => {
    const at = (hours: number) =>
      lend.liquidationPriceAt({ startPrice: 800n, floor: 90n, elapsed: BigInt(hours * 3_600) })
    expect([at(0), at(3), at(6), at(9), at(12), at(18), at(24), at(9_999)]).toEqual([
      800n,
      600n,
      400n,
      300n,
      200n,
      100n,
      90n,
      90n,
    ])
    const { failed } = check(
      property(integer({ min: 0, max: 1e6 }), integer({ min: 0, max: 1e6 }), (elapsed, later) => {
        const price = (seconds: number) =>
          lend.liquidationPriceAt({ startPrice: 10n ** 18n, floor: 5n, elapsed: BigInt(seconds) })
        return price(elapsed) >= price(elapsed + later) && price(elapsed) >= 5n
      }),
    )
    expect(failed).toBe(false)
  })

  it('knows no health without a debt', () => {
    expect(lend.healthFactor({ debt: 0n, value: 5n, liquidationBps: 8_500 })).toBeUndefined()
    expect(lend.healthFactor({ debt: 85n, value: 100n, liquidationBps: 8_500 })).toBe(10n ** 18n)
    expect(lend.healthFactor({ debt: 86n, value: 100n, liquidationBps: 8_500 })).toBeLessThan(10n ** 18n)
  })
})

describe('value', () => {
  const nft = {
    units: 1_000n,
    q: 98_148n,
    startDay: 20_000,
    endDay: 21_079,
    settled: 20_009,
    state: 'earning',
  } as const
  /** 106 dollars for 1,080 days, ten of them delivered. */
  const hashpower = { ...nft, refundFloor: 106_000_000n - 10n * nft.q }
  const pool = { haircutBps: 6_000, maxLtvBps: 7_000 }
  /** 80 satoshi a day for a thousand units, a bitcoin at 60,000 dollars: 48,000 base units a day. */
  const worth = { benchmark: 8n * 10n ** 20n, price: 60_000n * 10n ** 15n }
  const args = { hashpower, today: 20_010, pool, ...worth }

  it('is a year of income after the haircut, or the refund if that is less', () => {
    const now = lend.loanValue({ ...args, termDays: 90 })
    expect(now.presentValue).toBe((365n * 48_000n * 6n) / 10n)
    expect(now.refundFloor).toBe(106_000_000n - 101n * 98_148n)
    expect(now.value).toBe(now.presentValue)
    expect(now.maxBorrow).toBe((now.presentValue * 7n) / 10n)
    expect(now.income).toBe(1_069n * 48_000n)
    expect(now.refundNow).toBe(106_000_000n - 11n * 98_148n)
    const late = { ...hashpower, settled: 21_000, refundFloor: 106_000_000n - 1_001n * 98_148n }
    const end = lend.loanValue({ ...args, hashpower: late, today: 21_001, termDays: 30 })
    expect(end.presentValue).toBe((48n * 48_000n * 6n) / 10n)
    expect(end.value).toBe(end.presentValue)
    expect(lend.loanValue({ ...args, price: worth.price * 10n, termDays: 90 }).value).toBe(now.refundFloor)
  })

  it('counts income half from a halving on', () => {
    const at = (halvingDay: number) => lend.loanValue({ ...args, termDays: 90, halvingDay }).presentValue
    const whole = at(99_999)
    expect(at(20_000)).toBe(whole / 2n)
    expect(at(20_101)).toBe(whole / 2n)
    expect(at(20_102)).toBe((366n * 24_000n * 6n) / 10n)
    expect(at(20_466)).toBe(whole)
  })

  it('is nothing but the refund once the refund is open', () => {
    for (const state of ['expired', 'terminated'] as const)
      expect(lend.loanValue({ ...args, hashpower: { ...hashpower, state }, termDays: 0 })).toEqual({
        presentValue: 0n,
        refundFloor: hashpower.refundFloor,
        value: 0n,
        maxBorrow: 0n,
        income: 0n,
        refundNow: hashpower.refundFloor,
      })
  })

  it('never rises with the term, nor falls with the price', () => {
    const days = integer({ min: 0, max: 1_500 })
    const { failed } = check(
      property(days, days, integer({ min: 0, max: 200_000 }), (termDays, more, dollars) => {
        const price = BigInt(dollars) * 10n ** 15n
        const value = (term: number, extra = 0n) =>
          lend.loanValue({ ...args, price: price + extra, termDays: term }).value
        return value(termDays) >= value(termDays + more) && value(termDays, 10n ** 15n) >= value(termDays)
      }),
    )
    expect(failed).toBe(false)
  })

  it('bounds leverage by the part of it that can be borrowed', () => {
    const curve = { young: 0n, kinkBps: 8_000, baseBps: 200, slope1Bps: 800, slope2Bps: 7_500 }
    const books = { ...pool, ...curve, idle: 10n ** 15n, debt: 0n, minLoan: 1n }
    const { failed } = check(
      property(integer({ min: 1_000, max: 200_000 }), integer({ min: 1, max: 60 }), (price, rounds) => {
        const series = { price: BigInt(price), termDays: 1_080 }
        const paid = hashpower.units * series.price
        const first = {
          ...hashpower,
          q: paid / 1_080n,
          startDay: 20_011,
          endDay: 21_090,
          settled: 20_010,
          refundFloor: paid,
        }
        const all = { hashpower: first, pool: books, value: { ...worth, halvingDay: undefined }, series, today: 20_010 }
        const { factor, debt, units } = projectLeverage({ ...all, termDays: 30, rounds })
        return factor < 3.34 && debt <= (units * series.price * 7n) / 10n
      }),
    )
    expect(failed).toBe(false)
  })
})

describe('leverage', () => {
  it('borrows, buys and pledges again, as it was worked out, until a round is refused', async () => {
    const id = await lending.power(9_000n)
    const seriesId = await help.offer(365, { price: 20_000n })
    const [books, { hashpower, value, at }] = await Promise.all([
      lend.getPool(as('alice'), { pool }),
      lend.quoteLoan(as('alice'), { pool, id, termDays: 30 }),
    ])
    if (!value) throw new Error('Prices are fresh.')
    const args = { hashpower, pool: books, value, series: { price: 20_000n, termDays: 365 }, today: at.today } as const
    const expected = projectLeverage({ ...args, termDays: 30, rounds: 9 })
    expect(expected.rounds.length).toBeGreaterThan(1)
    expect(expected.rounds.length).toBeLessThan(9)
    expect(expected.units).toBe(9_000n + expected.rounds.reduce((sum, { units }) => sum + units, 0n))
    expect(expected.factor).toBeLessThan(3.34)
    expect(projectLeverage({ ...args, termDays: 30, rounds: 1 }).rounds).toEqual(expected.rounds.slice(0, 1))

    const done = await leverage(as('alice'), { pool, id, seriesId, termDays: 30, rounds: 9, autoRepay: true }, approved)
    expect(done.map(({ amount, units, cost }) => ({ amount, units, cost }))).toEqual(
      expected.rounds.map(({ amount, units, cost }) => ({ amount, units, cost })),
    )
    const { items } = await lend.listLoans(as('alice'), { pool, borrower: market.accounts.alice })
    expect(items.map((loan) => [loan.id, loan.rate, loan.autoRepay])).toEqual(
      done.map((round, index) => [round.id, expected.rounds[index]?.rate, true]),
    )
    expect(done.slice(1).map((round) => round.id)).toEqual(done.slice(0, -1).map(({ newId }) => newId))
  })

  it('does nothing where nothing can be borrowed', async () => {
    const id = await lending.power(1n)
    const args = { pool, id, seriesId: lending.seriesId, termDays: 30, rounds: 3 } as const
    expect(await leverage(as('alice'), args)).toEqual([])
  })
})
