import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDevnet, type Devnet } from '@dmex/devnet'
import { type Anvil, startAnvil } from '@dmex/sdk/testing'
import { Webhook } from 'standardwebhooks'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { rig } from '../src/backends/rig/index.js'
import { createGameAdapter, type ItemRef } from '../src/index.js'
import { createDmexServer, type GameEvent, memoryStore, type Store } from '../src/server/index.js'
import { fileStore } from '../src/server/node.js'
import { listen, rules, walletOn } from './support/companion.js'
import { type RigWorld, rigWorld, transact } from './support/rigWorld.js'

const secret = `whsec_${Buffer.from('a secret of thirty-two bytes, sir').toString('base64')}`

/** A studio's server that takes webhooks, and may refuse. */
async function receiver() {
  const got: { id: string; event: GameEvent; raw: string; headers: Record<string, string> }[] = []
  const state: { answer: () => Response } = { answer: () => new Response(null, { status: 204 }) }
  const { url, stop } = await listen(async (request) => {
    const raw = await request.text()
    const headers: Record<string, string> = {}
    request.headers.forEach((value, name) => {
      headers[name] = value
    })
    const { data } = new Webhook(secret).verify(raw, headers) as { data: GameEvent }
    got.push({ id: headers['webhook-id'] ?? '', event: data, raw, headers })
    return state.answer()
  })
  return { url, stop, got, state }
}

const brief = (events: readonly GameEvent[]): string[] =>
  events.map(({ type, undone }) => (undone ? `not ${type}` : type))

describe('events', () => {
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

  const rpc = (method: string, ...params: readonly unknown[]): Promise<unknown> =>
    walletOn(devnet.rpcUrl).request({ method, params })
  const open = (store: Store, finality: number | 'latest' = 'latest') => {
    const problems: unknown[] = []
    const { client, games } = devnet
    const server = createDmexServer({
      client,
      rules,
      store,
      finality,
      collections: [games.items],
      retryMs: 1,
      onError: (error) => problems.push(error),
    })
    return { server, problems }
  }
  const all = (server: ReturnType<typeof open>['server']) => server.events({ from: 0, limit: 1_000 })
  const attach = async (): Promise<ItemRef> => {
    const [ada] = world.players
    const item = await world.makeItem(ada)
    await world.as(ada).send({ do: 'attach', item, power: await world.makePower(ada) })
    return item
  }

  it('are told each once and in order, with the item they are about', async () => {
    const [ada, bo] = world.players
    const { server, problems } = open(memoryStore())
    const heard: GameEvent[] = []
    server.on((event) => heard.push(event))
    await server.poll()
    const item = await attach()
    await server.poll()
    await world.as(ada).send({ do: 'requestDetach', item })
    await world.sell(item, ada, bo)
    await devnet.advanceDays(2)
    await world.as(bo).send({ do: 'claim', items: [item] })
    await Promise.all([server.poll(), server.poll()])
    await server.poll()
    expect(problems).toEqual([])
    expect(brief(heard)).toEqual(['power.attached', 'detach.requested', 'item.transferred', 'income.claimed'])
    expect(await all(server)).toEqual(heard)
    expect(heard.map(({ seq }) => seq)).toEqual([0, 1, 2, 3])
    for (const event of heard)
      expect(event.item).toEqual({
        kind: 'erc721',
        collection: devnet.games.items,
        id: `${(item as { id: bigint }).id}`,
        index: 0,
      })
    expect(heard[3]?.data).toMatchObject({ player: bo })
    expect(JSON.parse(JSON.stringify(heard))).toEqual(heard)
  })

  it('go on where they were after a restart, none twice and none lost', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'dmex-'))
    const first = open(fileStore(directory))
    await first.server.poll()
    await attach()
    await first.server.poll()
    await attach()
    const second = open(fileStore(directory))
    const heard: GameEvent[] = []
    second.server.on((event) => heard.push(event))
    await second.server.poll()
    expect(brief(heard)).toEqual(['power.attached'])
    expect(brief(await all(open(fileStore(directory)).server))).toEqual(['power.attached', 'power.attached'])
    await rm(directory, { recursive: true })
  })

  it('are counted once when the process ends between writing and counting them', async () => {
    const kept = memoryStore()
    let writes = 0
    const crashing: Store = {
      ...kept,
      set: (key, value) =>
        key === 'cursor' && ++writes === 2 ? Promise.reject(new Error('power cut')) : kept.set(key, value),
    }
    const first = open(crashing)
    await first.server.poll()
    await attach()
    await first.server.poll()
    expect(first.problems).toHaveLength(1)
    await attach()
    const second = open(kept)
    await second.server.poll()
    const events = await all(second.server)
    expect(brief(events)).toEqual(['power.attached', 'power.attached'])
    expect(new Set(events.map(({ id }) => id)).size).toBe(2)
  })

  it('keep only what was asked for', async () => {
    const [ada] = world.players
    const { client } = devnet
    const store = memoryStore()
    const server = createDmexServer({ client, rules, store, finality: 'latest', keepEvents: 1 })
    await server.poll()
    const item = await attach()
    const [request] = await world.as(ada).prepare({ do: 'requestDetach', item })
    if (!request) throw new Error('Nothing was prepared.')
    for (let count = 0; count < 110; count++) await transact(devnet.rpcUrl, ada, request.to, request.data)
    await server.poll()
    expect(await server.events({ from: 105, limit: 10 })).toHaveLength(6)
    expect((await server.events({ from: 0, limit: 200 })).length).toBeLessThanOrEqual(111)
  })

  describe('of a reorganised chain', () => {
    it('are taken back, newest first, and told anew when they come again', async () => {
      const { server, problems } = open(memoryStore())
      await server.poll()
      const item = await attach()
      await server.poll()
      const [ada] = world.players
      await world.as(ada).send({ do: 'requestDetach', item })
      await server.poll()
      await devnet.reorg(2)
      await rpc('anvil_mine', '0x2')
      await server.poll()
      await server.poll()
      expect(brief(await all(server))).toEqual([
        'power.attached',
        'detach.requested',
        'not detach.requested',
        'not power.attached',
      ])
      const [attached, , , undone] = await all(server)
      expect(undone?.id).toBe(`${attached?.id}-undone`)
      const again = await attach()
      expect(again).toEqual(item.kind === 'erc721' ? { ...item, id: (again as { id: bigint }).id } : item)
      await server.poll()
      const events = await all(server)
      expect(brief(events).slice(4)).toEqual(['power.attached'])
      expect(events[4]?.id).not.toBe(attached?.id)
      expect(problems).toEqual([])
    })

    it('are found when it went back further than it has come again, but not while an endpoint only lags', async () => {
      const { server, problems } = open(memoryStore())
      await server.poll()
      const moment = await rpc('evm_snapshot')
      await attach()
      await server.poll()
      await rpc('evm_revert', moment)
      // Shorter than what was seen, and the same as far as it goes: that might be another endpoint, a little behind.
      await server.poll()
      expect(brief(await all(server))).toEqual(['power.attached'])
      await rpc('anvil_mine', '0x20')
      await server.poll()
      expect(brief(await all(server))).toEqual(['power.attached', 'not power.attached'])
      expect(problems).toEqual([])
    })

    it('have a new name when a block comes back that had gone', async () => {
      const other = await startAnvil({ chainId: devnet.chainId, args: ['--gas-limit', '1000000000'] })
      try {
        const [here, there] = [walletOn(devnet.rpcUrl), walletOn(other.rpcUrl)]
        await there.request({ method: 'anvil_loadState', params: [await rpc('anvil_dumpState')] })
        await there.request({ method: 'anvil_mine', params: ['0x8'] })
        // Two nodes that don't agree yet, behind one address.
        let node = here
        const client = Object.assign(Object.create(devnet.client), { request: (args: never) => node.request(args) })
        const server = createDmexServer({ client, rules, finality: 'latest' })
        await server.poll()
        await attach()
        await rpc('anvil_mine', '0x8')
        for (const next of [here, there, here, there, here]) {
          node = next
          await server.poll()
        }
        const events = await all(server)
        const [first, second, third] = ['power.attached', 'not power.attached', 'power.attached']
        expect(brief(events)).toEqual([first, second, third, second, third])
        expect(new Set(events.map(({ id }) => id)).size).toBe(5)
      } finally {
        await other.stop()
      }
    })

    it('are not told before their block is sure, when that was asked for', async () => {
      const { server } = open(memoryStore(), 3)
      await rpc('anvil_mine', '0x4')
      await server.poll()
      await attach()
      await server.poll()
      expect(await all(server)).toEqual([])
      await devnet.reorg(1)
      await rpc('anvil_mine', '0x8')
      await server.poll()
      expect(await all(server)).toEqual([])
      await attach()
      await rpc('anvil_mine', '0x3')
      await server.poll()
      expect(brief(await all(server))).toEqual(['power.attached'])
    })
  })

  describe('as webhooks', () => {
    it('are signed, delivered once, and named the same when they are sent again', async () => {
      const studio = await receiver()
      const { server } = open(memoryStore())
      await server.poll()
      await server.webhooks.add({ id: 'studio', url: studio.url, secret })
      await attach()
      await server.poll()
      await server.poll()
      expect(brief(studio.got.map(({ event }) => event))).toEqual(['power.attached'])
      const [sent] = studio.got
      expect(sent?.id).toBe(sent?.event.id)
      expect(() =>
        new Webhook(`whsec_${Buffer.alloc(32, 7).toString('base64')}`).verify(sent?.raw ?? '', sent?.headers ?? {}),
      ).toThrow()
      expect(() =>
        new Webhook(secret).verify((sent?.raw ?? '').replace('attached', 'detached'), sent?.headers ?? {}),
      ).toThrow()
      // An old one, sent again by somebody who listened, is refused by its time.
      const old = { ...sent?.headers, 'webhook-timestamp': `${Math.floor(Date.now() / 1000) - 3_600}` }
      expect(() => new Webhook(secret).verify(sent?.raw ?? '', old)).toThrow()
      await server.webhooks.replay('studio', 0)
      await server.poll()
      expect(studio.got.map(({ id }) => id)).toEqual([sent?.id, sent?.id])
      await studio.stop()
    })

    it('wait for an endpoint that fails, and come in order when it is back', async () => {
      const [ada] = world.players
      const studio = await receiver()
      const { server } = open(memoryStore())
      await server.poll()
      await server.webhooks.add({ id: 'studio', url: studio.url, secret })
      studio.state.answer = () => new Response(null, { status: 500 })
      const item = await attach()
      await world.as(ada).send({ do: 'requestDetach', item })
      await server.poll()
      await expect.poll(() => server.poll().then(() => studio.got.length)).toBeGreaterThan(2)
      expect(new Set(studio.got.map(({ id }) => id)).size).toBe(1)
      expect((await server.webhooks.list())[0]).toMatchObject({ next: 0, disabled: false, problem: 'It answered 500.' })
      studio.state.answer = () => new Response(null, { status: 204 })
      await expect.poll(() => server.poll().then(() => studio.got.at(-1)?.event.type)).toBe('detach.requested')
      expect((await server.webhooks.list())[0]).toMatchObject({ next: 2, failures: 0 })
      await studio.stop()
    })

    it('wait as long as an endpoint asks for', async () => {
      const studio = await receiver()
      const { server } = open(memoryStore())
      await server.poll()
      await server.webhooks.add({ id: 'studio', url: studio.url, secret })
      studio.state.answer = () => new Response(null, { status: 429, headers: { 'retry-after': '60' } })
      await attach()
      for (let poll = 0; poll < 5; poll++) await server.poll()
      expect(studio.got).toHaveLength(1)
      await studio.stop()
    })

    it('end at an endpoint that is gone, until it is asked for again, and follow no redirect', async () => {
      const studio = await receiver()
      const elsewhere = await receiver()
      const { server } = open(memoryStore())
      await server.poll()
      await server.webhooks.add({ id: 'studio', url: studio.url, secret })
      studio.state.answer = () => Response.redirect(elsewhere.url, 307)
      await attach()
      await server.poll()
      expect(elsewhere.got).toEqual([])
      studio.state.answer = () => new Response(null, { status: 410 })
      await expect.poll(() => server.poll().then(async () => (await server.webhooks.list())[0]?.disabled)).toBe(true)
      const before = studio.got.length
      await server.poll()
      expect(studio.got).toHaveLength(before)
      studio.state.answer = () => new Response(null, { status: 200 })
      await server.webhooks.replay('studio', 0)
      await server.poll()
      expect(studio.got).toHaveLength(before + 1)
      await Promise.all([studio.stop(), elsewhere.stop()])
    })

    it('are delivered once over a restart, and only those that were asked for', async () => {
      const studio = await receiver()
      const store = memoryStore()
      const first = open(store).server
      await first.poll()
      await first.webhooks.add({ id: 'studio', url: studio.url, secret, events: ['detach.requested'] })
      const item = await attach()
      await first.poll()
      const second = open(store).server
      await second.webhooks.add({ id: 'studio', url: studio.url, secret, events: ['detach.requested'] })
      await world.as(world.players[0]).send({ do: 'requestDetach', item })
      await second.poll()
      await second.poll()
      expect(brief(studio.got.map(({ event }) => event))).toEqual(['detach.requested'])
      await studio.stop()
    })

    it.each([
      ['plain http', { url: 'http://game.example/hook' }],
      ['no address', { url: 'game.example' }],
      ['a password in it', { url: 'https://a:b@game.example/hook' }],
      ['a secret that is too short', { secret: 'whsec_c2hvcnQ=' }],
      ['a name of a path', { id: '../cursor' }],
    ])('go to no endpoint with %s', async (_, wrong) => {
      const { server } = open(memoryStore())
      const endpoint = { id: 'studio', url: 'https://game.example/hook', secret, ...wrong }
      await expect(server.webhooks.add(endpoint)).rejects.toMatchObject({ code: 'ArgumentInvalid' })
    })
  })
})

it('a chain that is killed in mid-game and comes back costs no event and repeats none', async () => {
  const devnet = await createDevnet({ seed: 6 })
  const world = rigWorld(devnet)
  const [ada, bo] = world.players
  const rpc = (method: string, ...params: readonly unknown[]): Promise<unknown> =>
    walletOn(devnet.rpcUrl).request({ method, params })
  let back: Anvil | undefined
  const directory = await mkdtemp(join(tmpdir(), 'dmex-'))
  const server = createDmexServer({
    client: devnet.client,
    rules,
    store: fileStore(directory),
    finality: 'latest',
    collections: [devnet.games.items],
  })
  try {
    await server.poll()
    const item = await world.makeItem(ada)
    const power = await world.makePower(ada)
    await world.as(ada).send({ do: 'attach', item, power })
    await devnet.advanceDays(3)
    await server.poll()

    const dmex = createGameAdapter({ backend: rig({ client: devnet.client, pollingMs: 50 }), rules })
    const sword = dmex.item(item)
    await dmex.ready
    const told: string[] = []
    for (const event of ['power', 'mined', 'stats', 'detaching', 'transferred'] as const)
      dmex.on(event, () => told.push(event))
    dmex.on('connection', (now) => told.push(now))
    const { stats } = sword.current
    expect(stats.attack).toBeGreaterThan(10)

    const saved = await rpc('anvil_dumpState')
    process.kill(devnet.pid, 'SIGKILL')
    await devnet.ended
    await expect.poll(() => dmex.status(), { timeout: 20_000 }).toBe('cached')
    expect(sword.current).toMatchObject({ stale: true, stats })
    expect((await dmex.saleCard(item)).warnings.map(({ code }) => code)).toContain('Stale')
    await expect(dmex.claim(item)).rejects.toMatchObject({ code: 'BackendFailed' })
    await server.poll()

    const port = Number(new URL(devnet.rpcUrl).port)
    back = await startAnvil({ port, chainId: devnet.chainId, args: ['--gas-limit', '1000000000'] })
    await rpc('anvil_loadState', saved)
    await rpc('anvil_autoImpersonateAccount', true)
    await expect.poll(() => dmex.status(), { timeout: 20_000 }).toBe('live')
    expect(sword.current).toMatchObject({ stale: false, stats })
    // Nothing happened meanwhile, and nothing is told but that it was away.
    expect(told).toEqual(['cached', 'live'])

    await world.sell(item, ada, bo)
    await expect.poll(() => told).toEqual(['cached', 'live', 'transferred'])
    await server.poll()
    await server.poll()
    const events = await server.events()
    expect(brief(events)).toEqual(['power.attached', 'item.transferred'])
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length)
    dmex.dispose()
  } finally {
    await back?.stop()
    await devnet.stop()
    await rm(directory, { recursive: true })
  }
})
