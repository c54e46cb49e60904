import { createDevnet, type Devnet } from '@dmex/devnet'
import { keccak256, stringToHex } from 'viem'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Eip1193Provider, http } from '../src/backends/http/index.js'
import { keccak256 as ours } from '../src/backends/http/keccak.js'
import { type Command, createGameAdapter, type ItemRef, type UnsignedCall } from '../src/index.js'
import { conformance } from '../src/testing/index.js'
import { type Companion, listen, rules, startCompanion, walletOn } from './support/companion.js'
import { type RigWorld, rigWorld } from './support/rigWorld.js'

/** A wallet that notes what it is asked, and may answer by itself. */
const watched = (
  wallet: Eip1193Provider,
  answer: Readonly<Record<string, () => unknown>> = {},
): Eip1193Provider & { readonly asked: string[] } => {
  const asked: string[] = []
  return {
    asked,
    request: async (args) => {
      asked.push(args.method)
      const own = answer[args.method]
      return own ? own() : wallet.request(args)
    },
  }
}

describe('behind a server companion', () => {
  let devnet: Devnet
  let companion: Companion
  let world: RigWorld
  let start: string
  beforeAll(async () => {
    devnet = await createDevnet({ seed: 5 })
    companion = await startCompanion(devnet)
    const provider = walletOn(devnet.rpcUrl)
    world = {
      ...rigWorld(devnet),
      as: (account) => http({ url: companion.url, provider, account, pollingMs: 0 }),
    }
  })
  afterAll(async () => {
    await companion?.stop()
    await devnet?.stop()
  })
  beforeEach(async () => {
    start = await devnet.snapshot()
  })
  afterEach(() => devnet.revert(start))

  describe('the http backend conforms', () => {
    for (const { name, run } of conformance()) it(name, () => run(world))
  })

  it('shows the sword and its stats, and claims with the wallet', async () => {
    await devnet.advanceDays(3)
    const [player] = world.players
    const provider = watched(walletOn(devnet.rpcUrl), { eth_requestAccounts: () => [player] })
    const dmex = createGameAdapter({ backend: http({ url: companion.url, provider, pollingMs: 0 }), rules })
    const sword = dmex.item({ kind: 'erc721', chainId: devnet.chainId, collection: devnet.games.items, id: 1n })
    await dmex.ready
    expect(sword.current).toMatchObject({ stale: false, state: { mode: 'bound' } })
    expect(sword.current.stats.attack).toBe(10 + Number(sword.current.mined.BTC.today / 100n))
    expect(sword.current.mined.BTC.claimable).toBeGreaterThan(0n)
    expect(provider.asked).toEqual([])
    await dmex.claim(sword.ref)
    expect(sword.current.mined.BTC.claimable).toBe(0n)
  })

  it('attaches many in one transaction, on terms that it recorded first', async () => {
    const [ada, , cleo] = world.players
    const items = [await world.makeItem(ada), await world.makeItem(ada)]
    const powers = [await world.makePower(ada), await world.makePower(ada)]
    const provider = watched(walletOn(devnet.rpcUrl))
    const dmex = createGameAdapter({
      backend: http({ url: companion.url, provider, account: ada, pollingMs: 0 }),
      rules,
    })
    const terms = { studio: cleo, studioBps: 1_000 }
    await dmex.attach(items.map((item, index) => ({ item, power: powers[index] ?? 0n, terms })))
    // The terms, one approval for both, and the batch.
    expect(provider.asked.filter((method) => method === 'eth_sendTransaction')).toHaveLength(3)
    await devnet.advanceDays(2)
    await dmex.refresh()
    const { shares } = dmex.item(items[1] as ItemRef).current.state
    expect(shares.studioAmount).toBe(shares.total / 10n)
  })

  it('reads and prepares without a wallet, and says what is missing to send', async () => {
    const backend = http({ url: companion.url, pollingMs: 0 })
    const item: ItemRef = { kind: 'erc721', chainId: devnet.chainId, collection: devnet.games.items, id: 1n }
    await expect(backend.send({ do: 'claim', items: [item] })).rejects.toMatchObject({ code: 'AccountMissing' })
    expect(await backend.prepare({ do: 'claim', items: [item] })).toHaveLength(1)
    await expect(backend.prepare({ do: 'requestDetach', item })).rejects.toMatchObject({ code: 'AccountMissing' })
  })

  it('says so when the player declines, and nothing was sent', async () => {
    const [ada] = world.players
    const refuse = () => {
      throw Object.assign(new Error('User rejected the request.'), { code: 4001 })
    }
    const provider = watched(walletOn(devnet.rpcUrl), { eth_sendTransaction: refuse })
    const backend = http({ url: companion.url, provider, account: ada, pollingMs: 0 })
    const item = await world.makeItem(ada)
    const power = await world.makePower(ada)
    await expect(backend.send({ do: 'attach', item, power })).rejects.toMatchObject({ code: 'UserRejected' })
  })

  it('has the wallet switch to the chain of the contracts first', async () => {
    const [ada] = world.players
    let chainId = '0x1'
    const provider = watched(walletOn(devnet.rpcUrl), {
      eth_chainId: () => chainId,
      wallet_switchEthereumChain: () => {
        chainId = `0x${devnet.chainId.toString(16)}`
        return null
      },
    })
    const backend = http({ url: companion.url, provider, account: ada, pollingMs: 0 })
    await backend.send({ do: 'claim', items: [await world.makeItem(ada)] })
    expect(provider.asked.indexOf('wallet_switchEthereumChain')).toBeLessThan(
      provider.asked.indexOf('eth_sendTransaction'),
    )
  })

  it('refuses an item of another chain', async () => {
    const item: ItemRef = { kind: 'erc721', chainId: 1, collection: devnet.games.items, id: 1n }
    const backend = http({ url: companion.url, pollingMs: 0 })
    await expect(backend.read([item])).rejects.toMatchObject({ code: 'ArgumentInvalid' })
  })

  it('shows what it knew while the companion is away, and asks for less while it is told to', async () => {
    const away = await startCompanion(devnet)
    const dmex = createGameAdapter({ backend: http({ url: away.url, pollingMs: 20 }), rules })
    const { ref } = dmex.item({ kind: 'erc721', chainId: devnet.chainId, collection: devnet.games.items, id: 1n })
    await dmex.ready
    expect(dmex.status()).toBe('live')
    await away.stop()
    await expect.poll(() => dmex.status()).toBe('cached')
    expect(dmex.item(ref).current).toMatchObject({ stale: true, state: { mode: 'bound' } })
    dmex.dispose()
    const busy = await listen(async () =>
      Response.json({ error: { code: 'Busy', message: 'no' } }, { status: 503, headers: { 'retry-after': '30' } }),
    )
    const patient = createGameAdapter({ backend: http({ url: busy.url, pollingMs: 20 }), rules })
    patient.item(ref)
    await patient.ready
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(busy.count()).toBeLessThanOrEqual(2)
    patient.dispose()
    await busy.stop()
  })

  it('notices news by asking for a word, and reads only then', async () => {
    const [ada] = world.players
    const item = await world.makeItem(ada)
    const power = await world.makePower(ada)
    const dmex = createGameAdapter({ backend: http({ url: companion.url, pollingMs: 30 }), rules })
    const sword = dmex.item(item)
    await dmex.ready
    const told: string[] = []
    dmex.on('power', () => told.push('power'))
    await new Promise((resolve) => setTimeout(resolve, 300))
    const before = companion.count()
    await world.as(ada).send({ do: 'attach', item, power })
    await expect.poll(() => sword.current.state.mode).toBe('bound')
    expect(told).toEqual(['power'])
    expect(companion.count()).toBeGreaterThan(before)
    dmex.dispose()
  })

  it('accepts an offer as the player saw it, and not one that was swapped for it', async () => {
    const [ada, bo] = world.players
    const item = await world.makeItem(bo)
    const power = await world.makePower(ada)
    const endDay = Math.floor((await world.as(ada).read([item])).at.time / 86_400) + 5
    const payToken = devnet.tokens.tUSDT
    const offer = (price: bigint) => world.as(ada).send({ do: 'lend', item, power, endDay, price, payToken })
    await offer(5n)
    const backend = http({ url: companion.url, provider: walletOn(devnet.rpcUrl), account: bo, pollingMs: 0 })
    const dmex = createGameAdapter({ backend, rules })
    const sword = dmex.item(item)
    await dmex.ready
    expect(sword.current.state).toMatchObject({ offered: true, price: 5n })
    await world.as(ada).send({ do: 'endLending', item })
    await offer(5_000_000n)
    await expect(dmex.accept(item)).rejects.toMatchObject({ code: 'OfferChanged' })
    expect(sword.current.state.price).toBe(5_000_000n)
    await dmex.accept(item)
    expect(sword.current.state).toMatchObject({ mode: 'lent', offered: false, borrower: bo })
  })

  describe('a companion that was broken into', () => {
    const thief = '0x00000000000000000000000000000000deadbeef'
    const word = (value: bigint | string): string => BigInt(value).toString(16).padStart(64, '0')
    /** A companion that changes what it prepared. */
    const tampering = (change: (calls: UnsignedCall[]) => UnsignedCall[]) =>
      listen(async (request) => {
        const answer = await companion.server.handler(
          new Request(request.url.replace('//companion.invalid', '//companion.invalid/dmex'), request),
        )
        if (!request.url.endsWith('/prepare')) return answer
        const { calls } = (await answer.json()) as { calls: UnsignedCall[] }
        return Response.json({ calls: change(calls) })
      })
    const trial = async (
      command: (item: ItemRef, power: bigint) => Command,
      change: (calls: UnsignedCall[]) => UnsignedCall[],
    ): Promise<void> => {
      const [ada] = world.players
      const item = await world.makeItem(ada)
      const power = await world.makePower(ada)
      const wicked = await tampering(change)
      const provider = watched(walletOn(devnet.rpcUrl))
      const { rig, hashpower } = devnet.addresses
      if (!rig || !hashpower) throw new Error('The devnet has no rig.')
      const contracts = { chainId: devnet.chainId, rig, hashpower }
      const backend = http({ url: wicked.url, provider, account: ada, contracts, pollingMs: 0 })
      try {
        await expect(backend.send(command(item, power))).rejects.toThrow(/prepared something else|other shares/)
        expect(provider.asked).not.toContain('eth_sendTransaction')
      } finally {
        await wicked.stop()
      }
    }
    const attach = (item: ItemRef, power: bigint): Command => ({ do: 'attach', item, power })
    const last = (calls: UnsignedCall[], change: (call: UnsignedCall) => Partial<UnsignedCall>): UnsignedCall[] =>
      calls.map((call, index) => (index === calls.length - 1 ? { ...call, ...change(call) } : call))

    it.each<[string, (calls: UnsignedCall[]) => UnsignedCall[]]>([
      [
        'another approval',
        (calls) =>
          calls.map((call, index) =>
            index === 0 ? { ...call, data: `0x095ea7b3${word(thief)}${call.data.slice(74)}` } : call,
          ),
      ],
      [
        'an approval for all to a thief',
        (calls) => [{ ...(calls[0] as UnsignedCall), data: `0xa22cb465${word(thief)}${word(1n)}` }, ...calls.slice(1)],
      ],
      ['another contract', (calls) => last(calls, () => ({ to: thief }))],
      ['a payment', (calls) => calls.map((call) => ({ ...call, value: '1' as unknown as bigint }))],
      [
        'another item',
        (calls) =>
          last(calls, ({ data }) => ({ data: `${data.slice(0, 202)}7${data.slice(203)}` as UnsignedCall['data'] })),
      ],
      [
        'shares that nobody named',
        (calls) =>
          last(calls, ({ data }) => ({
            data: `${data.slice(0, 10 + 6 * 64)}${word(1n)}${data.slice(10 + 7 * 64)}` as UnsignedCall['data'],
          })),
      ],
      ['bytes behind the call', (calls) => last(calls, ({ data }) => ({ data: `${data}00` }))],
      ['one call more', (calls) => [...calls, ...calls]],
      ['no call', () => []],
    ])('can not have the player sign %s', (_, change) => trial(attach, change))

    it('can not slip other shares under terms that were named', () => {
      const terms = { studio: thief, studioBps: 100 } as const
      return trial(
        (item, power) => ({ do: 'attach', item, power, terms }),
        (calls) =>
          last(calls, ({ data }) => ({
            data: `${data.slice(0, 10 + 6 * 64)}${word(77n)}${data.slice(10 + 7 * 64)}` as UnsignedCall['data'],
          })),
      )
    })

    it('can not have the player approve more than the price that was shown', async () => {
      const [ada, bo] = world.players
      const item = await world.makeItem(bo)
      const power = await world.makePower(ada)
      const endDay = Math.floor((await world.as(ada).read([item])).at.time / 86_400) + 5
      const payToken = devnet.tokens.tUSDT
      await world.as(ada).send({ do: 'lend', item, power, endDay, price: 5n, payToken })
      const greedy = await tampering((calls) =>
        calls.map((call, index) =>
          index === 0
            ? { ...call, data: `${call.data.slice(0, 74)}${word(2n ** 255n)}` as UnsignedCall['data'] }
            : call,
        ),
      )
      const provider = watched(walletOn(devnet.rpcUrl))
      const backend = http({ url: greedy.url, provider, account: bo, pollingMs: 0 })
      const dmex = createGameAdapter({ backend, rules })
      dmex.item(item)
      await dmex.ready
      await expect(dmex.accept(item)).rejects.toThrow(/prepared something else/)
      expect(provider.asked).not.toContain('eth_sendTransaction')
      await greedy.stop()
    })

    it('can not turn an off-chain item into another one', () =>
      trial(
        (_, power) => ({
          do: 'lend',
          item: { kind: 'offchain', game: thief, key: 'sword-1' },
          power,
          endDay: 30_000,
          onTransfer: 'follow',
        }),
        (calls) =>
          last(calls, ({ data }) => ({
            data: `${data.slice(0, 10 + 2 * 64)}${keccak256(stringToHex('sword-2')).slice(2)}${data.slice(10 + 3 * 64)}` as UnsignedCall['data'],
          })),
      ))
  })

  it.each([
    ['fewer items', { at: { block: '1', time: 1 }, items: [] }],
    ['another shape', { at: { block: 1, time: '1' }, items: [] }],
    ['nothing', null],
  ])('takes an answer with %s for a failure', async (_, answer) => {
    const odd = await listen(async () => Response.json(answer))
    const item: ItemRef = { kind: 'erc721', chainId: 1, collection: devnet.games.items, id: 1n }
    await expect(http({ url: odd.url, pollingMs: 0 }).read([item])).rejects.toMatchObject({ code: 'BackendFailed' })
    await odd.stop()
  })
})

it.each(['', 'a', 'sword-1', 'x'.repeat(135), 'x'.repeat(136), 'x'.repeat(300), '剑🗡'])(
  'hashes "%s" as Ethereum does',
  (text) => {
    expect(ours(text)).toBe(BigInt(keccak256(stringToHex(text))))
  },
)
