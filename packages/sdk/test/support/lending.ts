import { testFeedSetAbi } from '@dmex/contracts-abi'
import { encodeFunctionData, toHex } from 'viem'
import { deployLendingPool } from '../../src/deploy/index.js'
import { type Address, type Deployment, type DmexClient, execute } from '../../src/index.js'
import { borrow, collectIncome, liquidate, supply, tickLiquidation } from '../../src/lend/index.js'
import { advanceBenchmark, pushHalving, terminate } from '../../src/provide/index.js'
import type { TestProtocol } from '../../src/testing/index.js'
import { buy } from './market.js'
import { putFeed } from './pool.js'
import { HALVING, helpers } from './scenarios.js'

/** A lending pool of test dollars, with ten thousand of carol's, for hashpower that earns test bitcoin. */
export interface TestLending {
  readonly pool: Address
  readonly deployment: Deployment
  /** A series of 365 days. */
  readonly seriesId: number
  /** A client whose deployment knows the pool. */
  as(account: Address): DmexClient
  /** Buys an NFT of 3 TH/s for alice, which carries a loan of some dollars. */
  power(units?: bigint): Promise<bigint>
  /** Borrows 5 dollars against an NFT of alice's, or another sum. */
  lend(terms?: Partial<borrow.Args>): Promise<bigint>
  supply(account: Address, amount: bigint): Promise<void>
  /** Lets a bitcoin cost so many dollars, as of now, and brings the benchmark up to date. */
  price(dollars?: bigint): Promise<void>
  /** An NFT in auction, because bitcoin fell. */
  auction(terms?: Partial<borrow.Args>): Promise<bigint>
  /** Lets the clock of an auction run for two days, with fresh prices. */
  waitForNobody(id: bigint): Promise<void>
  /** Puts income of an NFT on sale. */
  earn(id: bigint): Promise<void>
  /** Has the fleet miss a week, and governance terminate it. */
  endFleet(): Promise<void>
}

const DOLLAR = 10n ** 6n
const DAY = 86_400
const approved = { approval: 'approve' } as const

/** Puts a lending pool on the market. `nth` tells it from others. */
export async function openLending(market: TestProtocol, nth = 0): Promise<TestLending> {
  const { deployer, guardian, alice, carol, updater } = market.accounts
  const help = helpers(market)
  const feed = await putFeed(market, nth)
  const { pool, deployment, listing } = await deployLendingPool(market.as(deployer), {
    asset: market.tokens.usdt,
    rewards: [{ reward: market.tokens.btc, rewardFeed: feed, maxAgeSeconds: 93_600n }],
    guardian,
    parameters: {
      kinkBps: 8_000,
      baseBps: 200,
      slope1Bps: 800,
      slope2Bps: 7_500,
      reserveBps: 1_000,
      haircutBps: 6_000,
      maxLtvBps: 7_000,
      liquidationBps: 8_500,
      saleFloorBps: 9_700,
      minLoan: DOLLAR,
    },
    salt: toHex(nth, { size: 32 }),
  })
  const as = (account: Address): DmexClient => ({ ...market.as(account), dmexDeployment: deployment })
  const price = async (dollars = 66_000n): Promise<void> => {
    await advanceBenchmark(as(deployer), { assetId: 1 })
    const data = encodeFunctionData({ abi: [testFeedSetAbi], args: [dollars * 10n ** 8n, BigInt(await help.now())] })
    await market.send(deployer, { to: feed, data })
  }
  await market.govern([listing])
  await help.pushEpoch()
  await help.travel(3 * DAY)
  await price()
  const seriesId = await help.offer(365)
  const lending: TestLending = {
    pool,
    deployment,
    seriesId,
    as,
    price,
    power: (units = 3_000n) => buy(market, alice, units, seriesId),
    async lend(terms = {}) {
      const id = terms.id ?? (await lending.power())
      const args = { pool, id, amount: 5n * DOLLAR, termDays: 30 as const, ...terms }
      await execute(as(alice), await borrow.plan(as(alice), args, approved))
      return id
    },
    async supply(account, amount) {
      await help.travel(60)
      await execute(as(account), await supply.plan(as(account), { pool, amount }, approved))
    },
    async auction(terms) {
      const id = await lending.lend(terms)
      await price(1_000n)
      await liquidate(as(carol), { pool, id })
      return id
    },
    async waitForNobody(id) {
      for (let day = 0; day < 2; day++) {
        await help.travel(DAY)
        await price(1_000n)
        await tickLiquidation(as(carol), { pool, id })
      }
    },
    async earn(id) {
      await market.deliverDays(1)
      await price()
      await collectIncome(as(carol), { pool, id })
    },
    async endFleet() {
      await help.travelTo(HALVING + 60)
      await pushHalving(as(updater), { time: HALVING })
      await market.missDays(7)
      await market.govern([terminate.call(deployment, { fleetId: market.fleetId })])
    },
  }
  await lending.supply(carol, 10_000n * DOLLAR)
  return lending
}
