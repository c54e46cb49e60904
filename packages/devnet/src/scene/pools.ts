import {
  erc20ApproveAbi,
  jointMiningPoolSchedulePurchaseAbi,
  testFeedConstructorAbi,
  testFeedSetAbi,
  testTokenMintAbi,
} from '@dmex/contracts-abi'
import { testFeedBytecode } from '@dmex/contracts-abi/bytecode'
import { type Address, type Deployment, execute } from '@dmex/sdk'
import { deployJointMiningPool, deployLendingPool } from '@dmex/sdk/deploy'
import { buyIncome, deposit, executePurchase, listPools, type Pool, settle, sharesFor, withdraw } from '@dmex/sdk/mine'
import { createSeries } from '@dmex/sdk/provide'
import { encodeDeployData } from 'viem'
import { type Transaction, timeOf } from '../chain.js'
import { connectTo } from '../clients.js'
import { encode } from '../contracts.js'
import { create } from '../create.js'
import { DAY } from '../days.js'
import type { As } from '../market.js'
import type { Motion } from '../vote.js'
import type { World } from '../world.js'
import { amountOf, NO_DOCUMENT, openFarm, TEBIBYTE_SERIES, TERAHASH_SERIES, URI } from './common.js'

/** What a bitcoin costs, dollars: chosen, and the same on all days. */
const BITCOIN_PRICE = 66_000n
const FEED_DECIMALS = 8
/** Room for any call of a pool: a node's estimate is of the last block's time, when no time had gone by. */
const GAS = { transaction: { gas: 3_000_000n } } as const

/** What a pool's machine is: ten of the asset's usual measure. */
const machines = [
  // 13 tFIL a TiB: repaid in about a hundred days, if all of its income did.
  { miner: 'miner2', reward: 'tFIL', pay: 'tFIL', units: 10_240n, perMeasure: 1_024n, cents: 13_00n },
  // 15 tUSDT a TH/s: the published 106 would not be repaid within 1080 days of 2024, and the rule gives users nothing of that.
  { miner: 'miner1', reward: 'tBTC', pay: 'tUSDT', units: 10_000n, perMeasure: 1_000n, cents: 15_00n },
] as const

/** The series of each pool's machine, in the order of `machines`. */
const SERIES = [TEBIBYTE_SERIES, TERAHASH_SERIES] as const
/** Further units of them, for whoever else buys. */
const CAP = 10n

/** Puts the pools and their price feed on the chain. */
export async function deployPools(world: World): Promise<World> {
  const { rpc, accounts, tokens, deployment } = world
  const { deployer, council1 } = accounts
  const guardian = council1.address
  const as = (at: Deployment) => connectTo(rpc.url, at, deployer.address)
  const [bitcoinFeed] = await create(rpc, deployer.address, [
    encodeDeployData({
      abi: [testFeedConstructorAbi],
      bytecode: testFeedBytecode,
      args: [FEED_DECIMALS, BITCOIN_PRICE * 10n ** BigInt(FEED_DECIMALS)],
    }),
  ])
  const bitcoin = { reward: tokens.tBTC, rewardFeed: bitcoinFeed, maxAgeSeconds: 93_600n }
  const filecoin = await deployJointMiningPool(as(deployment), { asset: tokens.tFIL, guardian })
  const { reward, ...oracle } = bitcoin
  const dollar = await deployJointMiningPool(as(filecoin.deployment), { asset: tokens.tUSDT, reward, oracle, guardian })
  const lending = await deployLendingPool(as(dollar.deployment), { asset: tokens.tUSDT, rewards: [bitcoin], guardian })
  return { ...world, deployment: lending.deployment, bitcoinFeed }
}

/** Tells the feed that a bitcoin still costs what it did. */
export function pricing({ accounts, bitcoinFeed }: World, time: number): readonly Transaction[] {
  if (!bitcoinFeed) return []
  const call = encode(bitcoinFeed, testFeedSetAbi, [BITCOIN_PRICE * 10n ** BigInt(FEED_DECIMALS), BigInt(time)])
  return [{ from: accounts.deployer.address, call, label: 'Price of a bitcoin' }]
}

/** What the council decides on before the market opens: what the pools buy. */
export async function poolMotions(world: World): Promise<readonly Motion[]> {
  const expiresAt = (await timeOf(world.rpc)) + 30 * DAY
  return (world.deployment.pools?.mine ?? []).map((pool, index) => {
    const machine = machines[index] ?? machines[0]
    const purchase = {
      seriesId: SERIES[index] ?? SERIES[0],
      units: machine.units,
      maxPrice: priceOf(world, machine),
      expiresAt,
    }
    return encode(pool, jointMiningPoolSchedulePurchaseAbi, [purchase])
  })
}

/** Puts the series on sale that the pools buy from; there is more of them than they need. */
export async function offerMachines(world: World, as: As): Promise<void> {
  for (const machine of machines) {
    const { miner, reward, pay, units } = machine
    const fleetId = await openFarm(world, as, { miner, reward, pay })
    const price = priceOf(world, machine)
    const offer = { fleetId, cap: units * CAP, termDays: 1080, sale: { price } }
    await createSeries(as(miner), { ...offer, documentHash: NO_DOCUMENT, uri: URI })
  }
}

/**
 * Has people own machines together: one pool in which somebody waits to leave, one with liquidity, whose income is sold for its asset.
 */
export async function openPools(world: World, as: As): Promise<void> {
  const [filecoin, dollar] = world.deployment.pools?.mine ?? []
  if (!filecoin || !dollar) return
  const join = async (person: 'investor1' | 'investor2' | 'investor3', pool: Address, amount: bigint) => {
    const client = as(person)
    await execute(client, await deposit.plan(client, { pool, amount }, { approval: 'approve' }), GAS)
  }
  const fil = (whole: bigint): bigint => amountOf(world, 'tFIL', whole)
  const usd = (whole: bigint): bigint => amountOf(world, 'tUSDT', whole)
  await join('investor1', filecoin, fil(130n))
  await executePurchase(as('investor1'), { pool: filecoin }, GAS)
  await join('investor2', filecoin, fil(60n))
  await join('investor3', filecoin, fil(20n))
  await join('investor1', dollar, usd(150n))
  await executePurchase(as('investor1'), { pool: dollar }, GAS)
  await join('investor3', dollar, usd(100n))

  // 80 tFIL are idle: Dana is paid 65 of them, Elif 15, and 45 of hers wait.
  const leave = async (person: 'investor1' | 'investor2', amount: bigint): Promise<void> => {
    const { pools } = await listPools(as(person), { pools: [filecoin] })
    const [pool] = pools
    if (!pool) return
    await withdraw(as(person), { pool: filecoin, shares: sharesFor(pool, amount) }, GAS)
  }
  await leave('investor1', fil(65n))
  await leave('investor2', fil(60n))
}

/**
 * What anybody does for the pools in the morning: collects what the days settled until last evening brought.
 *
 * @param time - of the morning, unix seconds
 */
export async function poolMorning(world: World, time: number): Promise<readonly Transaction[]> {
  const { deployment, accounts } = world
  const from = accounts.deployer.address
  return (await poolsOf(world))
    .filter(({ machines }) => machines.length > 0)
    .filter(({ sale, settleableThrough, throughDay, nextSettlement }) => {
      return !sale?.lot && settleableThrough > throughDay && Number(nextSettlement) <= time
    })
    .map(({ pool }) => ({ from, call: settle.call(deployment, { pool }), label: 'Collecting the income of a pool' }))
}

/** What anybody does for the pools in the evening: buys the income on sale, so that it is shared out. */
export async function poolEvening(world: World, time: number): Promise<readonly Transaction[]> {
  const { deployment, accounts } = world
  const from = accounts.deployer.address
  const buying = (await poolsOf(world)).flatMap(({ sale, asset, reward }): Transaction[] => {
    if (!sale?.lot) return []
    const { address, lot } = sale
    // Lots begin at 105% of the price.
    const value = (lot.amount * BITCOIN_PRICE * 10n ** BigInt(asset.decimals)) / 10n ** BigInt(reward.decimals)
    const maxCost = (value * 106n) / 100n + 1n
    return [
      { from, call: encode(asset.token, testTokenMintAbi, [from, maxCost]), label: 'Money for income on sale' },
      { from, call: encode(asset.token, erc20ApproveAbi, [address, maxCost]), label: 'Allowance' },
      { from, call: buyIncome.call(deployment, { sale: address, lotId: lot.id, maxCost }), label: 'Income on sale' },
    ]
  })
  return [...pricing(world, time), ...buying]
}

async function poolsOf({ rpc, deployment, accounts }: World): Promise<readonly Pool[]> {
  if (!deployment.pools) return []
  return (await listPools(connectTo(rpc.url, deployment, accounts.deployer.address), {})).pools
}

function priceOf({ decimals }: World, { pay, cents, perMeasure }: (typeof machines)[number]): bigint {
  return (cents * 10n ** BigInt(decimals[pay] - 2)) / perMeasure
}
