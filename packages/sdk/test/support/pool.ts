import { jointMiningPoolSchedulePurchaseAbi, testFeedConstructorAbi, testFeedSetAbi } from '@dmex/contracts-abi'
import { testFeedBytecode } from '@dmex/contracts-abi/bytecode'
import { encodeFunctionData, toHex } from 'viem'
import { create2Address, withArguments } from '../../src/deploy/create2.js'
import { CREATE2_DEPLOYER, contractCall, deployJointMiningPool } from '../../src/deploy/index.js'
import { type Address, type Deployment, type DmexClient, execute, type Hex } from '../../src/index.js'
import {
  buyIncome,
  deposit,
  executePurchase,
  getPool,
  getPosition,
  settle,
  settlementOf,
} from '../../src/mine/index.js'
import type { TestProtocol } from '../../src/testing/index.js'
import { helpers } from './scenarios.js'

/** A joint-mining pool of test dollars, whose machines are of the market's series and earn test bitcoin. */
export interface TestPool {
  readonly pool: Address
  readonly deployment: Deployment
  /** A client whose deployment knows the pool. */
  as(account: Address): DmexClient
  /** Plans to buy a machine: 10,000 units for 10 dollars, which earn about 0.8 dollars a day, for a year or another term. */
  schedule(termDays?: number): Promise<void>
  /** Deposits dollars. */
  join(account: Address, dollars: number): Promise<void>
  /** Buys what was planned; returns the NFT. */
  buyMachine(): Promise<bigint>
  /** Lets a day go by, collects its income, and buys it, so that it is shared out. */
  mineDay(): Promise<void>
  /** Buys the income on sale; returns what was shared out. */
  buyLot(): Promise<settlementOf.Settlement | undefined>
  /** Gives the oracle a price of now. */
  price(): Promise<void>
  /** Free shares of an account. */
  sharesOf(account: Address): Promise<bigint>
}

const DOLLAR = 10n ** 6n
/** A bitcoin, at eight decimals of a dollar. */
const PRICE = 66_000n * 10n ** 8n

/** Puts a price feed on the market that answers with `PRICE` of now. `nth` tells it from others. */
export async function putFeed(market: TestProtocol, nth = 0): Promise<Address> {
  const salt = toHex(nth, { size: 32 })
  const initCode = withArguments(testFeedBytecode, testFeedConstructorAbi.inputs, [8, PRICE])
  await market.send(market.accounts.deployer, { to: CREATE2_DEPLOYER, data: `${salt}${initCode.slice(2)}` as Hex })
  return create2Address(salt, initCode)
}

/** Puts a pool on the market. `nth` tells it from others. */
export async function openPool(market: TestProtocol, nth = 0): Promise<TestPool> {
  const { deployer, guardian, carol } = market.accounts
  const help = helpers(market)
  const feed = await putFeed(market, nth)
  const { pool, deployment } = await deployJointMiningPool(market.as(deployer), {
    asset: market.tokens.usdt,
    reward: market.tokens.btc,
    oracle: { rewardFeed: feed, maxAgeSeconds: 93_600n },
    guardian,
    salt: toHex(nth, { size: 32 }),
  })
  const as = (account: Address): DmexClient => ({ ...market.as(account), dmexDeployment: deployment })
  const price = async (): Promise<void> => {
    const data = encodeFunctionData({ abi: [testFeedSetAbi], args: [PRICE, BigInt(await help.now())] })
    await market.send(deployer, { to: feed, data })
  }
  const approved = { approval: 'approve' } as const

  const buyLot = async (): Promise<settlementOf.Settlement | undefined> => {
    await price()
    const { sale } = await getPool(as(carol), { pool })
    const args = { sale: sale?.address ?? '0x', lotId: sale?.lot?.id ?? 0, maxCost: sale?.lot?.price ?? 0n } as const
    const { receipt } = await execute(as(carol), await buyIncome.plan(as(carol), args, approved))
    return settlementOf(receipt?.logs ?? [])
  }

  return {
    pool,
    deployment,
    as,
    price,
    async schedule(termDays = 365) {
      // Cheap, so that it is repaid within its term: the rule gives users nothing of a machine that isn't.
      const seriesId = await help.offer(termDays, { price: 1_000n })
      const expiresAt = (await help.now()) + 90 * 86_400
      const purchase = { seriesId, units: 10_000n, maxPrice: 1_000n, expiresAt }
      await market.govern([contractCall(deployment, pool, jointMiningPoolSchedulePurchaseAbi, [purchase])])
    },
    async join(account, dollars) {
      const args = { pool, amount: BigInt(dollars) * DOLLAR }
      // A node estimates gas as of the last block's time, when no time had gone by.
      await help.travel(60)
      await execute(as(account), await deposit.plan(as(account), args, approved))
    },
    async buyMachine() {
      return (await executePurchase(as(deployer), { pool })).event.id
    },
    buyLot,
    async mineDay() {
      await market.deliverDays(1)
      await settle(as(deployer), { pool })
      await buyLot()
    },
    async sharesOf(account) {
      const { shares, queuedShares } = await getPosition(as(account), { pool, account })
      return shares - queuedShares
    },
  }
}
