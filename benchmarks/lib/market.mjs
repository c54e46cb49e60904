// The core as it is deployed, with one miner, one fleet and Bitcoin's difficulty of April 2024: what the gas benchmark runs on.
import { keccak256, maxUint256, parseEther, toHex, zeroHash } from 'viem'
import { readArtifact, startChain } from './chain.mjs'

export const DAY = 86_400
const EPOCH_HEIGHT = 836_640
const EPOCH_START = 1_711_616_160
const EPOCH = 14 * DAY
const DIFFICULTY = 83_126_997_340_024n
const BTC = 1
/** Most days that one call of `fundDays`, `settleDays` and `advance` takes. */
const SETTLE = 64
const CATCH_UP = 32

const UNITS = 88_501n // one machine, and a price that leaves a remainder
const PRICE = 106_000n

/** Deploys everything; `owner` stands in for governance. */
export const openMarket = async () => {
  const chain = await startChain({ timestamp: 1_712_361_600 + 13 * 3600, hardfork: 'prague' })
  const { deploy, send, read } = chain
  const [owner, miner, payout, fund, treasury, feeRecipient] = chain.accounts
  const dmc = await deploy(owner, 'DMC', [fund, treasury])
  const difficulty = await deploy(owner, 'DifficultyUpdater', [owner, owner, EPOCH_HEIGHT, EPOCH_START, DIFFICULTY])
  const benchmark = await deploy(owner, 'Benchmark', [
    owner,
    dmc.address,
    fund,
    parseEther('10000'),
    difficulty.address,
  ])
  const registry = await deploy(owner, 'MinerRegistry', [owner, dmc.address, fund, parseEther('100000'), 10n ** 12n])
  const ledger = await deploy(owner, 'HashpowerLedger', [registry.address, benchmark.address])
  const metadata = await deploy(owner, 'HashpowerMetadata')
  const { address } = await deploy(owner, 'Hashpower', [owner, ledger.address, metadata.address, feeRecipient])
  const hashpower = { address, abi: [...readArtifact('IHashpower').abi, ...readArtifact('SelfPermit').abi] }
  const sale = await deploy(owner, 'PrimarySale', [owner, address, owner])
  const rig = await deploy(owner, 'Rig', [address])
  const house = await deploy(owner, 'AuctionHouse', [owner, address, owner, feeRecipient])
  const wbtc = await deploy(owner, 'TestToken', ['Test WBTC', 'tBTC', 8])
  const usdt = await deploy(owner, 'TestToken', ['Test USDT', 'tUSDT', 6])
  const items = await deploy(owner, 'GameItems', ['Swords', 'SWORD'])

  await send(owner, registry, 'setLedger', [address])
  await send(owner, benchmark, 'addAsset', [BTC, 'BTC', true])
  await send(owner, benchmark, 'setRewardToken', [wbtc.address, BTC])
  await send(owner, hashpower, 'setMinter', [sale.address, true])
  await send(owner, hashpower, 'setPayToken', [usdt.address, true])
  await send(owner, hashpower, 'setLocker', [rig.address, true, false])
  await send(owner, hashpower, 'setLocker', [house.address, true, true])
  await send(owner, hashpower, 'setMinter', [house.address, true])

  const disclosure = {
    farm: 'Sichuan 1',
    company: 'Test Mining Ltd',
    totalHashrate: 10n ** 9n,
    effectiveHashrate: 9n * 10n ** 8n,
    expectedIncome: 7n * 10n ** 20n,
    documentHash: keccak256(toHex('disclosure')),
    uri: 'ipfs://disclosure',
  }
  await send(miner, registry, 'applyAsMiner', [disclosure])
  await send(miner, registry, 'setPayout', [1, payout])
  await send(owner, registry, 'approve', [1, await read(registry, 'hashDisclosure', [disclosure])])
  await send(treasury, dmc, 'transfer', [miner, parseEther('1000000')])
  await send(miner, dmc, 'approve', [registry.address, maxUint256])
  await send(miner, registry, 'bond', [1, parseEther('1000000')])
  await send(miner, hashpower, 'createFleet', [1, wbtc.address, usdt.address, 0])
  await send(miner, wbtc, 'mint', [miner, 10n ** 18n])
  await send(miner, wbtc, 'approve', [address, maxUint256])

  return {
    chain,
    owner,
    miner,
    payout,
    buyers: chain.accounts.slice(6),
    benchmark,
    difficulty,
    hashpower,
    sale,
    rig,
    house,
    wbtc,
    usdt,
    items,
  }
}

/** Puts a series of a term on sale; numbers grow from 1. */
export const openSeries = async ({ chain, miner, sale }, termDays) => {
  const series = {
    fleetId: 1,
    cap: 10n ** 9n / 20n,
    termDays,
    royaltyBps: 250,
    documentHash: zeroHash,
    uri: 'ipfs://document',
  }
  const terms = { startPrice: PRICE, endPrice: PRICE, opensAt: 0, closesAt: 0, walletCap: 0n, allowRoot: zeroHash }
  await chain.send(miner, sale, 'createSeries', [series, terms])
}

/** Money and an allowance without limit, as wallets ask for it. */
export const enrich = async ({ chain, sale, usdt }, buyer) => {
  await chain.send(buyer, usdt, 'mint', [buyer, 10n ** 15n])
  await chain.send(buyer, usdt, 'approve', [sale.address, maxUint256])
}

/** The call of one machine's purchase. */
export const purchase = ({ sale }, seriesId, referrer = '0x0000000000000000000000000000000000000000') => [
  sale,
  'buy',
  [seriesId, UNITS, PRICE, 1, maxUint256, referrer],
]

/** To 13:00 UTC some days later, when the benchmark of the day before is due; difficulty kept up to date. */
export const skipDays = async (market, count) => {
  const { chain, owner, difficulty } = market
  const now = await chain.now()
  await chain.warp((Math.floor(now / DAY) + count) * DAY + 13 * 3600)
  for (;;) {
    const [, start] = await chain.read(difficulty, 'latestEpoch')
    if ((await chain.now()) < start + EPOCH) return
    const [pending] = await chain.read(difficulty, 'pendingHalving')
    if (pending) await chain.send(owner, difficulty, 'pushHalving', [start + EPOCH - 1])
    await chain.send(owner, difficulty, 'pushEpoch', [start + EPOCH, DIFFICULTY])
  }
}

const settledOf = async ({ chain, hashpower }) => (await chain.read(hashpower, 'fleetOf', [1])).settled

/** More than enough for a day of all units. */
const dailyIncome = async ({ chain, hashpower }) => {
  const { sold } = await chain.read(hashpower, 'seriesOf', [1])
  return sold * 100n + 1_000_000n
}

/** Pays for the days that are over and not paid yet, and decides their benchmarks, but settles none. */
export const deliver = async (market) => {
  const { chain, miner, owner, benchmark, hashpower } = market
  const settled = await settledOf(market)
  const days = []
  for (let day = settled + 1; day < Math.floor((await chain.now()) / DAY); ++day) {
    if ((await chain.read(hashpower, 'paidOn', [1, day])) === 0n) days.push(day)
  }
  const amount = await dailyIncome(market)
  for (let from = 0; from < days.length; from += SETTLE) {
    const part = days.slice(from, from + SETTLE)
    await chain.send(miner, hashpower, 'fundDays', [1, part, part.map(() => amount)])
  }
  for (let decided = 0; decided < days.length; decided += CATCH_UP) {
    await chain.send(owner, benchmark, 'advance', [BTC, CATCH_UP])
  }
}

/** Delivers and settles every day that is over. */
export const settleAll = async (market) => {
  const { chain, owner, hashpower } = market
  await deliver(market)
  for (;;) {
    const [yes] = await chain.read(hashpower, 'settleable', [1])
    if (!yes) return
    await chain.send(owner, hashpower, 'settleDays', [1, SETTLE])
  }
}

/** Days pass, each delivered and settled. */
export const passDays = async (market, count) => {
  for (let left = count; left > 0; left -= EPOCH / DAY) {
    await skipDays(market, Math.min(left, EPOCH / DAY))
    await settleAll(market)
  }
}

export const incomeOfDay = dailyIncome
