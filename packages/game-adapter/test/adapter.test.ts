import { describe, expect, it } from 'vitest'
import { sandbox } from '../src/backends/sandbox/index.js'
import { type Backend, createGameAdapter, type ItemRef, type SnapshotCache, type UnsignedCall } from '../src/index.js'
import { defineRules, proportional } from '../src/rules/index.js'

const rules = defineRules({
  version: 1,
  effectiveFrom: '2026-01-01',
  stats: { attack: proportional({ base: 10, perPoint: 100, most: 20 }) },
})
const bo = '0x00000000000000000000000000000000000000b0'
const sword = (id: bigint): ItemRef => ({
  kind: 'erc721',
  chainId: 1,
  collection: '0x00000000000000000000000000000000000000ee',
  id,
})

/** What a browser's localStorage does. */
const storage = (): SnapshotCache & { readonly kept: Map<string, string> } => {
  const kept = new Map<string, string>()
  return { kept, getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) }
}

describe('a reload', () => {
  const play = async (cache: SnapshotCache) => {
    const world = sandbox()
    const backend: Backend = { ...world, id: 'world-1', peek: undefined }
    const dmex = createGameAdapter({ backend, rules, cache })
    await dmex.ready
    await dmex.attach({ item: sword(1n), power: world.mint({ ths: 10 }) })
    dmex.item(sword(1n))
    world.advance('1d')
    await dmex.refresh()
    dmex.dispose()
    return { world, backend }
  }

  it('shows at once what was last seen, marked as stale, and then tells what changed meanwhile', async () => {
    const cache = storage()
    const { world, backend } = await play(cache)
    world.advance('1d')
    const dmex = createGameAdapter({ backend, rules, cache })
    const told: bigint[] = []
    dmex.on('mined', ({ before, after }) => told.push(before.mined.BTC.total, after.mined.BTC.total))
    const handle = dmex.item(sword(1n))
    expect(handle.current).toMatchObject({ stale: true, stats: { attack: 16 }, mined: { BTC: { total: 600n } } })
    expect(dmex.status()).toBe('cached')
    await dmex.ready
    expect(handle.current.stale).toBe(false)
    expect(dmex.status()).toBe('live')
    expect(told).toEqual([600n, handle.current.mined.BTC.total])
  })

  it('shows nothing of another world', async () => {
    const cache = storage()
    const { backend } = await play(cache)
    const dmex = createGameAdapter({ backend: { ...backend, id: 'world-2' }, rules, cache })
    expect(dmex.item(sword(1n)).current).toMatchObject({ stale: true, stats: { attack: 10 }, state: { mode: 'empty' } })
    expect(dmex.status()).toBe('offline')
  })

  it.each([
    ['not JSON', 'x'],
    ['another shape', '{"at":{"block":"1","time":1},"state":{"mode":"bound"}}'],
    ['a prototype', '{"__proto__":{"at":{"block":"1","time":1},"state":{}}}'],
  ])('passes over a cache that holds %s', async (_, text) => {
    const cache = storage()
    const { backend } = await play(cache)
    for (const key of cache.kept.keys()) cache.kept.set(key, text)
    const dmex = createGameAdapter({ backend, rules, cache })
    expect(dmex.item(sword(1n)).current.at.block).toBe(0n)
    await dmex.ready
    expect(dmex.item(sword(1n)).current.stats.attack).toBe(16)
  })

  it('goes on without a cache that is full', async () => {
    let tries = 0
    const full: SnapshotCache = {
      getItem: () => null,
      setItem: () => {
        tries++
        throw new Error('QuotaExceededError')
      },
    }
    await play(full)
    expect(tries).toBe(1)
  })
})

describe('many at once', () => {
  it('attaches items on the same terms in one go, and gives a receipt for each in order', async () => {
    const world = sandbox()
    const sent: string[] = []
    const backend: Backend = {
      ...world,
      send: (command) => {
        sent.push(command.do)
        return world.send(command)
      },
    }
    const dmex = createGameAdapter({ backend, rules })
    const powers = [1, 2, 3, 4].map(() => world.mint({ ths: 1 }))
    const [a = 0n, b = 0n, c = 0n, d = 0n] = powers
    const studio = { studio: bo, studioBps: 100 } as const
    const receipts = await dmex.attach([
      { item: sword(1n), power: a },
      { item: sword(2n), power: b, terms: studio },
      { item: { kind: 'offchain', game: bo, key: 'shield' }, power: c },
      { item: sword(3n), power: d },
    ])
    expect(sent.sort()).toEqual(['attach', 'attachBatch', 'lend'])
    expect(receipts).toHaveLength(4)
    expect(receipts[0]).toBe(receipts[3])
    expect(world.peek([sword(1n), sword(2n), sword(3n)]).items.map(({ power }) => power?.id)).toEqual([a, b, d])
  })

  it('attaches none of a batch when one would be refused', async () => {
    const world = sandbox()
    const power = world.mint({ ths: 1 })
    const theirs = world.mint({ ths: 1, owner: bo })
    const pair = (id: bigint, which: bigint) => ({ item: sword(id), power: which })
    const sending = (...pairs: ReturnType<typeof pair>[]) => world.send({ do: 'attachBatch', pairs })
    await expect(sending(pair(1n, power), pair(2n, theirs))).rejects.toMatchObject({ code: 'NotOwner' })
    await expect(sending(pair(1n, power), pair(2n, power))).rejects.toMatchObject({ code: 'NotOwner' })
    await expect(sending(pair(1n, power), pair(1n, theirs))).rejects.toMatchObject({ code: 'SlotTaken' })
    await expect(sending()).rejects.toMatchObject({ code: 'ArgumentInvalid' })
    expect(world.peek([sword(1n)]).items[0]?.mode).toBe('empty')
  })
})

describe('a sponsor', () => {
  it('pays for a claim whose income goes where it always goes', async () => {
    const world = sandbox()
    const dmex = createGameAdapter({ backend: world, rules })
    await dmex.attach({ item: sword(1n), power: world.mint({ ths: 10 }) })
    world.advance('1d')
    const seen: UnsignedCall[] = []
    const studio = world.as(bo)
    const sponsor = async (calls: readonly UnsignedCall[]) => {
      seen.push(...calls)
      const [receipt] = await studio.execute(calls)
      return receipt ?? expect.fail('no receipt')
    }
    const [receipt] = await dmex.claim(sword(1n), { sponsor })
    expect(seen).toHaveLength(1)
    expect(receipt?.block).toBe(world.peek([]).at.block)
    expect(world.balanceOf(world.account, 'BTC')).toBe(600n)
    expect(world.balanceOf(bo, 'BTC')).toBe(0n)
  })
})

describe('a sale card', () => {
  it('is the last known one, with a warning, while nothing can be read', async () => {
    const world = sandbox()
    const dmex = createGameAdapter({ backend: world, rules })
    const { ref } = dmex.item(sword(1n))
    await dmex.attach({ item: ref, power: world.mint({ ths: 10 }) })
    world.failNext()
    const card = await dmex.saleCard(ref)
    expect(card).toMatchObject({ seller: world.account, power: { units: 10_000n } })
    expect(card.warnings.map(({ code }) => code)).toEqual(['Stale', 'NotSealed'])
    world.failNext()
    await expect(dmex.saleCard(sword(2n))).rejects.toMatchObject({ code: 'BackendFailed' })
  })
})
