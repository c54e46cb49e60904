// What lending costs: a pool of dollars, loans on machines that earn bitcoin, priced by one feed in dollars.
import { maxUint256, zeroAddress } from 'viem'
import { openSeries, passDays, purchase, settleAll } from './market.mjs'

const USD = 1_000_000n
const DAY = 86_400
const BITCOIN = 60_000n * 10n ** 8n
const TERM = 90
/** As a quote limits a loan. */
const MAX_RATE = 85_000_000
const HALF_AN_HOUR = 1_800

/** Opens a pool that has lent before, and gives alice machines and an approval of all of them, as wallets ask for it. */
const openPool = async (market, [alice, bob, carol], series) => {
  const { chain, owner, hashpower, sale, usdt, wbtc } = market
  const feed = await chain.deploy(owner, 'TestFeed', [8, BITCOIN])
  const oracle = await chain.deploy(owner, 'IncomeOracle', [
    wbtc.address,
    usdt.address,
    feed.address,
    zeroAddress,
    zeroAddress,
    BigInt(DAY + 7_200),
  ])
  const desk = await chain.deploy(owner, 'LendDesk', [owner, hashpower.address, sale.address, usdt.address])
  const liquidator = await chain.deploy(owner, 'LendLiquidator', [hashpower.address, desk.address])
  const pool = await chain.deploy(owner, 'LendingPool', [owner, liquidator.address, owner, owner])
  await chain.send(owner, desk, 'setOracle', [wbtc.address, oracle.address])
  await chain.send(owner, hashpower, 'setLocker', [pool.address, true, true])
  await openSeries(market, 540)
  await settleAll(market)
  for (let bought = 0; bought < 5; ++bought) await chain.send(alice, ...purchase(market, series))
  await chain.send(alice, hashpower, 'setApprovalForAll', [pool.address, true])
  for (const account of [alice, bob, carol]) await chain.send(account, usdt, 'approve', [pool.address, maxUint256])
  await passDays(market, 2)
  await chain.send(owner, feed, 'set', [BITCOIN, BigInt(await chain.now())])
  return pool
}

/** Measures what borrowers, payers and lenders pay. `series` is the number that the next series gets. */
export const lending = async (market, people, series, record) => {
  const { chain } = market
  const [alice, bob, carol] = people
  const pool = await openPool(market, people, series)
  const nft = (number) => (BigInt(series) << 32n) | BigInt(number)
  const deposit = (account) => chain.gasOf(account, pool, 'deposit', [1_000n * USD, account])
  const borrow = async (number, autoRepay) => {
    const now = (await chain.now()) + 60
    await chain.warp(now)
    const args = [nft(number), 50n * USD, TERM, autoRepay, MAX_RATE, BigInt(now + HALF_AN_HOUR)]
    return chain.gasOf(alice, pool, 'borrow', args)
  }
  const repay = async (number, amount) => {
    await chain.warp((await chain.now()) + 60)
    return chain.gasOf(bob, pool, 'repay', [nft(number), amount])
  }
  record('lending: deposit', 'cold', await deposit(carol))
  record('borrow', 'cold', await borrow(1, false))
  await borrow(2, false)
  record('borrow', 'steady', await borrow(3, false))
  record('borrow, repays itself', 'steady', await borrow(4, true))
  record('lending: deposit', 'steady', await deposit(carol))
  record('borrow, within a day of a deposit', 'steady', await borrow(5, false))
  record('repay a part', 'cold', await repay(1, USD))
  record('repay a part', 'steady', await repay(1, USD))
  record('repay', 'steady', await repay(2, maxUint256))
  record('lending: withdraw', 'steady', await chain.gasOf(carol, pool, 'withdraw', [USD, carol, carol]))
}
