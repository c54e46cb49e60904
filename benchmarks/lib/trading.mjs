// What the market costs: listings, sales of the whole and of parts, offers. The seller has claimed what its machines earned, everybody
// has traded before, and fees wait in the market, as on all days but the first.
import { maxUint256, zeroAddress } from 'viem'
import { openSeries, passDays, purchase } from './market.mjs'

const USD = 1_000_000n
const DAY = 86_400
const PRICE = 9_000n * USD
const PART = 3_000n

/** Opens a market that takes dollars, where alice may sell and bob and carol may buy. */
const openTrade = async (market, [alice, bob, carol]) => {
  const { chain, owner, payout, hashpower, usdt } = market
  const trade = await chain.deploy(owner, 'Market', [owner, hashpower.address, owner, owner])
  await chain.send(owner, trade, 'setPayToken', [usdt.address, true])
  for (const account of [alice, bob, carol, owner, payout])
    await chain.send(bob, usdt, 'mint', [account, 1_000_000n * USD])
  for (const buyer of [bob, carol]) await chain.send(buyer, usdt, 'approve', [trade.address, maxUint256])
  await chain.send(alice, hashpower, 'setApprovalForAll', [trade.address, true])
  return trade
}

/** @param series - number that the series opened here gets */
export const trading = async (market, [alice, bob, carol], series, record) => {
  const { chain, hashpower, usdt } = market
  const trade = await openTrade(market, [alice, bob, carol])
  await openSeries(market, 540)
  for (let bought = 0; bought < 6; ++bought) await chain.send(alice, ...purchase(market, series))
  await chain.send(bob, ...purchase(market, series))
  await passDays(market, 2)
  const nft = (number) => (BigInt(series) << 32n) | BigInt(number)
  const ids = [1, 2, 3, 4, 5, 6].map(nft)
  await chain.send(alice, hashpower, 'claim', [ids])

  const soon = (await chain.now()) + 30 * DAY
  const list = (id, minUnits) =>
    chain.gasOf(alice, trade, 'list', [id, usdt.address, PRICE, minUnits, soon, zeroAddress])
  const buy = (buyer, id) => chain.gasOf(buyer, trade, 'buy', [id, usdt.address, PRICE, 0, soon])
  const part = (buyer, id) => chain.gasOf(buyer, trade, 'buyUnits', [id, PART, usdt.address, PRICE, 0, soon])
  const accept = (offer, id, units) => chain.gasOf(alice, trade, 'acceptOffer', [offer, id, units, 0n])

  record('list', 'cold', await list(ids[0], 0))
  record('secondary buy', 'cold', await buy(bob, ids[0]))
  record('list', 'steady', await list(ids[1], 0))
  record('secondary buy', 'steady', await buy(bob, ids[1]))
  await list(ids[2], 1_000)
  record('secondary buy of a part', 'cold', await part(carol, ids[2]))
  record('secondary buy of a part', 'steady', await part(carol, ids[2]))
  record('cancel a listing', 'steady', await chain.gasOf(alice, trade, 'cancelListing', [ids[2]]))

  const { units } = await chain.read(hashpower, 'infoOf', [ids[3]])
  const offer = [ids[3], units, usdt.address, PRICE, 0, soon]
  record('offer for an NFT', 'cold', await chain.gasOf(carol, trade, 'makeOffer', offer))
  record('offer for an NFT', 'steady', await chain.gasOf(bob, trade, 'makeOffer', offer))
  record('accept an offer', 'steady', await accept(2n, ids[3], units))
  const terms = { seriesId: series, units: 10n * PART, minUnits: PART, minDaysLeft: 100, minRefundPerUnit: 0n }
  const forSeries = [terms, usdt.address, PRICE, soon]
  record('offer for a series', 'steady', await chain.gasOf(bob, trade, 'makeSeriesOffer', forSeries))
  record('sell a part into an offer', 'steady', await accept(3n, ids[4], PART))
  record('cancel an offer', 'steady', await chain.gasOf(carol, trade, 'cancelOffer', [1n]))
  record('collect trade fees', 'steady', await chain.gasOf(carol, trade, 'collectFees', [usdt.address, series]))
}
