import { type AuctionTerms, createAuction, createLot, placeBid } from '../../src/auction/index.js'
import { type Address, execute } from '../../src/index.js'
import type { Scenario, TestProtocol } from '../../src/testing/index.js'
import { buy } from './market.js'
import type { Helpers } from './scenarios.js'

const DAY = 86_400
const USD = 1_000_000n

/** Terms that tests use: from 50 dollars, by 1 dollar at least, 90 at once. */
export const ENGLISH: AuctionTerms = {
  kind: 'english',
  reserve: 50n * USD,
  step: USD,
  buyNow: 90n * USD,
  durationSeconds: 2 * DAY,
}
/** From 100 dollars to 40. */
export const DUTCH: AuctionTerms = { kind: 'dutch', startPrice: 100n * USD, endPrice: 40n * USD, durationSeconds: DAY }

/** Brings auctions about. */
export interface AuctionHelpers {
  /** Puts up an NFT of alice's. */
  put(terms?: AuctionTerms): Promise<{ readonly auctionId: bigint; readonly powerId: bigint }>
  /** Puts up a lot of the miner's. */
  putLot(terms?: AuctionTerms, units?: bigint): Promise<bigint>
  bid(account: Address, auctionId: bigint, amount: bigint): Promise<void>
}

/** Makes the helpers of a market. */
export function auctionHelpers(market: TestProtocol): AuctionHelpers {
  const { usdt } = market.tokens
  return {
    async put(terms = ENGLISH) {
      const { alice } = market.accounts
      const powerId = await buy(market, alice, 1_000n)
      const plan = await createAuction.plan(
        market.as(alice),
        { powerId, payToken: usdt, ...terms },
        { approval: 'approve' },
      )
      const { event } = await execute(market.as(alice), plan)
      return { auctionId: event.auctionId, powerId }
    },
    async putLot(terms = ENGLISH, units = 1_000n) {
      const { seriesId } = market
      const lot = { seriesId, units, payToken: usdt, ...terms }
      const { event } = await createLot(market.as(market.accounts.miner), lot)
      return event.auctionId
    },
    async bid(account, auctionId, amount) {
      const client = market.as(account)
      await execute(client, await placeBid.plan(client, { auctionId, amount }, { approval: 'approve' }))
    },
  }
}

/** Scenarios of auctions. */
export function auctionScenarios(market: TestProtocol, help: Helpers): Record<string, () => Promise<Scenario>> {
  const at = () => auctionHelpers(market)
  const people = () => market.accounts
  const by = (account: Address, args: unknown): Scenario => ({ account, args })
  const mint = () => buy(market, people().alice, 1_000n)
  const houseOf = (): Address => market.deployment.addresses.auctionHouse ?? '0x'

  return {
    'auction.createAuction': async () =>
      by(people().alice, { powerId: await mint(), payToken: market.tokens.usdt, ...ENGLISH }),
    'auction.createAuctionWithPermit': async () => {
      const powerId = await mint()
      const signed = await help.permit(people().alice, powerId, houseOf())
      return by(people().alice, { powerId, payToken: market.tokens.usdt, ...DUTCH, ...signed })
    },
    'auction.permitPower': async () => {
      const powerId = await mint()
      return by(people().bob, { powerId, ...(await help.permit(people().alice, powerId, houseOf())) })
    },
    'auction.createLot': async () =>
      by(people().miner, { seriesId: market.seriesId, units: 500n, payToken: market.tokens.usdt, ...DUTCH }),
    'auction.cancelAuction': async () => by(people().alice, { auctionId: (await at().put()).auctionId }),
    'auction.placeBid': async () => by(people().bob, { auctionId: (await at().put()).auctionId, amount: 50n * USD }),
    'auction.buyNow': async () => by(people().bob, { auctionId: (await at().put()).auctionId, maxPrice: 90n * USD }),
    'auction.takeDutch': async () =>
      by(people().bob, { auctionId: (await at().put(DUTCH)).auctionId, maxPrice: 100n * USD }),
    'auction.settle': async () => {
      const { auctionId } = await at().put()
      await at().bid(people().bob, auctionId, 50n * USD)
      await help.travel(3 * DAY)
      return by(people().carol, { auctionId })
    },
    'auction.withdrawCredit': async () => {
      await help.oweCredit(market.tokens.usdt, people().alice, 77n, 'auctionHouse')
      return by(people().alice, { token: market.tokens.usdt, to: people().bob })
    },
    'auction.withdrawCreditFor': async () => {
      await help.oweCredit(market.tokens.usdt, people().alice, 78n, 'auctionHouse')
      return by(people().bob, { account: people().alice, token: market.tokens.usdt })
    },
    'auction.setAuctionsPaused': async () => by(people().guardian, { paused: true }),
  }
}
