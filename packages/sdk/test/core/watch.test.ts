import { type Address, createClient, custom, type Hex, http } from 'viem'
import { foundry } from 'viem/chains'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type DmexError, isDmexError } from '../../src/errors/index.js'
import { withDeployment } from '../../src/index.js'
import { startProxy } from '../../src/testing/index.js'
import { buyLotAt, buyLotWithCoin } from '../fixtures/actions.js'
import { failure } from '../support/failure.js'
import { type ShopChain, startShop } from '../support/shop.js'

let chain: ShopChain

beforeAll(async () => {
  chain = await startShop()
})
afterAll(() => chain.stop())

const clientOf = (account = chain.buyer, rpcUrl = chain.rpcUrl) =>
  createClient({
    account,
    chain: foundry,
    transport: http(rpcUrl, { retryCount: 0 }),
    pollingInterval: 20,
  }).extend(withDeployment(chain.deployment))

const buy = async (units: bigint, account = chain.buyer) =>
  (await buyLotWithCoin(clientOf(account), { units, value: units * 5n })).event

/** Lets a few looks go by. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 100))

describe('a watcher', () => {
  it('gives each event as it comes, with its log, until it is switched off', async () => {
    const watcher = buyLotWithCoin.watch(clientOf())
    await settle()
    const seen: bigint[] = []
    const loop = (async () => {
      for await (const { event, log } of watcher) {
        expect(log.blockNumber).toBeGreaterThan(0n)
        seen.push(event.units)
        if (seen.length === 2) watcher.off()
      }
    })()
    await buy(3n)
    await buy(4n)
    await loop
    expect(seen).toEqual([3n, 4n])
  })

  it('gives only what the filter asks for, by indexed and other values', async () => {
    const next = async (filter: Parameters<typeof buyLotWithCoin.watch>[1]) => {
      const watcher = buyLotWithCoin.watch(clientOf(), filter, { fromBlock: 0n })
      for await (const { event } of watcher) return event
      return undefined
    }
    await buy(5n, chain.stranger)
    expect(await next({ buyer: chain.stranger })).toMatchObject({ buyer: chain.stranger, units: 5n })
    expect(await next({ units: 4n })).toMatchObject({ buyer: chain.buyer, units: 4n })
  })

  it('skips nothing while the endpoint is down, and says so', async () => {
    const proxy = await startProxy(chain.rpcUrl)
    const errors: DmexError[] = []
    const watcher = buyLotWithCoin.watch(
      clientOf(chain.buyer, proxy.rpcUrl),
      {},
      { onError: (error) => errors.push(error) },
    )
    const first = watcher[Symbol.asyncIterator]().next()
    await settle()
    proxy.fail = 'down'
    await buy(6n)
    while (!errors.length) await settle()
    proxy.fail = undefined
    expect((await first).value).toMatchObject({ event: { units: 6n } })
    expect(errors[0]?.code).toBe('RpcUnavailable')
    watcher.off()
    await proxy.stop()
  })

  it('asks for shorter ranges when the provider finds them too long', async () => {
    const ranges: bigint[] = []
    const picky = custom({
      request: async ({ method, params }: { method: string; params: { fromBlock: Hex; toBlock: Hex }[] }) => {
        const [filter] = params ?? []
        if (method === 'eth_getLogs' && filter) {
          const range = BigInt(filter.toBlock) - BigInt(filter.fromBlock) + 1n
          ranges.push(range)
          if (range > 100n) throw Object.assign(new Error('query exceeds max block range 100'), { code: -32_005 })
        }
        return clientOf().request({ method, params } as Parameters<ReturnType<typeof clientOf>['request']>[0])
      },
    })
    const client = createClient({ chain: foundry, transport: picky, pollingInterval: 20 }).extend(
      withDeployment(chain.deployment),
    )
    await clientOf().request({ method: 'anvil_mine', params: ['0x1f4'] } as unknown as { method: 'eth_blockNumber' })
    const { id } = await buy(7n)
    const watcher = buyLotWithCoin.watch(client, { id }, { fromBlock: 0n })
    for await (const { event } of watcher) {
      expect(event.units).toBe(7n)
      break
    }
    expect(ranges.filter((range) => range <= 100n).length).toBeGreaterThan(5)
    expect(ranges.filter((range) => range > 100n).length).toBeLessThan(5)
  })

  it('ends at once when it is switched off while it rests', async () => {
    const slow = createClient({ chain: foundry, transport: http(chain.rpcUrl), pollingInterval: 60_000 }).extend(
      withDeployment(chain.deployment),
    )
    const watcher = buyLotWithCoin.watch(slow)
    const first = watcher[Symbol.asyncIterator]().next()
    await settle()
    watcher.off()
    expect((await first).done).toBe(true)
  })

  it('looks at the contract that it is told, where an argument would say which', async () => {
    const { id } = await buy(2n)
    const next = (contract: Address) =>
      buyLotAt.watch(clientOf(), { id }, { fromBlock: 0n, contract })[Symbol.asyncIterator]().next()
    expect((await next(chain.shop)).value).toMatchObject({ event: { id, units: 2n } })
    const elsewhere = buyLotAt.watch(clientOf(), { id }, { fromBlock: 0n, contract: chain.redeemer })
    setTimeout(() => elsewhere.off(), 100)
    expect((await elsewhere[Symbol.asyncIterator]().next()).done).toBe(true)
  })

  it('asks which contract, when nothing says it', async () => {
    const error = await failure(buyLotAt.watch(clientOf())[Symbol.asyncIterator]().next())
    expect(isDmexError(error, 'ArgumentInvalid') && error.args.argument).toBe('contract')
  })
})
