import { describe, expect, it } from 'vitest'
import { sandbox } from '../src/backends/sandbox/index.js'
import { createGameAdapter, type ItemRef, isGameError } from '../src/index.js'
import { defineRules, proportional } from '../src/rules/index.js'
import { conformance } from '../src/testing/index.js'
import { sandboxWorld } from './support/sandboxWorld.js'

const rules = defineRules({
  version: 1,
  effectiveFrom: '2026-01-01',
  stats: { attack: proportional({ base: 10, perPoint: 100, most: 20 }) },
})
const collection = '0x00000000000000000000000000000000000000ee'
const bo = '0x00000000000000000000000000000000000000b0'
const sword = (id: bigint): ItemRef => ({ kind: 'erc721', chainId: 1, collection, id })

describe('the sandbox conforms', () => {
  for (const { name, run } of conformance()) it(name, () => run(sandboxWorld()))
})

describe('the sandbox', () => {
  it('pays to the base unit, and never a fraction twice', async () => {
    const world = sandbox()
    world.fund({ amount: 1n, units: 3n })
    const power = world.mint({ units: 10n })
    await world.send({ do: 'attach', item: sword(1n), power })
    for (let day = 1; day <= 30; day++) {
      world.advance('1d')
      await world.send({ do: 'claim', items: [sword(1n)] })
    }
    // 10/3 a day, each claim rounded down: what it leaves stays in the ledger, and of 100 only a fraction is missing.
    expect(world.balanceOf(world.account, 'BTC')).toBe(99n)
  })

  it('carries out prepared calls', async () => {
    const world = sandbox()
    const power = world.mint({ tib: 2 })
    await world.execute(await world.prepare({ do: 'attach', item: sword(1n), power }))
    expect(world.peek([sword(1n)]).items[0]).toMatchObject({ mode: 'bound', power: { asset: 'FIL', units: 2_048n } })
  })

  it('offers power for a price, paid once and in full', async () => {
    const world = sandbox()
    const item = sword(1n)
    world.give(item, bo)
    const payToken = '0x00000000000000000000000000000000000000dd'
    const power = world.mint({ ths: 1 })
    const endDay = Math.floor(world.now() / 86_400) + 5
    await world.send({ do: 'lend', item, power, endDay, price: 50n, payToken })
    const nonce = world.peek([item]).items[0]?.nonce ?? 0
    const asBo = world.as(bo)
    await expect(asBo.send({ do: 'accept', item, nonce })).rejects.toMatchObject({ code: 'InsufficientBalance' })
    world.deposit(bo, payToken, 60n)
    await expect(asBo.send({ do: 'accept', item, nonce: nonce - 1 })).rejects.toMatchObject({ code: 'OfferChanged' })
    await asBo.send({ do: 'accept', item, nonce })
    expect([world.balanceOf(bo, payToken), world.balanceOf(world.account, payToken)]).toEqual([10n, 50n])
    await expect(world.send({ do: 'endLending', item })).rejects.toMatchObject({ code: 'LendingNotEnded' })
    world.advance('6d')
    await world.send({ do: 'endLending', item })
    // Five days and today for the borrower; the day after the last for the lender.
    expect(world.balanceOf(bo, 'BTC')).toBeGreaterThan(0n)
  })

  it.each(['1y', '', '-1d', 'd'])('says how a duration is written, given "%s"', (duration) => {
    expect(() => sandbox().advance(duration)).toThrow(/written as 30s/)
  })
})

describe('an adapter', () => {
  it('shows frozen snapshots that a change replaces and nothing else', async () => {
    const dmex = createGameAdapter({ backend: sandbox(), rules })
    const handle = dmex.item(sword(1n))
    expect(handle.current.stale).toBe(true)
    await dmex.ready
    const first = handle.current
    expect(first).toMatchObject({ stale: false, stats: { attack: 10 }, rulesHash: rules.hash })
    expect(Object.isFrozen(first) && Object.isFrozen(first.state) && Object.isFrozen(first.mined.BTC)).toBe(true)
    expect(handle.current).toBe(first)
    expect(dmex.item(sword(1n))).toBe(handle)
    await dmex.attach({ item: handle.ref, power: dmex.backend.mint({ ths: 10 }) })
    expect(handle.current).not.toBe(first)
    expect(handle.current.state.mode).toBe('bound')
  })

  it('tells each thing once', async () => {
    const dmex = createGameAdapter({ backend: sandbox(), rules })
    const { ref } = dmex.item(sword(1n))
    dmex.item(sword(2n))
    await dmex.ready
    const told: string[] = []
    for (const event of ['power', 'mined', 'stats', 'detaching', 'transferred'] as const)
      dmex.on(event, () => told.push(event))
    dmex.on('connection', (now) => told.push(now))
    await dmex.attach({ item: ref, power: dmex.backend.mint({ ths: 10 }) })
    dmex.backend.advance('1d')
    await dmex.refresh()
    const { readyAt, windowEnds } = await dmex.requestDetach(ref)
    expect(windowEnds - readyAt).toBe(7 * 86_400)
    dmex.backend.sell(ref, bo)
    expect(told).toEqual(['power', 'transferred', 'mined', 'stats', 'detaching', 'transferred'])
  })

  it('keeps showing what it knew while the backend is down, marked as stale', async () => {
    const dmex = createGameAdapter({ backend: sandbox(), rules })
    const handle = dmex.item(sword(1n))
    await dmex.attach({ item: handle.ref, power: dmex.backend.mint({ ths: 10 }) })
    dmex.backend.advance('1d')
    const connection: string[] = []
    const off = dmex.on('connection', (now) => connection.push(now))
    dmex.backend.failNext()
    await dmex.refresh()
    expect(handle.current).toMatchObject({ stale: true, stats: { attack: 16 } })
    await dmex.refresh()
    expect(handle.current.stale).toBe(false)
    expect(connection).toEqual(['cached', 'live'])
    off()
    dmex.backend.failNext({ code: 'UserRejected' })
    await expect(dmex.claim(handle.ref)).rejects.toSatisfy((error) => isGameError(error, 'UserRejected'))
    expect(connection).toHaveLength(2)
  })

  it('says what a buyer gets', async () => {
    const dmex = createGameAdapter({ backend: sandbox(), rules })
    const { ref } = dmex.item(sword(1n))
    await dmex.attach({ item: ref, power: dmex.backend.mint({ ths: 10 }) })
    dmex.backend.advance('1d')
    const card = await dmex.saleCard(ref)
    expect(card).toMatchObject({ seller: dmex.backend.account, unclaimed: 600n })
    expect(card.warnings.map(({ code }) => code)).toEqual(['NotSealed', 'Unclaimed'])
    await dmex.claim()
    await dmex.seal(ref, dmex.backend.now() + 86_400)
    expect((await dmex.saleCard(ref)).warnings).toEqual([])
  })

  it('reads 10,000 items, 500 at a time', async () => {
    const world = sandbox()
    const sizes: number[] = []
    const { peek: _peek, ...rest } = world
    const backend = {
      ...rest,
      read: (items: readonly ItemRef[]) => {
        sizes.push(items.length)
        return world.read(items)
      },
    }
    const dmex = createGameAdapter({ backend, rules })
    dmex.items(Array.from({ length: 10_000 }, (_, id) => sword(BigInt(id))))
    await dmex.ready
    expect(sizes).toEqual(Array.from({ length: 20 }, () => 500))
  })

  it('does nothing any more once disposed of', async () => {
    const dmex = createGameAdapter({ backend: sandbox(), rules })
    const handle = dmex.item(sword(1n))
    await dmex.ready
    const last = handle.current
    dmex.dispose()
    dmex.backend.advance('1d')
    expect(handle.current).toBe(last)
    await expect(dmex.claim(handle.ref)).rejects.toMatchObject({ code: 'Disposed' })
  })
})
