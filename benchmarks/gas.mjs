// Measures what transactions cost, from receipts of a local chain: the 21,000 base, calldata and refunds included. Prints
// one table, writes JSON, and fails over a ceiling unless `accepted-misses.json` names the operation with a reason.
// `--update` writes the snapshot that a review shows next to the code that changed it.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { encodeFunctionData, maxUint256 } from 'viem'
import { CheckFailed, readJson, root, runCheck } from '../tools/lib/workspace.mjs'
import { lending } from './lib/lending.mjs'
import {
  DAY,
  deliver,
  enrich,
  incomeOfDay,
  openMarket,
  openSeries,
  passDays,
  purchase,
  settleAll,
  skipDays,
} from './lib/market.mjs'
import { pooling } from './lib/pooling.mjs'
import { printTable, writeResults } from './lib/report.mjs'
import { trading } from './lib/trading.mjs'

const SNAPSHOT = join(root, 'packages/contracts/snapshots/gas.json')

/** Gas. `each`: the transaction's gas is divided by so many. */
const CEILINGS = {
  'claim 1 NFT, 1 unclaimed day': 62_000,
  'claim 1 NFT, 365 unclaimed days': 62_000,
  'claim 10 NFTs, 1 unclaimed day': 170_000,
  'claim 10 NFTs, 365 unclaimed days': 170_000,
  'primary buy with escrow': 170_000,
  'primary buy, first of its day': 235_000,
  'release, whole fleet': 60_000,
  'settle a day, whole fleet': 100_000,
  attach: 115_000,
  'attach, batch of 20, each': 75_000,
  'claim 20 slots of one player': 450_000,
  list: 90_000,
  'secondary buy': 115_000,
  'auction outbid': 75_000,
  'auction outbid, moves the end': 75_000,
  borrow: 200_000,
  repay: 90_000,
}

/** Steady: what the operation writes was not zero before, as on all days but the first. Cold: the first time ever. */
const figures = new Map()
const record = (name, kind, gas) => figures.set(name, { ...figures.get(name), [kind]: Math.ceil(gas) })

const range = (from, count) => Array.from({ length: count }, (_, index) => from + index)
const nft = (series, number) => (BigInt(series) << 32n) | BigInt(number)
const nfts = (from, count) => range(from, count).map((number) => nft(1, number))

const buying = async (market, [alice, bob, carol]) => {
  const { chain } = market
  for (const buyer of [alice, bob, carol]) await enrich(market, buyer)
  // The first purchase ever, its first day, its buyer's first NFT: nothing was written before.
  record('primary buy, first of its day', 'cold', await chain.gasOf(alice, ...purchase(market, 1)))
  record('primary buy with escrow', 'cold', await chain.gasOf(bob, ...purchase(market, 1)))
  record('primary buy with escrow', 'steady', await chain.gasOf(alice, ...purchase(market, 1)))
  record('primary buy with a referrer', 'cold', await chain.gasOf(alice, ...purchase(market, 1, carol)))
  record('primary buy with a referrer', 'steady', await chain.gasOf(alice, ...purchase(market, 1, carol)))
}

/** Alice has NFTs 1 and 3 to 16, Bob 2 and 17 to 25, Carol 26 to 70. */
const fillWallets = async (market, [alice, bob, carol]) => {
  for (const [buyer, count] of [
    [alice, 11],
    [bob, 9],
    [carol, 45],
  ]) {
    for (let bought = 0; bought < count; ++bought) await market.chain.send(buyer, ...purchase(market, 1))
  }
}

const settlingAndReleasing = async (market) => {
  const { chain, owner, miner, hashpower } = market
  const settle = () => chain.gasOf(owner, hashpower, 'settleDay', [1])
  const fund = async (day) => chain.gasOf(miner, hashpower, 'fundDay', [1, day, await incomeOfDay(market)])
  const yesterday = async () => Math.floor((await chain.now()) / DAY) - 1

  await skipDays(market, 2)
  await deliver(market)
  record('settle a day, whole fleet', 'cold', await settle())
  record('release, whole fleet', 'cold', await chain.gasOf(owner, hashpower, 'release', [1]))
  await skipDays(market, 1)
  record('fund a day', 'steady', await fund(await yesterday()))
  await deliver(market)
  await chain.send(owner, market.benchmark, 'advance', [1, 1])
  record('settle a day, whole fleet', 'steady', await settle())
  record('release, whole fleet', 'steady', await chain.gasOf(owner, hashpower, 'release', [1]))
  await skipDays(market, 1)
  await fund(await yesterday())
  record('settle a day and decide its benchmark', 'steady', await settle())
}

const claiming = async (market, [alice, bob]) => {
  const { chain, hashpower } = market
  const claim = (account, ids) => chain.gasOf(account, hashpower, 'claim', [ids])
  record('claim 1 NFT, 1 unclaimed day', 'cold', await claim(alice, [nft(1, 1)]))
  record('claim 10 NFTs, 1 unclaimed day', 'cold', await claim(bob, [nft(1, 2), ...nfts(17, 9)]))
  await claim(alice, nfts(3, 12))
  await passDays(market, 1)
  record('claim 1 NFT, 1 unclaimed day', 'steady', await claim(alice, [nft(1, 1)]))
  record('claim 10 NFTs, 1 unclaimed day', 'steady', await claim(alice, nfts(3, 10)))
  await passDays(market, 1)
  const inside = encodeFunctionData({ abi: hashpower.abi, functionName: 'claim', args: [[nft(1, 1)]] })
  record('claim 1 NFT through multicall', 'steady', await chain.gasOf(alice, hashpower, 'multicall', [[inside]]))
  record('claim 1 NFT for somebody else', 'steady', await chain.gasOf(bob, hashpower, 'claimFor', [alice, [nft(1, 3)]]))
  await claim(alice, [nft(1, 1), ...nfts(3, 12)])
  await passDays(market, 365)
  record('claim 1 NFT, 365 unclaimed days', 'steady', await claim(alice, [nft(1, 1)]))
  record('claim 10 NFTs, 365 unclaimed days', 'steady', await claim(alice, nfts(3, 10)))
}

const gearing = async (market, carol) => {
  const { chain, hashpower, rig, items } = market
  for (let minted = 0; minted < 30; ++minted) await chain.send(carol, items, 'mint', [carol])
  await chain.send(carol, hashpower, 'setApprovalForAll', [rig.address, true])
  await chain.send(carol, hashpower, 'claim', [nfts(26, 45)]) // what she earned before is not the items'
  const item = (id) => ({ kind: 0, collection: items.address, id: BigInt(id), holder: `0x${'0'.repeat(40)}`, index: 0 })
  const slots = range(3, 20).map(item)

  record('attach', 'cold', await chain.gasOf(carol, rig, 'attach', [item(1), nft(1, 26), 0, 0]))
  record('attach', 'steady', await chain.gasOf(carol, rig, 'attach', [item(2), nft(1, 27), 0, 0]))
  const batch = await chain.gasOf(carol, rig, 'attachBatch', [slots, nfts(28, 20), 0, 0])
  record('attach, batch of 20, each', 'steady', batch / 20)
  await passDays(market, 1)
  await chain.send(carol, market.wbtc, 'transfer', [market.owner, await chain.read(market.wbtc, 'balanceOf', [carol])])
  record('claim 20 slots of one player', 'cold', await chain.gasOf(carol, rig, 'claimSlots', [slots]))
  await passDays(market, 1)
  record('claim 20 slots of one player', 'steady', await chain.gasOf(carol, rig, 'claimSlots', [slots]))
  record('claim 1 slot', 'steady', await chain.gasOf(carol, rig, 'claimSlots', [[item(1)]]))
  record('request a detach', 'steady', await chain.gasOf(carol, rig, 'requestDetach', [item(1)]))
  await skipDays(market, 2)
  await settleAll(market)
  record('detach', 'steady', await chain.gasOf(carol, rig, 'detach', [item(1)]))

  const lending = {
    termsId: 0,
    endDay: Math.floor((await chain.now()) / DAY) + 30,
    revocable: true,
    onTransfer: 1,
    price: 0n,
    payToken: item(0).holder,
  }
  record('lend to an item', 'steady', await chain.gasOf(carol, rig, 'lendPower', [item(24), nft(1, 50), lending]))
  record('end a lending', 'steady', await chain.gasOf(carol, rig, 'endLending', [item(24)]))
}

const handling = async (market, [alice, bob]) => {
  const { chain, owner, hashpower, rig } = market
  await chain.send(alice, hashpower, 'claim', [[nft(1, 1), ...nfts(3, 14)]])
  record(
    'transfer, nothing unclaimed',
    'steady',
    await chain.gasOf(alice, hashpower, 'transferFrom', [alice, bob, nft(1, 3)]),
  )
  await passDays(market, 1)
  record(
    'transfer, income credited',
    'cold',
    await chain.gasOf(alice, hashpower, 'transferFrom', [alice, bob, nft(1, 4)]),
  )
  record(
    'transfer, income credited',
    'steady',
    await chain.gasOf(alice, hashpower, 'transferFrom', [alice, bob, nft(1, 5)]),
  )
  record('split in two', 'steady', await chain.gasOf(alice, hashpower, 'split', [nft(1, 6), [40_000n], alice]))
  record('merge two', 'steady', await chain.gasOf(alice, hashpower, 'merge', [[nft(1, 6), nft(1, 72)]]))
  await chain.client.impersonateAccount({ address: rig.address })
  await chain.client.setBalance({ address: rig.address, value: 10n ** 18n })
  await chain.send(alice, hashpower, 'setApprovalForAll', [rig.address, true])
  const lock = await chain.gasOf(rig.address, hashpower, 'lock', [nft(1, 7), false])
  record('lock and unlock', 'steady', lock + (await chain.gasOf(rig.address, hashpower, 'unlock', [nft(1, 7)])))
  record('pay a referrer', 'cold', await chain.gasOf(owner, hashpower, 'payReferral', [nft(1, 4)]))
  record('collect fees', 'cold', await chain.gasOf(owner, hashpower, 'collectFees', [1]))
}

/** Alice sells, Bob and Carol bid; everybody has held the payment token before. */
const auctioning = async (market, [alice, bob, carol]) => {
  const { chain, miner, payout, hashpower, house, usdt } = market
  const USD = 1_000_000n
  const english = {
    kind: 0,
    payToken: usdt.address,
    startPrice: 5_000n * USD,
    endPrice: 20_000n * USD,
    step: 10n * USD,
    startsAt: 0,
    duration: 3 * DAY,
  }
  const dutch = { ...english, kind: 1, endPrice: 4_000n * USD, step: 0n }
  for (const account of [alice, bob, carol, payout, house.address]) await chain.send(bob, usdt, 'mint', [account, 1n])
  for (const bidder of [bob, carol]) await chain.send(bidder, usdt, 'approve', [house.address, maxUint256])
  await chain.send(alice, hashpower, 'setApprovalForAll', [house.address, true])
  const create = (number, terms) => chain.gasOf(alice, house, 'createAuction', [nft(1, number), terms])
  const bid = (bidder, auction, dollars) => chain.gasOf(bidder, house, 'placeBid', [auction, dollars * USD])
  const end = async (auction) => chain.warp(Number((await chain.read(house, 'auctionOf', [auction])).endsAt))

  record('create an auction', 'cold', await create(8, english))
  record('create an auction', 'steady', await create(9, english))
  record('auction, first bid', 'cold', await bid(bob, 1, 5_000n))
  record('auction outbid', 'cold', await bid(carol, 1, 6_000n))
  record('auction outbid', 'steady', await bid(bob, 1, 7_000n))
  record('auction, first bid', 'steady', await bid(bob, 2, 5_000n))
  await chain.warp(Number((await chain.read(house, 'auctionOf', [1])).endsAt) - 60)
  record('auction outbid, moves the end', 'steady', await bid(carol, 1, 8_000n))
  await end(1)
  record('settle an auction', 'cold', await chain.gasOf(bob, house, 'settle', [1]))
  record('settle an auction', 'steady', await chain.gasOf(bob, house, 'settle', [2]))
  await create(10, english)
  record('buy now', 'steady', await chain.gasOf(bob, house, 'buyNow', [3, 20_000n * USD]))
  await create(11, dutch)
  record('take a Dutch auction', 'steady', await chain.gasOf(bob, house, 'takeDutch', [4, 5_000n * USD]))
  await settleAll(market)
  await chain.send(miner, house, 'createLot', [1, 1_000n, english])
  await bid(bob, 5, 5_000n)
  await end(5)
  await settleAll(market)
  record('settle a lot into the escrow', 'steady', await chain.gasOf(bob, house, 'settle', [5]))
}

const refunding = async (market, [alice]) => {
  const { chain, hashpower } = market
  await openSeries(market, 6)
  for (let bought = 0; bought < 2; ++bought) await chain.send(alice, ...purchase(market, 2))
  await passDays(market, 8)
  record('refund', 'steady', await chain.gasOf(alice, hashpower, 'refund', [nft(2, 1)]))
}

const report = () => {
  const accepted = readJson(join(root, 'benchmarks/accepted-misses.json')).gas ?? {}
  const before = existsSync(SNAPSHOT) ? readJson(SNAPSHOT) : {}
  const gas = (amount) => (amount === undefined ? '' : amount.toLocaleString('en-US'))
  const names = [...Object.keys(CEILINGS), ...[...figures.keys()].filter((name) => !(name in CEILINGS))]
  const rows = names.map((name) => {
    const { steady, cold } = figures.get(name)
    const ceiling = CEILINGS[name]
    const measured = steady ?? cold
    const verdict =
      ceiling === undefined
        ? ''
        : measured <= ceiling
          ? 'ok'
          : accepted[name]
            ? `missed: ${accepted[name].reason}`
            : 'OVER CEILING'
    return { name, ceiling, steady, cold, measured, verdict, previous: before[name]?.steady ?? before[name]?.cold }
  })
  printTable(
    ['gas of a transaction', 'ceiling', 'steady', 'margin', 'cold', 'change', ''],
    rows.map(({ name, ceiling, steady, cold, measured, verdict, previous }) => [
      name,
      gas(ceiling),
      gas(steady),
      ceiling === undefined ? '' : `${(100 * (1 - measured / ceiling)).toFixed(1)}%`,
      gas(cold),
      previous === undefined || previous === measured
        ? ''
        : `${measured > previous ? '+' : ''}${gas(measured - previous)}`,
      verdict,
    ]),
  )
  writeResults('gas', rows)
  const over = rows.filter(({ name, ceiling, measured }) => measured > (accepted[name]?.upTo ?? ceiling ?? measured))
  return { over, snapshot: Object.fromEntries(figures) }
}

await runCheck('gas', async () => {
  const market = await openMarket()
  try {
    const buyers = market.buyers
    await openSeries(market, 540)
    await buying(market, buyers)
    await fillWallets(market, buyers)
    await settlingAndReleasing(market)
    await claiming(market, buyers)
    record('primary buy, first of its day', 'steady', await market.chain.gasOf(buyers[0], ...purchase(market, 1)))
    await gearing(market, buyers[2])
    await handling(market, buyers)
    await auctioning(market, buyers)
    await refunding(market, buyers)
    await pooling(market, [buyers[1], buyers[3]], 3, record)
    await lending(market, buyers, 4, record)
    await trading(market, buyers.slice(0, 3), 5, record)
  } finally {
    market.chain.stop()
  }
  const { over, snapshot } = report()
  if (process.argv.includes('--update')) {
    mkdirSync(dirname(SNAPSHOT), { recursive: true })
    writeFileSync(SNAPSHOT, `${JSON.stringify(snapshot, undefined, 2)}\n`)
  }
  if (over.length > 0) {
    throw new CheckFailed(
      `over the ceiling: ${over.map(({ name }) => name).join('; ')}. Make it cheaper, or add it to benchmarks/accepted-misses.json with what was tried.`,
    )
  }
})
