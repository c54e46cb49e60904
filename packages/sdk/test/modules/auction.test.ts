import { erc20BalanceOfAbi, hashpowerTerminateAbi } from '@dmex/contracts-abi'
import { decodeFunctionResult, encodeFunctionData } from 'viem'
import { describe, expect, it } from 'vitest'
import * as auction from '../../src/auction/index.js'
import { contractCall } from '../../src/deploy/index.js'
import { type Address, execute, type Hex } from '../../src/index.js'
import { getHashpower, setBeneficiary } from '../../src/mint/index.js'
import { jsonRpc } from '../../src/testing/index.js'
import { auctionHelpers, DUTCH, ENGLISH } from '../support/auctionScenarios.js'
import { failure } from '../support/failure.js'
import { useMarket } from '../support/market.js'
import { helpers } from '../support/scenarios.js'

const market = useMarket()
const help = helpers(market)
const at = () => auctionHelpers(market)
const DAY = 86_400
const USD = 1_000_000n
const NOBODY: Address = '0x0000000000000000000000000000000000000000'

const as = (name: 'alice' | 'bob' | 'carol' | 'miner' | 'guardian') => market.as(market.accounts[name])
const codeOf = async (promise: Promise<unknown>) => (await failure(promise)).code

async function dollarsOf(account: Address): Promise<bigint> {
  const data = encodeFunctionData({ abi: [erc20BalanceOfAbi], args: [account] })
  const answer = await jsonRpc(market.rpcUrl)<Hex>('eth_call', { to: market.tokens.usdt, data }, 'latest')
  return decodeFunctionResult({ abi: [erc20BalanceOfAbi], data: answer })
}

describe('an English auction', () => {
  it('shows what its card needs, pays who is outbid back, and settles in one call', async () => {
    const { alice, bob, carol } = market.accounts
    const { auctionId, powerId } = await at().put()
    expect(await auction.getAuction(as('bob'), { auctionId })).toMatchObject({
      kind: 'english',
      stage: 'running',
      seller: alice,
      bidder: undefined,
      bid: undefined,
      startPrice: 50n * USD,
      minNextBid: 50n * USD,
      dutchPrice: undefined,
      buyNowPrice: 90n * USD,
      canBuyNow: true,
      pay: { token: market.tokens.usdt, decimals: 6 },
      feeBps: 100,
      blocker: undefined,
      settlement: undefined,
      powerId,
      power: { id: powerId, units: 1_000n, owner: alice, locker: undefined },
      lot: undefined,
    })

    const before = await dollarsOf(bob)
    await at().bid(bob, auctionId, 50n * USD)
    expect(await dollarsOf(bob)).toBe(before - 50n * USD)
    const bidOn = await auction.getAuction(as('bob'), { auctionId })
    expect(bidOn).toMatchObject({ bidder: bob, bid: 50n * USD, startPrice: undefined, minNextBid: 52_500_000n })
    expect(auction.minNextBid(bidOn)).toBe(bidOn.minNextBid)
    expect(bidOn.power?.locker).toBe(market.deployment.addresses.auctionHouse)
    expect(await codeOf(auction.placeBid(as('carol'), { auctionId, amount: 52_499_999n }))).toBe('BidTooLow')
    expect(await codeOf(auction.cancelAuction(as('alice'), { auctionId }))).toBe('AuctionHasBids')

    await at().bid(carol, auctionId, 60n * USD)
    expect(await dollarsOf(bob)).toBe(before)
    expect(await codeOf(auction.settle(as('bob'), { auctionId }))).toBe('AuctionRunning')
    await help.travel(2 * DAY)
    expect(await auction.getAuction(as('bob'), { auctionId })).toMatchObject({ stage: 'ended', settlement: 'sell' })
    const sellers = await dollarsOf(alice)
    const { event } = await auction.settle(as('bob'), { auctionId })
    const { fee, royalty, seller } = auction.proceedsOf(60n * USD, 100, 0)
    expect(event).toMatchObject({ auctionId, winner: carol, powerId, price: 60n * USD, fee, royalty })
    expect(await dollarsOf(alice)).toBe(sellers + seller)
    expect((await getHashpower(as('bob'), { id: powerId })).owner).toBe(carol)
    expect(await auction.getAuction(as('bob'), { auctionId })).toMatchObject({ stage: 'sold', bid: 60n * USD })
  })

  it('names why nobody can bid', async () => {
    const { auctionId, powerId } = await at().put()
    await setBeneficiary(as('alice'), { id: powerId, beneficiary: market.accounts.bob })
    const { blocker } = await auction.getAuction(as('bob'), { auctionId })
    expect(blocker?.code).toBe('AuctionStale')
    expect(blocker?.message).toContain('new one')
    await market.mint(market.tokens.usdt, market.accounts.bob, 50n * USD)
    const plan = await auction.placeBid.plan(as('bob'), { auctionId, amount: 50n * USD }, { approval: 'approve' })
    expect(await codeOf(Promise.resolve(execute(as('bob'), plan)))).toBe('AuctionStale')
  })

  it('is bought at once', async () => {
    const { auctionId, powerId } = await at().put()
    const plan = await auction.buyNow.plan(as('bob'), { auctionId, maxPrice: 90n * USD }, { approval: 'approve' })
    const { event } = await execute(as('bob'), plan)
    expect(event).toMatchObject({ winner: market.accounts.bob, powerId, price: 90n * USD })
  })

  it('pays the bidder back when its fleet was terminated', async () => {
    const { auctionId, powerId } = await at().put({ ...ENGLISH, durationSeconds: 20 * DAY })
    const before = await dollarsOf(market.accounts.bob)
    await at().bid(market.accounts.bob, auctionId, 50n * USD)
    await market.missDays(7)
    await market.govern([contractCall(market.deployment, 'hashpower', hashpowerTerminateAbi, [market.fleetId])])
    expect(await auction.getAuction(as('bob'), { auctionId })).toMatchObject({
      stage: 'failed',
      settlement: 'payBack',
    })
    const { event } = await auction.settle(as('carol'), { auctionId })
    expect(event).toMatchObject({ auctionId, winner: NOBODY, price: 0n })
    expect(await dollarsOf(market.accounts.bob)).toBe(before)
    expect((await getHashpower(as('bob'), { id: powerId })).locker).toBeUndefined()
    expect((await auction.getAuction(as('bob'), { auctionId })).stage).toBe('void')
  })
})

describe('a Dutch auction', () => {
  it('falls as the pure function says, and sells to the first taker', async () => {
    const { auctionId, powerId } = await at().put(DUTCH)
    for (const seconds of [1_000, 50_000]) {
      await help.travel(seconds)
      const seen = await auction.getAuction(as('bob'), { auctionId })
      const { startPrice = 0n, endPrice = 0n, startsAt, endsAt } = seen
      const expected = auction.dutchPriceAt({ startPrice, endPrice, startsAt, endsAt }, Number(seen.at.timestamp))
      expect(seen.dutchPrice).toBe(expected)
      expect(seen.secondsLeft).toBe(BigInt(endsAt) - seen.at.timestamp)
    }
    const plan = await auction.takeDutch.plan(as('bob'), { auctionId, maxPrice: 100n * USD }, { approval: 'approve' })
    const { event } = await execute(as('bob'), plan)
    expect(event).toMatchObject({ winner: market.accounts.bob, powerId })
    expect(event.price).toBeLessThan(65n * USD)
  })
})

describe('a lot', () => {
  it('is minted to its winner, and its price waits in escrow', async () => {
    const auctionId = await at().putLot()
    const { lot, lotUnits, power } = await auction.getAuction(as('bob'), { auctionId })
    expect(lot).toMatchObject({ fleetId: market.fleetId, termDays: 30, missStreak: 0, minerActive: true })
    expect(lotUnits).toBe(1_000n)
    expect(power).toBeUndefined()
    await at().bid(market.accounts.bob, auctionId, 60n * USD)
    await help.travel(2 * DAY)
    const { event } = await auction.settle(as('carol'), { auctionId })
    const won = await getHashpower(as('bob'), { id: event.powerId })
    expect(won).toMatchObject({ owner: market.accounts.bob, units: 1_000n, refundFloor: 60n * USD })
  })
})

describe('lists', () => {
  it('go page by page, newest first, by seller, bidder and series', async () => {
    const { alice, bob, miner } = market.accounts
    const first = (await at().put()).auctionId
    const second = (await at().put(DUTCH)).auctionId
    const third = await at().putLot()
    await at().bid(bob, first, 50n * USD)
    const ids = async (args: auction.listAuctions.Args) =>
      (await auction.listAuctions(as('bob'), args)).items.map(({ auctionId }) => auctionId)
    expect(await ids({})).toEqual([third, second, first])
    expect(await ids({ seller: alice })).toEqual([second, first])
    expect(await ids({ seller: miner, seriesId: market.seriesId })).toEqual([third])
    expect(await ids({ bidder: bob })).toEqual([first])
    await auction.cancelAuction(as('alice'), { auctionId: second })
    expect(await ids({ openOnly: true })).toEqual([third, first])
    const all: bigint[] = []
    for await (const { auctionId } of auction.listAuctions.all(as('bob'), { limit: 1 })) all.push(auctionId)
    expect(all).toEqual([third, second, first])
  })
})

describe('the guardian', () => {
  it('stops bids, and auctions end later by as long', async () => {
    const { auctionId } = await at().put()
    const { endsAt } = await auction.getAuction(as('bob'), { auctionId })
    await auction.setAuctionsPaused(as('guardian'), { paused: true })
    expect((await auction.getAuction(as('bob'), { auctionId })).blocker?.code).toBe('AuctionsPaused')
    await help.travel(DAY)
    await auction.setAuctionsPaused(as('guardian'), { paused: false })
    const after = await auction.getAuction(as('bob'), { auctionId })
    expect(after.blocker).toBeUndefined()
    expect(after.endsAt).toBeGreaterThanOrEqual(endsAt + DAY)
  })
})

describe('what failed to be paid', () => {
  it('waits as a credit, for its owner and nobody else', async () => {
    const { alice, bob } = market.accounts
    const token = market.tokens.usdt
    await help.oweCredit(token, alice, 77n, 'auctionHouse')
    expect(await auction.getCredit(as('bob'), { token, account: alice })).toBe(77n)
    expect(await codeOf(auction.withdrawCredit(as('bob'), { token, to: bob }))).toBe('NothingToPay')
    const { event } = await auction.withdrawCreditFor(as('bob'), { account: alice, token })
    expect(event).toMatchObject({ account: alice, token, to: alice, amount: 77n })
    expect(await auction.getCredit(as('bob'), { token, account: alice })).toBe(0n)
  })
})
