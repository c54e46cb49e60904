import { QueryClient } from '@tanstack/query-core'
import { createConfig } from '@wagmi/core'
import { createClient, http } from 'viem'
import { foundry } from 'viem/chains'
import { beforeAll, describe, expect, it } from 'vitest'
import * as auction from '../../src/auction/index.js'
import { dmexActions } from '../../src/client/index.js'
import * as earn from '../../src/earn/index.js'
import { type Address, type ReadAction, withDeployment } from '../../src/index.js'
import * as lend from '../../src/lend/index.js'
import * as mine from '../../src/mine/index.js'
import * as mint from '../../src/mint/index.js'
import * as provide from '../../src/provide/index.js'
import { readQueryOptions } from '../../src/query/index.js'
import * as rig from '../../src/rig/index.js'
import { recordRpc } from '../../src/testing/index.js'
import * as trade from '../../src/trade/index.js'
import * as wagmiAuction from '../../src/wagmi/auction.js'
import * as wagmiEarn from '../../src/wagmi/earn.js'
import { withDeployments } from '../../src/wagmi/index.js'
import * as wagmiLend from '../../src/wagmi/lend.js'
import * as wagmiMine from '../../src/wagmi/mine.js'
import * as wagmiMint from '../../src/wagmi/mint.js'
import * as wagmiProvide from '../../src/wagmi/provide.js'
import * as wagmiRig from '../../src/wagmi/rig.js'
import * as wagmiTrade from '../../src/wagmi/trade.js'
import { auctionHelpers } from '../support/auctionScenarios.js'
import { openLending } from '../support/lending.js'
import { buy, useMarket } from '../support/market.js'
import { openPool } from '../support/pool.js'

type AnyRead = ReadAction<unknown, unknown>

const isRead = (value: unknown): value is AnyRead =>
  typeof value === 'function' && 'kind' in value && value.kind === 'read'

const reads = [mint, earn, provide, rig, mine, lend, auction, trade].flatMap((module) =>
  Object.values<unknown>(module).filter(isRead),
)
const overWagmi = {
  auction: wagmiAuction,
  earn: wagmiEarn,
  lend: wagmiLend,
  mine: wagmiMine,
  mint: wagmiMint,
  provide: wagmiProvide,
  rig: wagmiRig,
  trade: wagmiTrade,
}

describe('every read', () => {
  const market = useMarket()
  let id: bigint
  let fromDay: number
  let pool: Address
  let lending: Address
  let auctionId: bigint

  beforeAll(async () => {
    id = await buy(market, market.accounts.alice, 1_000n)
    pool = (await openPool(market)).pool
    lending = (await openLending(market, 1)).pool
    auctionId = (await auctionHelpers(market).put()).auctionId
    fromDay = (await provide.getFleet(market.as(market.accounts.alice), { fleetId: market.fleetId })).ledger.settled
  })

  const argsOf = (action: string): unknown => {
    const { fleetId, seriesId, minerId, accounts, tokens, game } = market
    const item = { kind: 'erc721', collection: game.items, id: 1n }
    const known: Record<string, unknown> = {
      'lend.getCredit': { pool: lending, token: tokens.btc, account: accounts.alice },
      'lend.getLoan': { pool: lending, id },
      'lend.getPool': { pool: lending },
      'lend.getPosition': { pool: lending, account: accounts.carol },
      'lend.listIncome': { pool: lending },
      'lend.listLoans': { pool: lending },
      'lend.listPools': { pools: [lending] },
      'lend.quoteLoan': { pool: lending, id, termDays: 30 },
      'lend.quoteLoans': { pool: lending, pledges: [{ id }], termDays: 30 },
      'auction.getAuction': { auctionId },
      'auction.getCredit': { token: tokens.usdt, account: accounts.alice },
      'auction.listAuctions': {},
      'mine.getPool': { pool },
      'mine.getPosition': { pool, account: accounts.alice },
      'mine.listPools': { pools: [pool] },
      'mine.listTickets': { pool },
      'mint.getHashpower': { id },
      'mint.getSeries': { seriesId },
      'mint.listHashpower': { account: accounts.alice },
      'mint.listSeries': {},
      'mint.quoteBuy': { seriesId, units: 5n },
      'earn.getBenchmark': { assetId: 1, fromDay },
      'earn.getClaimable': { account: accounts.alice },
      'earn.getFleetHistory': { fleetId, fromDay },
      'earn.getIncomeHistory': { id },
      'earn.getRefundable': { id },
      'provide.getDueDays': { fleetId },
      'provide.getFleet': { fleetId },
      'provide.getMiner': { minerId },
      'provide.listFleets': {},
      'provide.listMiners': {},
      'rig.getAssignment': { game: accounts.studio, key: 'sword' },
      'rig.getRigCredit': { token: tokens.btc, account: accounts.alice },
      'rig.getSlot': { item },
      'rig.getSlots': { items: [item] },
      'rig.getTermsId': { studio: accounts.studio, studioBps: 1_000 },
      'trade.getCredit': { token: tokens.usdt, account: accounts.alice },
      'trade.getListing': { id },
      'trade.getMarket': { account: accounts.alice },
      'trade.getOffer': { offerId: 1n },
      'trade.listListings': {},
      'trade.listOffers': {},
    }
    if (!(action in known))
      throw new Error(`${action} has no arguments here. Add some, so that it is tried like every other read.`)
    return known[action]
  }

  it.each(reads.map((read) => [read.action, read] as const))(
    '%s: is one eth_call, and the same over a client, its decorator, a wagmi config and a query cache',
    async (action, read) => {
      const args = argsOf(action)
      const rpc = recordRpc(http(market.rpcUrl))
      const client = createClient({ chain: foundry, transport: rpc.transport }).extend(
        withDeployment(market.deployment),
      )
      const config = withDeployments(
        createConfig({ chains: [foundry], storage: null, transports: { [foundry.id]: rpc.transport } }),
        market.deployment,
      )
      const [module = '', name = ''] = action.split('.')
      const member = (modules: object) => (modules as Record<string, Record<string, never>>)[module]?.[name] as unknown

      const result = await read(client, args)
      const bound = member(client.extend(dmexActions()).dmex) as (args: unknown) => Promise<unknown>
      const wagmi = member(overWagmi) as (config: unknown, args: unknown) => Promise<unknown>
      expect(await bound(args)).toEqual(result)
      expect(await wagmi(config, args)).toEqual(result)
      expect(await new QueryClient().fetchQuery(readQueryOptions(read, config, args))).toEqual(result)
      expect(rpc.calls).toEqual(['eth_call', 'eth_call', 'eth_call', 'eth_call'])
    },
  )
})

describe('every action', () => {
  it('is on the decorator and over wagmi, under its own name', () => {
    const { dmex } = createClient({ chain: foundry, transport: http('http://127.0.0.1:1') }).extend(dmexActions())
    const named = (modules: object): string[] =>
      Object.entries(modules).flatMap(([module, actions]) =>
        Object.entries(actions as object).flatMap(([name, action]) => {
          if (typeof action !== 'function' || !('kind' in action)) return []
          expect(action.action).toBe(`${module}.${name}`)
          return [action.action as string]
        }),
      )
    const own = named({ auction, earn, lend, mine, mint, provide, rig, trade }).sort()
    expect(named(dmex).sort()).toEqual(own)
    expect(named(overWagmi).sort()).toEqual(own)
  })
})
