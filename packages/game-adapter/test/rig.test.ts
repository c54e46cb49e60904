import { createServer, type Server } from 'node:http'
import { createDevnet, type Devnet } from '@dmex/devnet'
import { withDeployment } from '@dmex/sdk'
import { startProxy } from '@dmex/sdk/testing'
import { createClient, http } from 'viem'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { rig } from '../src/backends/rig/index.js'
import { createGameAdapter, type ItemRef } from '../src/index.js'
import { defineRules, proportional } from '../src/rules/index.js'
import { conformance } from '../src/testing/index.js'
import { type RigWorld, rigWorld } from './support/rigWorld.js'

const rules = defineRules({
  version: 1,
  effectiveFrom: '2024-01-01',
  stats: { attack: proportional({ base: 10, perPoint: 100, most: 200 }) },
})

/** Passes requests on to a chain, and counts them. */
async function countingProxy(target: string): Promise<{ url: string; count(): number; stop(): void }> {
  let requests = 0
  const server: Server = createServer(async (request, response) => {
    requests++
    const chunks: Uint8Array[] = []
    for await (const chunk of request) chunks.push(chunk as Uint8Array)
    const answer = await fetch(target, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: Buffer.concat(chunks),
    })
    response.setHeader('content-type', 'application/json')
    response.end(await answer.text())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return { url: `http://127.0.0.1:${port}`, count: () => requests, stop: () => server.close() }
}

describe('on a chain', () => {
  let devnet: Devnet
  let world: RigWorld
  let start: string
  beforeAll(async () => {
    devnet = await createDevnet({ seed: 5 })
    world = rigWorld(devnet)
  })
  afterAll(() => devnet?.stop())
  beforeEach(async () => {
    start = await devnet.snapshot()
  })
  afterEach(() => devnet.revert(start))

  describe('the rig conforms', () => {
    for (const { name, run } of conformance()) it(name, () => run(world))
  })

  it('an adapter shows the sword, what it mined, and its stats', async () => {
    const item: ItemRef = { kind: 'erc721', chainId: devnet.chainId, collection: devnet.games.items, id: 1n }
    const dmex = createGameAdapter({ backend: rig({ client: devnet.client, pollingMs: 0 }), rules })
    const sword = dmex.item(item)
    await dmex.ready
    expect(sword.current).toMatchObject({ stale: false, stats: { attack: 10 }, state: { mode: 'bound' } })
    const told: string[] = []
    dmex.on('mined', () => told.push('mined'))
    await devnet.advanceDays(3)
    await dmex.refresh()
    await dmex.refresh()
    const { mined, stats } = sword.current
    // 10 TH/s at 1.4 to 1.6 x 10^-6 BTC a TH/s: two days have settled.
    expect(mined.BTC.today).toBeGreaterThan(1_400n)
    expect(mined.BTC.today).toBeLessThan(1_600n)
    expect(mined.BTC.total).toBe(mined.BTC.claimable)
    expect(stats.attack).toBe(10 + Number(mined.BTC.today / 100n))
    expect(told).toEqual(['mined'])
    const [receipt] = await dmex.claim(item)
    expect(receipt?.id).toMatch(/^0x[0-9a-f]{64}$/)
    expect(sword.current.mined.BTC.claimable).toBe(0n)
    expect(sword.current.mined.BTC.total).toBe(mined.BTC.total)
  })

  it('a reorganisation takes back what it undid, and nothing is told twice', async () => {
    const dmex = createGameAdapter({ backend: rig({ client: devnet.client, pollingMs: 0 }), rules })
    const item = await world.makeItem(world.players[0])
    const power = await world.makePower(world.players[0])
    const sword = dmex.item(item)
    await dmex.ready
    const told: boolean[] = []
    dmex.on('power', ({ after }) => told.push(after.state.mode === 'bound'))
    await dmex.attach({ item, power })
    await dmex.refresh()
    await devnet.reorg(1)
    await dmex.refresh()
    expect(told).toEqual([true, false])
    expect(sword.current.state.mode).toBe('empty')
  })

  it('refuses an item of another chain', async () => {
    const backend = rig({ client: devnet.client, pollingMs: 0 })
    const item: ItemRef = { kind: 'erc721', chainId: 1, collection: devnet.games.items, id: 1n }
    await expect(backend.read([item])).rejects.toMatchObject({ code: 'ArgumentInvalid' })
  })

  it('reads 10,000 items in 20 requests at most', async () => {
    const proxy = await countingProxy(devnet.rpcUrl)
    try {
      const transport = http(proxy.url, { batch: { batchSize: 10 }, timeout: 60_000 })
      const client = createClient({ transport }).extend(withDeployment(devnet.deployment))
      const dmex = createGameAdapter({ backend: rig({ client, pollingMs: 0 }), rules })
      const refs = Array.from({ length: 10_000 }, (_, id): ItemRef => {
        return { kind: 'erc721', chainId: devnet.chainId, collection: devnet.games.items, id: BigInt(id) }
      })
      const handles = dmex.items(refs)
      await dmex.ready
      expect(dmex.status()).toBe('live')
      expect(handles[1]?.current.state.mode).toBe('bound')
      expect(handles.filter(({ current }) => current.stale)).toEqual([])
      expect(proxy.count()).toBeLessThanOrEqual(20)
    } finally {
      proxy.stop()
    }
  })

  it('asks for little while nothing happens, and notices what does', async () => {
    const [ada, bo] = world.players
    const proxy = await startProxy(devnet.rpcUrl)
    const client = createClient({ transport: http(proxy.rpcUrl) }).extend(withDeployment(devnet.deployment))
    const dmex = createGameAdapter({ backend: rig({ client, pollingMs: 20 }), rules })
    try {
      const item = await world.makeItem(ada)
      const power = await world.makePower(ada)
      const sword = dmex.item(item)
      await dmex.ready
      const told: string[] = []
      for (const event of ['power', 'transferred'] as const) dmex.on(event, () => told.push(event))
      // The first look can't know what was before it.
      await expect.poll(() => proxy.calls.filter((method) => method === 'eth_call').length).toBeGreaterThan(1)
      await new Promise((resolve) => setTimeout(resolve, 100))
      proxy.clear()
      await expect.poll(() => proxy.calls.length).toBeGreaterThan(4)
      expect(new Set(proxy.calls)).toEqual(new Set(['eth_getBlockByNumber']))
      await world.as(ada).send({ do: 'attach', item, power })
      await expect.poll(() => told).toEqual(['power'])
      // A sale happens in the item's own contract.
      await world.sell(item, ada, bo)
      await expect.poll(() => told).toEqual(['power', 'transferred'])
      expect(sword.current.state.controller).toBe(bo)
    } finally {
      dmex.dispose()
      await proxy.stop()
    }
  })

  it('keeps what it knew while the chain is away, marked as stale, and goes on afterwards', async () => {
    const proxy = await countingProxy(devnet.rpcUrl)
    const client = createClient({ transport: http(proxy.url, { retryCount: 0 }) }).extend(
      withDeployment(devnet.deployment),
    )
    const dmex = createGameAdapter({ backend: rig({ client, pollingMs: 0 }), rules })
    const { ref } = dmex.item({ kind: 'erc721', chainId: devnet.chainId, collection: devnet.games.items, id: 1n })
    await dmex.ready
    expect(dmex.status()).toBe('live')
    proxy.stop()
    await expect.poll(() => dmex.refresh().then(() => dmex.status())).toBe('cached')
    expect(dmex.item(ref).current).toMatchObject({ stale: true, state: { mode: 'bound' } })
  })
})
