import { marketSetPayTokenAbi } from '@dmex/contracts-abi'
import { describe, expect, it } from 'vitest'
import { contractCall } from '../../src/deploy/index.js'
import { execute, hashpower, parseUnits } from '../../src/index.js'
import { getHashpower, splitHashpower, transferHashpower } from '../../src/mint/index.js'
import { timeTravel } from '../../src/testing/index.js'
import {
  acceptOffer,
  buy,
  buyUnits,
  cancelListing,
  cancelOffer,
  collectFees,
  getCredit,
  getListing,
  getMarket,
  getOffer,
  list,
  listListings,
  listOffers,
  makeOffer,
  offerBrings,
  priceOfMeasure,
  priceOfUnits,
  setMarketPaused,
  withdrawCredit,
} from '../../src/trade/index.js'
import { failure } from '../support/failure.js'
import { buy as buyNew, useMarket } from '../support/market.js'
import { helpers } from '../support/scenarios.js'
import { tradeHelpers } from '../support/tradeScenarios.js'

const USD = 1_000_000n
const approved = { approval: 'approve' } as const

describe('the market', () => {
  const market = useMarket()
  const help = helpers(market)
  const trades = tradeHelpers(market, help)
  const alice = () => market.as(market.accounts.alice)
  const bob = () => market.as(market.accounts.bob)
  const carol = () => market.as(market.accounts.carol)
  const listingOf = async (id: bigint) => {
    const { listing } = await getListing(bob(), { id })
    if (!listing) throw new Error(`${id} is not on sale.`)
    return listing
  }

  it('shows a listing with all that its card needs', async () => {
    const expiresAt = await trades.soon()
    const id = await trades.put({ buyer: market.accounts.bob, expiresAt })
    const listing = await listingOf(id)
    expect(listing).toMatchObject({
      id,
      price: 100n * USD,
      pay: { symbol: 'tUSDT', decimals: 6 },
      units: 1_000n,
      minUnits: 100n,
      expiresAt,
      stateNonce: 0,
      order: 0,
      buyer: market.accounts.bob,
      seller: market.accounts.alice,
      feeBps: 100,
      blocker: undefined,
      power: { id, owner: market.accounts.alice, state: 'waiting' },
    })
    expect(priceOfMeasure(listing, hashpower('1 TH'))).toBe(100n * USD)
    const unlisted = await buyNew(market, market.accounts.alice, 10n)
    expect((await getListing(bob(), { id: unlisted })).listing).toBeUndefined()
  })

  it('sells a machine whole: its buyer owns it, its seller has the price less fee and royalty', async () => {
    const id = await trades.put({ minUnits: undefined })
    const { price: maxPrice, stateNonce, pay, minUnits } = await listingOf(id)
    expect(minUnits).toBeUndefined()
    const plan = await buy.plan(bob(), { id, payToken: pay.token, maxPrice, stateNonce }, approved)
    const { event } = await execute(bob(), plan)
    expect(event).toMatchObject({ id, buyer: market.accounts.bob, price: 100n * USD, fee: USD })
    expect((await getHashpower(bob(), { id })).owner).toBe(market.accounts.bob)
    expect((await getListing(bob(), { id })).listing).toBeUndefined()
  })

  it('sells parts to several at once, each at its share', async () => {
    const id = await trades.put()
    const seen = await listingOf(id)
    const args = { id, payToken: seen.pay.token, order: seen.order }
    const wants = [
      [bob(), 300n],
      [carol(), 200n],
    ] as const
    for (const [client, units] of wants) {
      const plan = await buyUnits.plan(client, { ...args, units, maxPrice: priceOfUnits(seen, units) }, approved)
      const { event } = await execute(client, plan)
      expect(await getHashpower(client, { id: event.boughtId })).toMatchObject({
        units,
        owner: client.account?.address,
      })
    }
    expect(await listingOf(id)).toMatchObject({ units: 500n, price: 50n * USD, order: seen.order, blocker: undefined })
    const { price: maxPrice, stateNonce } = seen
    expect((await failure(buy.simulate(bob(), { ...args, maxPrice, stateNonce }))).code).toBe('ListingChanged')
  })

  it('says why a listing is void, and lists only what can be bought', async () => {
    const split = await trades.put()
    const moved = await trades.put()
    const good = await trades.put({ price: 1n * USD })
    await splitHashpower(alice(), { id: split, units: [1n], to: market.accounts.alice })
    await transferHashpower(alice(), { id: moved, from: market.accounts.alice, to: market.accounts.carol })
    expect((await listingOf(split)).blocker?.code).toBe('NotListed')
    const open = await listListings(bob(), { openOnly: true })
    expect(open.items.map(({ id }) => id)).toEqual([good])
    const all = await listListings(bob(), { seriesId: market.seriesId, payToken: market.tokens.usdt })
    expect(all.items.map(({ id }) => id)).toEqual([split, moved, good])
    const hers = await listListings(bob(), { seller: market.accounts.alice })
    expect(hers.items.map(({ id }) => id)).toEqual([split, good])
    await cancelListing(alice(), { id: good })
    expect((await listListings(bob(), { openOnly: true })).items).toEqual([])
  })

  it('asks for the approval in its plan, and says when it is missing', async () => {
    const id = await buyNew(market, market.accounts.alice, 10n)
    const args = { id, payToken: market.tokens.usdt, price: USD, expiresAt: await trades.soon() }
    const { missing } = await list.plan(alice(), args)
    expect(missing.map(({ kind }) => kind)).toEqual(['call'])
    await list(alice(), args)
    expect((await listingOf(id)).blocker?.code).toBe('ERC721InsufficientApproval')
    await execute(alice(), await list.plan(alice(), args))
    expect((await listingOf(id)).blocker).toBeUndefined()
    expect((await list.plan(alice(), args)).missing).toEqual([])
  })

  it('names what stops a trade', async () => {
    const id = await trades.put()
    const args = { id, payToken: market.tokens.usdt, maxPrice: 99n * USD, stateNonce: 0 }
    expect((await failure(buy(bob(), { ...args, maxPrice: 100n * USD }))).code).toBe('InsufficientAllowance')
    await trades.take(market.accounts.bob, id, 100n)
    const { order, price: maxPrice } = await listingOf(id)
    const part = { id, payToken: market.tokens.usdt, maxPrice, order }
    expect((await failure(buyUnits.simulate(bob(), { ...part, units: 99n }))).code).toBe('UnitsNotForSale')
    expect((await failure(buyUnits.simulate(alice(), { ...part, units: 100n }))).code).toBe('SelfTrade')
    const expiresAt = await trades.soon()
    expect((await failure(list(alice(), { ...args, price: 1n, expiresAt: 1 }))).code).toBe('OutOfBounds')
    expect((await failure(list.simulate(bob(), { ...args, price: 1n, expiresAt }))).code).toBe('NotAllowed')
    await timeTravel(bob(), { seconds: 11 * 86_400 })
    expect((await failure(buyUnits.simulate(bob(), { ...part, units: 100n }))).code).toBe('NotListed')
  })

  it('escrows an offer, and pays its seller what was worked out', async () => {
    const id = await buyNew(market, market.accounts.alice, 1_000n)
    const offerId = await trades.offer(id, 80n)
    const { offer } = await getOffer(alice(), { offerId })
    expect(offer).toMatchObject({
      offerId,
      id,
      bidder: market.accounts.bob,
      amount: 80n * USD,
      units: 1_000n,
      minUnits: 1_000n,
      blocker: undefined,
      power: { id },
    })
    if (!offer) throw new Error('It is gone.')
    const { seller: minProceeds } = offerBrings(offer, 1_000n)
    const plan = await acceptOffer.plan(alice(), { offerId, id, units: 1_000n, minProceeds }, approved)
    const { event } = await execute(alice(), plan)
    expect(event.price - event.fee - event.royalty).toBe(minProceeds)
    expect((await getHashpower(bob(), { id })).owner).toBe(market.accounts.bob)
    expect((await getOffer(alice(), { offerId })).offer).toBeUndefined()
  })

  it('fills a series offer in parts, and gives back what is left', async () => {
    const id = await buyNew(market, market.accounts.alice, 1_000n)
    const offerId = await trades.offerSeries(100n, 1_000n)
    const args = { offerId, id, units: 400n, minProceeds: 0n }
    const { event } = await execute(alice(), await acceptOffer.plan(alice(), args, approved))
    expect(event).toMatchObject({ units: 400n, price: 40n * USD })
    const { offer } = await getOffer(alice(), { offerId })
    expect(offer).toMatchObject({ id: undefined, units: 600n, amount: 60n * USD, minUnits: 100n, minDaysLeft: 1 })
    const back = await cancelOffer(bob(), { offerId })
    expect(back.event.amount).toBe(60n * USD)
  })

  it('lists offers by bidder, NFT and series, newest first', async () => {
    const id = await buyNew(market, market.accounts.alice, 1_000n)
    const one = await trades.offer(id, 80n, 500n)
    const any = await trades.offerSeries(100n, 1_000n)
    const ids = async (args: listOffers.Args) => (await listOffers(carol(), args)).items.map(({ offerId }) => offerId)
    expect(await ids({})).toEqual([any, one])
    expect(await ids({ id })).toEqual([any, one])
    expect(await ids({ bidder: market.accounts.carol })).toEqual([])
    await splitHashpower(alice(), { id, units: [1n], to: market.accounts.alice })
    expect(await ids({ openOnly: true })).toEqual([any])
    const stale = { id, units: 1n, payToken: market.tokens.usdt, amount: 1n, stateNonce: 0 }
    const error = await failure(makeOffer.simulate(carol(), { ...stale, expiresAt: await trades.soon() }))
    expect(error.code).toBe('OfferNotForThis')
  })

  it('shows what holds for all trades, and pays credits out to another address', async () => {
    const { usdt } = market.tokens
    expect(await getMarket(alice(), { account: market.accounts.alice })).toMatchObject({
      paused: false,
      feeBps: 100,
      tokens: [{ token: usdt, symbol: 'tUSDT' }],
      credits: [],
    })
    await help.oweCredit(usdt, market.accounts.alice, 5n * USD, 'market')
    const { credits } = await getMarket(alice(), { account: market.accounts.alice })
    expect(credits).toMatchObject([{ token: { token: usdt }, amount: 5n * USD }])
    expect(await getCredit(alice(), { token: usdt, account: market.accounts.alice })).toBe(5n * USD)
    await withdrawCredit(alice(), { token: usdt, to: market.accounts.carol })
    expect(await getCredit(alice(), { token: usdt, account: market.accounts.alice })).toBe(0n)
  })

  it('sends fees and royalties on, for anybody', async () => {
    await trades.take(market.accounts.bob, await trades.put(), 500n)
    const { event } = await collectFees(carol(), { token: market.tokens.usdt, seriesId: market.seriesId })
    expect(event.fees).toBe(parseUnits('0.5', 6))
  })

  it('stops new trades while paused or delisted, never an exit', async () => {
    const id = await trades.put()
    const offerId = await trades.offerSeries(100n, 1_000n)
    await setMarketPaused(market.as(market.accounts.guardian), { paused: true })
    expect((await listingOf(id)).blocker?.code).toBe('SalesPaused')
    await setMarketPaused(market.as(market.accounts.guardian), { paused: false })
    const delist = contractCall(market.deployment, 'market', marketSetPayTokenAbi, [market.tokens.usdt, false])
    await market.govern([delist])
    expect((await getOffer(bob(), { offerId })).offer?.blocker?.code).toBe('PayTokenNotListed')
    expect((await cancelOffer(bob(), { offerId })).event.amount).toBe(100n * USD)
  })
})
