import { InfiniteQueryObserver, QueryClient } from '@tanstack/query-core'
import { connect, createConfig, disconnect, mock } from '@wagmi/core'
import { createClient, http } from 'viem'
import { foundry, mainnet } from 'viem/chains'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { bind } from '../../src/client/bind.js'
import { type BoundRead, type BoundWrite, dmexActions } from '../../src/client/index.js'
import { isDmexError } from '../../src/errors/index.js'
import { type Address, withDeployment } from '../../src/index.js'
import { listQueryOptions, queryKeyPrefix, readQueryOptions } from '../../src/query/index.js'
import { execute, withConfig, withDeployments } from '../../src/wagmi/index.js'
import { buyLot, getQuote, listLots } from '../fixtures/actions.js'
import { failure } from '../support/failure.js'
import { type ShopChain, startShop } from '../support/shop.js'

let chain: ShopChain
let restore: () => Promise<void>

beforeAll(async () => {
  chain = await startShop()
})
afterAll(() => chain.stop())
beforeEach(async () => {
  restore = await chain.snapshot()
})
afterEach(() => restore())

const args = { units: 3n, maxPrice: 5n }
const clientOf = () =>
  createClient({ account: chain.buyer, chain: foundry, transport: http(chain.rpcUrl), pollingInterval: 20 }).extend(
    withDeployment(chain.deployment),
  )
const approve = (amount: bigint) => chain.write('PermitToken', 'approve', [chain.shop, amount], chain.buyer)

describe('the decorator', () => {
  it('puts each module under dmex, with every action in it', () => {
    const { dmex } = clientOf().extend(dmexActions())
    expect(dmex.mint.buyHashpower.action).toBe('mint.buyHashpower')
    expect(Object.keys(dmex)).toEqual(['auction', 'earn', 'lend', 'mine', 'mint', 'provide', 'rig', 'trade'])
  })

  it('settles the client of every face', async () => {
    const bound = bind(clientOf(), buyLot as Parameters<typeof bind>[1]) as BoundWrite<
      typeof args,
      buyLot.Event,
      bigint
    >
    await approve(30n)
    expect(bound.call(args)).toEqual(buyLot.call(chain.deployment, args))
    expect((await bound.simulate(args)).result).toBe(1n)
    expect((await bound.plan(args)).steps).toHaveLength(1)
    const { event, receipt } = await bound(args)
    expect(bound.extractEvent(receipt.logs)).toEqual(event)
    expect(bound.extractEvents(receipt.logs)).toEqual([event])
    const quote = bind(clientOf(), getQuote as Parameters<typeof bind>[1]) as BoundRead<
      { units: bigint },
      { cost: bigint }
    >
    expect((await quote({ units: 4n })).cost).toBe(20n)
  })
})

describe('over a wagmi config', () => {
  const configOf = (accounts: readonly [Address, ...Address[]] = [chain.buyer]) => {
    const connector = mock({ accounts })
    // wagmi's mock wallet sends to the chain's own endpoint.
    const local = { ...foundry, rpcUrls: { default: { http: [chain.rpcUrl] } } }
    const config = createConfig({
      chains: [local, mainnet],
      connectors: [connector],
      pollingInterval: 20,
      storage: null,
      transports: { [local.id]: http(chain.rpcUrl), [mainnet.id]: http('http://127.0.0.1:1') },
    })
    return { config: withDeployments(config, chain.deployment), connector }
  }

  it('reads without a wallet', async () => {
    const { config } = configOf()
    expect((await withConfig(getQuote)(config, { units: 2n })).cost).toBe(10n)
  })

  it('writes with the connected wallet, and executes plans with it', async () => {
    const { config, connector } = configOf()
    await connect(config, { connector })
    const buy = withConfig(buyLot)
    const { event } = await execute(config, await buy.plan(config, args))
    expect(event.buyer).toBe(chain.buyer)
    await approve(15n)
    expect((await buy.simulate(config, args)).result).toBe(2n)
    expect((await buy(config, args)).event.id).toBe(2n)
    expect(buy.call(chain.deployment, args)).toEqual(buyLot.call(chain.deployment, args))
    await disconnect(config)
  })

  it('says that no wallet is connected', async () => {
    const { config } = configOf()
    expect(isDmexError(await failure(withConfig(buyLot)(config, args)), 'AccountMissing')).toBe(true)
  })

  it('says that the wallet is on another chain', async () => {
    const { config, connector } = configOf()
    await connect(config, { connector })
    const error = await failure(withConfig(buyLot)(config, args, { chainId: mainnet.id }))
    expect(isDmexError(error, 'WrongChain') && error.args.expected).toBe(mainnet.id)
    await disconnect(config)
  })

  it('keeps the config alive: what changes there is seen here', async () => {
    const { config, connector } = configOf()
    await connect(config, { connector })
    expect(config.state.status).toBe('connected')
    await disconnect(config)
    expect(config.state.status).toBe('disconnected')
  })
})

describe('in a query cache', () => {
  it('runs a read under a key that can be hashed', async () => {
    const queries = new QueryClient()
    const options = readQueryOptions(getQuote, clientOf(), { units: 2n })
    expect(options.queryKey).toEqual(['dmex', 31_337, 'shop', 'getQuote', { units: '2' }])
    expect((await queries.fetchQuery(options)).cost).toBe(10n)
    await queries.invalidateQueries({ queryKey: queryKeyPrefix(31_337, 'shop') })
    expect(queries.getQueryState(options.queryKey)?.isInvalidated).toBe(true)
  })

  it('keeps blocks apart', () => {
    const at = (block: bigint) => readQueryOptions(getQuote, clientOf(), { units: 2n }, { block }).queryKey
    expect(at(1n)).not.toEqual(at(2n))
  })

  it('pages through a list', async () => {
    await approve(1_000n)
    for (let i = 0; i < 3; i++) await buyLot(clientOf(), { units: BigInt(i + 1), maxPrice: 5n })
    const observer = new InfiniteQueryObserver(new QueryClient(), listQueryOptions(listLots, clientOf(), {}))
    const stop = observer.subscribe(() => {})
    await observer.fetchOptimistic(observer.options)
    const { data, hasNextPage } = await observer.fetchNextPage()
    expect(data?.pages.flatMap(({ items }) => items)).toEqual([1n, 2n, 3n])
    expect(hasNextPage).toBe(false)
    stop()
  })

  it('takes a wagmi config in place of a client', async () => {
    const config = withDeployments(
      createConfig({ chains: [foundry], storage: null, transports: { [foundry.id]: http(chain.rpcUrl) } }),
      chain.deployment,
    )
    const options = readQueryOptions(getQuote, config, { units: 2n })
    expect(options.queryKey[1]).toBe(31_337)
    expect((await options.queryFn()).cost).toBe(10n)
  })

  it('asks for a chain when the client names none', () => {
    const client = createClient({ transport: http(chain.rpcUrl) })
    expect(() => readQueryOptions(getQuote, client, { units: 2n })).toThrow(/does not say which chain/)
  })
})
