import { describe, expect, it } from 'vitest'
import * as auction from '../../src/auction/index.js'
import * as earn from '../../src/earn/index.js'
import type { ReadAction } from '../../src/index.js'
import * as mint from '../../src/mint/index.js'
import * as provide from '../../src/provide/index.js'
import * as rig from '../../src/rig/index.js'
import * as trade from '../../src/trade/index.js'
import { auctionHelpers } from '../support/auctionScenarios.js'
import { counting } from '../support/counting.js'
import { buy, useMarket } from '../support/market.js'
import { helpers } from '../support/scenarios.js'
import { tradeHelpers } from '../support/tradeScenarios.js'

type AnyRead = ReadAction<unknown, unknown>

const isRead = (value: unknown): value is AnyRead =>
  typeof value === 'function' && 'kind' in value && value.kind === 'read'

const reads = [mint, earn, provide, rig, auction, trade].flatMap((module) =>
  Object.values<unknown>(module).filter(isRead),
)

describe('every read', () => {
  const market = useMarket()
  const help = helpers(market)
  const trades = () => tradeHelpers(market, help)

  const argsOf: Record<string, () => Promise<unknown>> = {
    'mint.getSeries': async () => ({ seriesId: market.seriesId }),
    'mint.listSeries': async () => ({ buyableOnly: true }),
    'mint.getHashpower': async () => ({ id: await buy(market, market.accounts.alice, 10n) }),
    'mint.listHashpower': async () => ({ account: market.accounts.alice }),
    'mint.quoteBuy': async () => ({ seriesId: market.seriesId, units: 10n, account: market.accounts.alice }),
    'earn.getClaimable': async () => ({ account: market.accounts.alice }),
    'earn.getIncomeHistory': async () => ({ id: await buy(market, market.accounts.alice, 10n) }),
    'earn.getFleetHistory': async () => ({ fleetId: market.fleetId, fromDay: await help.today() }),
    'earn.getRefundable': async () => ({ id: await buy(market, market.accounts.alice, 10n) }),
    'earn.getBenchmark': async () => ({ assetId: 1, fromDay: (await help.today()) - 3 }),
    'provide.getDueDays': async () => ({ fleetId: market.fleetId }),
    'provide.getFleet': async () => ({ fleetId: market.fleetId }),
    'provide.listFleets': async () => ({ minerId: market.minerId }),
    'provide.getMiner': async () => ({ minerId: market.minerId }),
    'provide.listMiners': async () => ({}),
    'auction.getAuction': async () => ({ auctionId: (await auctionHelpers(market).put()).auctionId }),
    'auction.listAuctions': async () => ({ seller: market.accounts.alice }),
    'auction.getCredit': async () => ({ token: market.tokens.btc, account: market.accounts.alice }),
    'trade.getListing': async () => ({ id: await trades().put() }),
    'trade.listListings': async () => ({ openOnly: true }),
    'trade.getOffer': async () => ({ offerId: await trades().offerSeries(50n, 1_000n) }),
    'trade.listOffers': async () => ({ bidder: market.accounts.bob }),
    'trade.getMarket': async () => ({ account: market.accounts.alice }),
    'trade.getCredit': async () => ({ token: market.tokens.btc, account: market.accounts.alice }),
    'rig.getSlot': async () => ({ item: (await help.powered(market.accounts.alice)).item }),
    'rig.getSlots': async () => ({ items: [(await help.powered(market.accounts.alice)).item] }),
    'rig.getTermsId': async () => ({ studio: market.accounts.studio, studioBps: 100 }),
    'rig.getAssignment': async () => ({ game: market.accounts.studio, key: 'sword' }),
    'rig.getRigCredit': async () => ({ token: market.tokens.btc, account: market.accounts.alice }),
  }

  it('is listed here', () => {
    expect(Object.keys(argsOf).sort()).toEqual(reads.map(({ action }) => action).sort())
  })

  it.each(reads.map((action) => [action.action, action] as const))('%s: one eth_call', async (name, action) => {
    const args = await argsOf[name]?.()
    const { client, methods } = counting(market.as(market.accounts.bob))
    const result = await action(client, args)
    expect(methods).toEqual(['eth_call'])
    expect(result).toBeDefined()
    // The call is built without asking anybody, and a block can be named.
    expect(action.call(market.deployment, args).to).toMatch(/^0x[0-9a-fA-F]{40}$/)
    const block = BigInt(await help.rpc()<string>('eth_blockNumber'))
    expect(await action(client, args, { block })).toEqual(result)
  })

  it('needs no account', async () => {
    const { account: _, ...client } = market.as(market.accounts.bob)
    expect((await provide.getFleet(client, { fleetId: market.fleetId })).fleetId).toBe(market.fleetId)
  })
})
