// What joint mining costs: a pool whose machine earns its asset, and one machine.
import { maxUint256, zeroHash } from 'viem'
import { DAY, skipDays } from './market.mjs'

const BTC = 1
const WHOLE = 10n ** 8n
const UNITS = 1_000n
/** Ten bitcoin for a machine that earns a hundredth of that a day. */
const MACHINE = 10n * WHOLE
const PRICE = MACHINE / UNITS
const INCOME = MACHINE / 100n
const FLEET = 2

/** Opens a pool, in which two people own a machine and have as much again idle. */
const openPool = async (market, [alice, bob], series) => {
  const { chain, owner, miner, hashpower, sale, wbtc } = market
  const pool = await chain.deploy(owner, 'JointMiningPool', [
    owner,
    hashpower.address,
    sale.address,
    wbtc.address,
    wbtc.address,
    owner,
    owner,
  ])
  await chain.send(owner, hashpower, 'setPayToken', [wbtc.address, true])
  await chain.send(miner, hashpower, 'createFleet', [1, wbtc.address, wbtc.address, 1])
  const terms = { startPrice: PRICE, endPrice: PRICE, opensAt: 0, closesAt: 0, walletCap: 0n, allowRoot: zeroHash }
  const offer = { fleetId: FLEET, cap: UNITS, termDays: 540, royaltyBps: 0, documentHash: zeroHash, uri: '' }
  await chain.send(miner, sale, 'createSeries', [offer, terms])
  const expiresAt = (await chain.now()) + DAY
  await chain.send(owner, pool, 'schedulePurchase', [{ seriesId: series, units: UNITS, expiresAt, maxPrice: PRICE }])
  for (const account of [alice, bob]) {
    await chain.send(account, wbtc, 'mint', [account, 100n * WHOLE])
    await chain.send(account, wbtc, 'approve', [pool.address, maxUint256])
  }
  return pool
}

/** A day of the pool's fleet, delivered and settled. */
const earnDay = async (market) => {
  const { chain, owner, miner, hashpower, benchmark } = market
  await skipDays(market, 1)
  const { settled } = await chain.read(hashpower, 'fleetOf', [FLEET])
  for (let day = settled + 1; day < Math.floor((await chain.now()) / DAY); ++day)
    await chain.send(miner, hashpower, 'fundDay', [FLEET, day, INCOME])
  await chain.send(owner, benchmark, 'advance', [BTC, 8])
  await chain.send(owner, hashpower, 'settleDays', [FLEET, 8])
}

/** Measures what people of a pool and who keeps it going pay. `series` is the number that the next series gets. */
export const pooling = async (market, people, series, record) => {
  const { chain, owner } = market
  const [alice, bob] = people
  const pool = await openPool(market, people, series)
  const sharesOf = async (account) => (await chain.read(pool, 'accountOf', [account])).shares
  const deposit = (account) => chain.gasOf(account, pool, 'deposit', [MACHINE, 0n])
  record('joint mining: deposit', 'cold', await deposit(alice))
  await chain.send(owner, pool, 'executePurchase', [])
  await deposit(bob)
  await earnDay(market)
  await earnDay(market)
  record('joint mining: settle, one machine', 'cold', await chain.gasOf(owner, pool, 'settle', []))
  await chain.warp((await chain.now()) + DAY / 2)
  record('joint mining: claim', 'cold', await chain.gasOf(alice, pool, 'claim', [alice]))
  record('joint mining: deposit', 'steady', await deposit(alice))
  for (let day = 0; day < 7; ++day) {
    await earnDay(market)
    record('joint mining: settle, one machine', 'steady', await chain.gasOf(owner, pool, 'settle', []))
  }
  record('joint mining: claim', 'steady', await chain.gasOf(alice, pool, 'claim', [alice]))
  const tenth = (await sharesOf(bob)) / 10n
  record('joint mining: withdraw at once', 'steady', await chain.gasOf(bob, pool, 'withdraw', [5n * tenth]))
  const all = await sharesOf(alice)
  record('joint mining: withdraw, the rest queued', 'cold', await chain.gasOf(alice, pool, 'withdraw', [all]))
}
