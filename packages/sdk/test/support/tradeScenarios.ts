import { type Address, execute } from '../../src/index.js'
import { getHashpower } from '../../src/mint/index.js'
import type { Scenario, TestProtocol } from '../../src/testing/index.js'
import { buyUnits, getListing, list, makeOffer, makeSeriesOffer, priceOfUnits } from '../../src/trade/index.js'
import { buy } from './market.js'
import type { Helpers } from './scenarios.js'

const DAY = 86_400
const USD = 1_000_000n

/** Brings trades about. */
export interface TradeHelpers {
  /** Unix seconds, ten days ahead. */
  soon(): Promise<number>
  /** Puts an NFT of alice's on sale: 1,000 units for 100 dollars, in parts of 100 or more. */
  put(terms?: Partial<list.Args>): Promise<bigint>
  /** Buys units of a listing at what they cost. */
  take(account: Address, id: bigint, units: bigint): Promise<bigint>
  /** Offers dollars of bob's for an NFT, or a part of it. */
  offer(id: bigint, dollars: bigint, units?: bigint): Promise<bigint>
  /** Offers dollars of bob's for units of the series, in parts of 100 or more. */
  offerSeries(dollars: bigint, units: bigint): Promise<bigint>
}

/** Makes the helpers of a market. */
export function tradeHelpers(market: TestProtocol, help: Helpers): TradeHelpers {
  const usdt = (): Address => market.tokens.usdt
  const approved = { approval: 'approve' } as const
  const soon = async (): Promise<number> => (await help.now()) + 10 * DAY
  return {
    soon,
    async put(terms = {}) {
      const client = market.as(market.accounts.alice)
      const id = await buy(market, market.accounts.alice, 1_000n)
      const args = { id, payToken: usdt(), price: 100n * USD, minUnits: 100n, expiresAt: await soon(), ...terms }
      await execute(client, await list.plan(client, args, approved))
      return id
    },
    async take(account, id, units) {
      const client = market.as(account)
      const { listing } = await getListing(client, { id })
      if (!listing) throw new Error('It is not on sale.')
      const args = { id, units, payToken: usdt(), maxPrice: priceOfUnits(listing, units), order: listing.order }
      const { event } = await execute(client, await buyUnits.plan(client, args, approved))
      return event.boughtId
    },
    async offer(id, dollars, units = 1_000n) {
      const client = market.as(market.accounts.bob)
      const { stateNonce } = await getHashpower(client, { id })
      const args = { id, units, payToken: usdt(), amount: dollars * USD, stateNonce, expiresAt: await soon() }
      const { event } = await execute(client, await makeOffer.plan(client, args, approved))
      return event.offerId
    },
    async offerSeries(dollars, units) {
      const client = market.as(market.accounts.bob)
      const terms = { seriesId: market.seriesId, units, minUnits: 100n, minDaysLeft: 1 }
      const args = { ...terms, payToken: usdt(), amount: dollars * USD, expiresAt: await soon() }
      const { event } = await execute(client, await makeSeriesOffer.plan(client, args, approved))
      return event.offerId
    },
  }
}

/** Scenarios of the market. */
export function tradeScenarios(market: TestProtocol, help: Helpers): Record<string, () => Promise<Scenario>> {
  const at = () => tradeHelpers(market, help)
  const people = () => market.accounts
  const by = (account: Address, args: unknown): Scenario => ({ account, args })
  const mint = () => buy(market, people().alice, 1_000n)
  const asked = async (id: bigint) => ({
    id,
    payToken: market.tokens.usdt,
    price: 100n * USD,
    expiresAt: await at().soon(),
  })

  return {
    'trade.list': async () => by(people().alice, await asked(await mint())),
    'trade.listWithPermit': async () => {
      const id = await mint()
      const signed = await help.permit(people().alice, id, market.deployment.addresses.market ?? '0x')
      return by(people().alice, { ...(await asked(id)), ...signed })
    },
    'trade.cancelListing': async () => by(people().alice, { id: await at().put() }),
    'trade.buy': async () => {
      const id = await at().put()
      return by(people().bob, { id, payToken: market.tokens.usdt, maxPrice: 100n * USD, stateNonce: 0 })
    },
    'trade.buyUnits': async () => {
      const id = await at().put()
      return by(people().bob, { id, units: 300n, payToken: market.tokens.usdt, maxPrice: 30n * USD, order: 0 })
    },
    'trade.makeOffer': async () => {
      const terms = { units: 500n, payToken: market.tokens.usdt, amount: 40n * USD, stateNonce: 0 }
      return by(people().bob, { id: await mint(), ...terms, expiresAt: await at().soon() })
    },
    'trade.makeSeriesOffer': async () => {
      const terms = { seriesId: market.seriesId, units: 5_000n, payToken: market.tokens.usdt, amount: 400n * USD }
      return by(people().bob, { ...terms, expiresAt: await at().soon() })
    },
    'trade.cancelOffer': async () => by(people().bob, { offerId: await at().offer(await mint(), 80n) }),
    'trade.acceptOffer': async () => {
      const id = await mint()
      return by(people().alice, { offerId: await at().offer(id, 80n), id, units: 1_000n, minProceeds: 77n * USD })
    },
    'trade.collectFees': async () => {
      await at().take(people().bob, await at().put(), 200n)
      return by(people().carol, { token: market.tokens.usdt, seriesId: market.seriesId })
    },
    'trade.withdrawCredit': async () => {
      await help.oweCredit(market.tokens.usdt, people().alice, 79n, 'market')
      return by(people().alice, { token: market.tokens.usdt, to: people().bob })
    },
    'trade.setMarketPaused': async () => by(people().guardian, { paused: true }),
  }
}
