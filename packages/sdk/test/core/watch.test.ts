import { createClient, http } from 'viem'
import { foundry } from 'viem/chains'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DmexError } from '../../src/errors/index.js'
import { withDeployment } from '../../src/index.js'
import { startProxy } from '../../src/testing/index.js'
import { buyLotWithCoin } from '../fixtures/actions.js'
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

/** Lets the watcher take its first look, from which it counts. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 100))

describe('a watcher', () => {
  it('gives each event as it comes, with its log, until it is switched off', async () => {
    const watcher = buyLotWithCoin.watch(clientOf())
    const seen: bigint[] = []
    const loop = (async () => {
      for await (const { event, log } of watcher) {
        expect(log.blockNumber).toBeGreaterThan(0n)
        seen.push(event.units)
        if (seen.length === 2) watcher.off()
      }
    })()
    await settle()
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
    await settle()
    proxy.fail = undefined
    expect((await first).value).toMatchObject({ event: { units: 6n } })
    expect(errors[0]?.code).toBe('RpcUnavailable')
    watcher.off()
    await proxy.stop()
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
})
