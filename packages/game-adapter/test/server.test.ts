import { createDevnet, type Devnet } from '@dmex/devnet'
import { addressOf } from '@dmex/sdk'
import { assignItem, getAssignment, setGameSigner } from '@dmex/sdk/rig'
import { verifyMerkleProof } from '@ethereumjs/mpt'
import { type Hex, hexToBytes, keccak256 } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { getBlock, getBlockNumber } from 'viem/actions'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ItemRef } from '../src/index.js'
import { type PowerProof, type ProofTrust, verifyPowerProof } from '../src/server/index.js'
import { type Companion, startCompanion } from './support/companion.js'
import { type RigWorld, rigWorld } from './support/rigWorld.js'

describe('a server companion', () => {
  let devnet: Devnet
  let companion: Companion
  let world: RigWorld
  let start: string
  beforeAll(async () => {
    devnet = await createDevnet({ seed: 5 })
    companion = await startCompanion(devnet)
    world = rigWorld(devnet)
  })
  afterAll(async () => {
    await companion?.stop()
    await devnet?.stop()
  })
  beforeEach(async () => {
    start = await devnet.snapshot()
  })
  afterEach(() => devnet.revert(start))

  const sword = async (): Promise<{ item: ItemRef; power: bigint }> => {
    const [ada] = world.players
    const item = await world.makeItem(ada)
    const power = await world.makePower(ada)
    await world.as(ada).send({ do: 'attach', item, power })
    return { item, power }
  }
  const post = (path: string, body: unknown): Promise<Response> =>
    fetch(`${companion.url}/${path}`, {
      method: 'POST',
      body:
        typeof body === 'string'
          ? body
          : JSON.stringify(body, (_, value) => (typeof value === 'bigint' ? `${value}` : value)),
    })

  describe('verifies', () => {
    it('that a player has the item with its power, at a block that all agreed on', async () => {
      const [ada, bo] = world.players
      const { item, power } = await sword()
      await devnet.advanceDays(3)
      const then = await getBlockNumber(devnet.client, { cacheTime: 0 })
      const before = await companion.server.verify(item, { player: ada })
      expect(before).toMatchObject({ ok: true, state: { power: { id: power } }, at: { block: then } })
      expect(before.stats.attack).toBeGreaterThan(10)
      await world.sell(item, ada, bo)
      await devnet.advanceDays(1)
      expect(await companion.server.verify(item, { player: ada })).toMatchObject({ ok: false, reason: 'NotController' })
      expect(await companion.server.verify(item, { player: bo })).toMatchObject({ ok: true })
      const again = await companion.server.verify(item, { player: ada, atBlock: then })
      expect(again).toEqual(before)
      expect(again.blockHash).toBe((await getBlock(devnet.client, { blockNumber: then })).hash)
    })

    it("nothing that is not the player's to use", async () => {
      const [ada, bo] = world.players
      const [item, offered, lapsing] = [await world.makeItem(bo), await world.makeItem(bo), await world.makeItem(bo)]
      const endDay = Math.floor((await world.as(ada).read([item])).at.time / 86_400) + 5
      const lend = async (to: ItemRef, price?: bigint): Promise<void> => {
        const payToken = price ? devnet.tokens.tUSDT : undefined
        await world.as(ada).send({ do: 'lend', item: to, power: await world.makePower(ada), endDay, price, payToken })
      }
      await lend(offered, 5n)
      await lend(lapsing)
      await world.sell(lapsing, bo, ada)
      const reasonOf = async (of: ItemRef, player: typeof ada) => (await companion.server.verify(of, { player })).reason
      expect(await reasonOf(item, bo)).toBe('Empty')
      expect(await reasonOf(offered, bo)).toBe('NotAccepted')
      expect(await reasonOf(lapsing, ada)).toBe('Lapsed')
    })

    it('at blocks that are sure only', async () => {
      const [ada] = world.players
      const { item } = await sword()
      const careful = await startCompanion(devnet, { finality: 5 })
      const newest = await getBlockNumber(devnet.client, { cacheTime: 0 })
      expect(await careful.server.verify(item, { player: ada })).toMatchObject({
        ok: false,
        at: { block: newest - 5n },
      })
      await expect(careful.server.verify(item, { player: ada, atBlock: newest })).rejects.toThrow(/not sure yet/)
      await careful.stop()
    })

    it('over HTTP, for servers in any language', async () => {
      const [ada] = world.players
      const { item } = await sword()
      const answer = await post('verify', { item, player: ada })
      expect(answer.status).toBe(200)
      expect(await answer.json()).toMatchObject({ ok: true, stats: { attack: 10 }, state: { mode: 'bound' } })
    })
  })

  describe('proves', () => {
    const trustOf = async (proof: PowerProof, item: ItemRef): Promise<ProofTrust> => {
      const { hash } = await getBlock(devnet.client, { blockNumber: BigInt(proof.block) })
      return { blockHash: hash ?? '0x', rig: addressOf(devnet.deployment, 'rig'), item }
    }

    it('what an item held, by nothing but the hash of a block', async () => {
      const [ada] = world.players
      const { item, power } = await sword()
      const answer = await post('proof', { item })
      const proof = (await answer.json()) as PowerProof
      const trust = await trustOf(proof, item)
      const proven = verifyPowerProof(proof, trust)
      expect(proven).toMatchObject({ powerId: power, block: BigInt(proof.block) })
      expect(proven.principal?.toLowerCase()).toBe(ada.toLowerCase())
      const empty = await world.makeItem(ada)
      const nothing = await companion.server.proof(empty)
      expect(verifyPowerProof(nothing, await trustOf(nothing, empty))).toMatchObject({
        powerId: 0n,
        principal: undefined,
      })
      // A block before the attachment, afterwards.
      const earlier = await companion.server.proof(item, BigInt(proof.block) - 1n)
      expect(verifyPowerProof(earlier, await trustOf(earlier, item)).powerId).toBe(0n)
    })

    it('as an independent implementation of the trie finds it too', async () => {
      const { item, power } = await sword()
      const proof = await companion.server.proof(item)
      const { stateRoot } = await getBlock(devnet.client, { blockNumber: BigInt(proof.block) })
      const nodes = (list: readonly Hex[]) => list.map((node) => hexToBytes(node))
      const account = await verifyMerkleProof(hexToBytes(proof.rig), nodes(proof.accountProof), {
        useKeyHashing: true,
        root: hexToBytes(stateRoot),
      })
      expect(account).toBeInstanceOf(Uint8Array)
      const at = hexToBytes(keccak256(`${proof.key}${'0'.repeat(64)}`))
      // The storage root is the third of the account's four fields; behind it stands the 32-byte code hash.
      const root =
        (account as Uint8Array).slice(-66, -34).length === 32 ? (account as Uint8Array).slice(-65, -33) : undefined
      const word = await verifyMerkleProof(at, nodes(proof.storageProof), {
        useKeyHashing: true,
        root: root as Uint8Array,
      })
      expect(Buffer.from(word as Uint8Array).toString('hex')).toContain(power.toString(16).padStart(16, '0'))
    })

    it('nothing to somebody who was shown a forged proof', async () => {
      const { item, power } = await sword()
      const { item: other } = await sword()
      const proof = await companion.server.proof(item)
      const trust = await trustOf(proof, item)
      const refused = (forged: unknown, against: ProofTrust = trust): void =>
        expect(() => verifyPowerProof(forged as PowerProof, against)).toThrow(
          expect.objectContaining({ code: 'ProofInvalid' }),
        )
      const flip = (hex: Hex, at: number): Hex =>
        `${hex.slice(0, at)}${hex[at] === '0' ? '1' : '0'}${hex.slice(at + 1)}` as Hex
      const flipLast = (list: readonly Hex[]): Hex[] =>
        list.map((node, index) => (index === list.length - 1 ? flip(node, node.length - 20) : node))
      // Another block, rig, item or chain.
      refused(proof, { ...trust, blockHash: keccak256(trust.blockHash) })
      refused(proof, { ...trust, rig: addressOf(devnet.deployment, 'hashpower') })
      refused({ ...proof, rig: addressOf(devnet.deployment, 'hashpower') })
      refused(proof, { ...trust, item: other })
      refused({ ...proof, key: (await companion.server.proof(other)).key }, { ...trust, item: other })
      // Changed anywhere.
      refused({ ...proof, header: flip(proof.header, 300) })
      refused({ ...proof, accountProof: flipLast(proof.accountProof) })
      refused({ ...proof, storageProof: flipLast(proof.storageProof) })
      refused({ ...proof, accountProof: proof.accountProof.slice(1) })
      refused({ ...proof, storageProof: proof.storageProof.slice(0, -1) })
      refused({ ...proof, storageProof: [] })
      // Claiming that there is nothing, with a proof that stops early.
      refused({ ...proof, storageProof: proof.accountProof })
      // Not even a proof.
      for (const junk of [
        null,
        1,
        [],
        {},
        'x',
        { ...proof, header: '0x' },
        { ...proof, header: 'c0' },
        { ...proof, storageProof: ['0xzz'] },
        { ...proof, accountProof: [['0x']] },
      ])
        refused(junk)
      refused(JSON.parse('{"__proto__":{"header":"0x"}}'))
      expect(verifyPowerProof({ ...proof, block: '1', chainId: 1 }, trust)).toMatchObject({
        powerId: power,
        block: BigInt(proof.block),
      })
    })
  })

  describe('assigns off-chain items', () => {
    const signer = privateKeyToAccount(keccak256('0x01'))
    const game = () => devnet.accounts.studio.address
    const open = async () => {
      await setGameSigner(devnet.as('studio'), { signer: signer.address })
      return startCompanion(devnet, { signer })
    }

    it('by a signature that anybody brings to the chain, once', async () => {
      const [ada, bo] = world.players
      const { server, stop } = await open()
      const signed = await server.assign({ game: game(), key: 'sword-1', player: ada })
      await assignItem(devnet.as(bo), signed)
      expect((await getAssignment(devnet.client, signed)).player).toBe(ada)
      await expect(assignItem(devnet.as(bo), signed)).rejects.toMatchObject({ code: 'BadSignature' })
      await stop()
    })

    it('and nobody can use the signature for another item, player, game or time', async () => {
      const [ada, bo] = world.players
      const { server, stop } = await open()
      const signed = await server.assign({ game: game(), key: 'sword-1', player: ada, seconds: 60 })
      const forged = [{ key: 'sword-2' }, { player: bo }, { game: ada }, { deadline: signed.deadline + 1n }]
      for (const change of forged)
        await expect(assignItem(devnet.as(bo), { ...signed, ...change })).rejects.toMatchObject({
          code: 'BadSignature',
        })
      await devnet.advanceDays(1)
      await expect(assignItem(devnet.as(bo), signed)).rejects.toMatchObject({ code: 'DeadlinePassed' })
      await stop()
    })

    it('only with the key that the game named', async () => {
      const [ada] = world.players
      await expect(companion.server.assign({ game: game(), key: 'x', player: ada })).rejects.toMatchObject({
        code: 'AccountMissing',
      })
      const stranger = await startCompanion(devnet, { signer })
      await expect(stranger.server.assign({ game: game(), key: 'x', player: ada })).rejects.toMatchObject({
        code: 'NotOwner',
      })
      await stranger.stop()
      expect((await post('assign', { game: game(), key: 'x', player: ada })).status).toBe(404)
    })
  })

  it('shows metadata: what the studio says, and what the hashpower adds', async () => {
    const { item } = await sword()
    if (item.kind !== 'erc721') throw new Error('no ERC-721')
    const described = await startCompanion(devnet, {
      describe: (_, id) => ({
        name: `Sword ${id}`,
        image: 'ipfs://sword',
        attributes: [{ trait_type: 'Colour', value: 'red' }],
      }),
    })
    const answer = await fetch(`${described.url}/metadata/${item.collection}/${item.id}`)
    expect(answer.headers.get('cache-control')).toBe('public, max-age=60')
    const metadata = (await answer.json()) as { name: string; attributes: { trait_type: string; value: unknown }[] }
    expect(metadata).toMatchObject({ name: `Sword ${item.id}`, image: 'ipfs://sword' })
    const trait = (name: string) => metadata.attributes.find(({ trait_type }) => trait_type === name)?.value
    expect([trait('Colour'), trait('Mines'), trait('Hashpower (GH/s)'), trait('attack')]).toEqual([
      'red',
      'BTC',
      1_000,
      10,
    ])
    expect((await fetch(`${described.url}/metadata/0x12/1`)).status).toBe(400)
    expect((await fetch(`${described.url}/metadata/${item.collection}/-1`)).status).toBe(400)
    await described.stop()
  })

  describe('keeps its ground', () => {
    it('when many ask for the same: it reads once a block', async () => {
      const { item } = await sword()
      const calls: string[] = []
      const { client } = devnet
      const counting = Object.assign(Object.create(client), {
        request: (args: never, options: never) => {
          calls.push((args as { method: string }).method)
          return (client.request as (a: never, o: never) => Promise<unknown>)(args, options)
        },
      })
      const { url, stop } = await startCompanion({ client: counting })
      const body = JSON.stringify({ items: [{ ...item, id: `${(item as { id: bigint }).id}` }] })
      const answers = await Promise.all(
        Array.from({ length: 40 }, () => fetch(`${url}/items`, { method: 'POST', body })),
      )
      expect(new Set(await Promise.all(answers.map((answer) => answer.text()))).size).toBe(1)
      // A block each for those who did not come together, and the slot and its fleet's days once.
      expect(calls.filter((method) => method === 'eth_call').length).toBeLessThanOrEqual(2)
      await stop()
    })

    it('with a cache that knows blocks by their hash, so that a reorganisation shows', async () => {
      const [ada] = world.players
      const item = await world.makeItem(ada)
      const power = await world.makePower(ada)
      const modeNow = async () =>
        ((await (await post('items', { items: [item] })).json()) as { items: { mode: string }[] }).items[0]?.mode
      await world.as(ada).send({ do: 'attach', item, power })
      expect(await modeNow()).toBe('bound')
      await devnet.reorg(1)
      expect(await modeNow()).toBe('empty')
    })

    it('against items written so that one is taken for the other', async () => {
      const [ada, bo] = world.players
      const { collection } = (await world.makeItem(ada)) as { collection: Hex }
      const gear = { kind: 'erc1155', chainId: devnet.chainId, collection, id: '1', holder: ada }
      const read = async (item: unknown) => (await post('items', { items: [item] })).status
      expect(await read({ ...gear, holder: `${ada}:0` })).toBe(400)
      expect(await read({ ...gear, id: '1:2' })).toBe(400)
      expect(await read({ ...gear, id: 1 })).toBe(400)
      expect(await read({ ...gear, index: -1 })).toBe(400)
      expect(await read({ kind: 'offchain', game: bo, key: 'a'.repeat(257) })).toBe(400)
      expect(await read({ kind: 'erc20' })).toBe(400)
      // What would fail the whole read, and with it everybody's who asks at the same moment.
      expect(await read({ ...gear, id: `${2n ** 256n}` })).toBe(400)
      expect(await read({ ...gear, index: 2 ** 32 })).toBe(400)
      expect(await read({ ...gear, holder: `0x${'0'.repeat(40)}` })).toBe(400)
      expect(await read({ ...gear, kind: 'erc721', collection: `0x${'0'.repeat(40)}` })).toBe(400)
      expect(await read({ ...gear, id: `${2n ** 256n - 1n}`, index: 2 ** 32 - 1 })).toBe(200)
    })

    it('against bodies that are too large, without reading them to their end', async () => {
      const large = await post('items', 'x'.repeat(300_000))
      expect(large.status).toBe(413)
      expect(await large.json()).toMatchObject({ error: { code: 'TooLarge' } })
      let sent = 0
      const endless = new ReadableStream<Uint8Array>({
        pull: (controller) => {
          sent += 16_384
          if (sent > 50_000_000) controller.close()
          else controller.enqueue(new Uint8Array(16_384))
        },
      })
      const request = new Request('http://x/dmex/items', {
        method: 'POST',
        body: endless,
        duplex: 'half',
      } as RequestInit)
      expect((await companion.server.handler(request)).status).toBe(413)
      expect(sent).toBeLessThan(1_000_000)
    })

    it.each([
      ['no JSON', '{'],
      ['broken UTF-8', Buffer.from([0x22, 0xff, 0x22]) as unknown as string],
      ['a list', '[]'],
      ['nothing', ''],
      ['deep nesting', `${'['.repeat(50_000)}${']'.repeat(50_000)}`],
      ['too many items', JSON.stringify({ items: Array.from({ length: 501 }, () => ({})) })],
    ])('against %s', async (_, body) => {
      const answer = await fetch(`${companion.url}/items`, { method: 'POST', body })
      expect(answer.status).toBe(400)
      expect(await answer.json()).toMatchObject({ error: { code: 'ArgumentInvalid' } })
    })

    it('against prototypes in JSON', async () => {
      const polluted = '{"__proto__":{"items":[]},"constructor":{"prototype":{"polluted":true}}}'
      expect((await fetch(`${companion.url}/items`, { method: 'POST', body: polluted })).status).toBe(400)
      const item = `{"kind":"offchain","game":"${world.players[0]}","key":"k","__proto__":{"index":7}}`
      expect((await fetch(`${companion.url}/items`, { method: 'POST', body: `{"items":[${item}]}` })).status).toBe(200)
      expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
      for (const path of ['__proto__', 'constructor', 'hasOwnProperty', 'toString'])
        expect((await fetch(`${companion.url}/${path}`)).status).toBe(404)
    })

    it("when many send slowly: they take nobody's place", async () => {
      const tight = await startCompanion(devnet, { maxConcurrent: 1 })
      const dripping = () =>
        new ReadableStream<Uint8Array>({ start: (controller) => controller.enqueue(new Uint8Array(1)) })
      const slow = Array.from({ length: 5 }, () => {
        const init = { method: 'POST', body: dripping(), duplex: 'half' } as RequestInit
        return tight.server.handler(new Request('http://x/dmex/items', init))
      })
      expect((await fetch(`${tight.url}/info`)).status).toBe(200)
      void Promise.allSettled(slow)
      await tight.stop()
    })

    it('when too many come at once: they are asked to come back', async () => {
      const tight = await startCompanion(devnet, { maxConcurrent: 1 })
      const ask = () => tight.server.handler(new Request('http://x/dmex/head'))
      const answers = await Promise.all(Array.from({ length: 5 }, ask))
      const refused = answers.filter(({ status }) => status === 503)
      expect(refused).toHaveLength(4)
      expect(refused[0]?.headers.get('retry-after')).toBe('1')
      expect((await fetch(`${tight.url}/info`)).status).toBe(200)
      await tight.stop()
    })

    it('and tells no stranger which endpoint it uses', async () => {
      const secret = 'http://127.0.0.1:9/v3/very-secret-key'
      const { createClient, http } = await import('viem')
      const { withDeployment } = await import('@dmex/sdk')
      const client = createClient({ transport: http(secret, { retryCount: 0 }) }).extend(
        withDeployment(devnet.deployment),
      )
      const lost = await startCompanion({ client })
      const answer = await fetch(`${lost.url}/items`, { method: 'POST', body: '{"items":[]}' })
      expect(answer.status).toBe(502)
      expect(await answer.text()).not.toContain('secret')
      await lost.stop()
    })

    it('towards pages of other origins, unless they are named', async () => {
      const named = await startCompanion(devnet, { cors: ['https://game.example'] })
      const ask = (url: string, origin: string, method = 'GET') => fetch(`${url}/info`, { method, headers: { origin } })
      expect((await ask(companion.url, 'https://game.example')).headers.get('access-control-allow-origin')).toBeNull()
      const good = await ask(named.url, 'https://game.example')
      expect(good.headers.get('access-control-allow-origin')).toBe('https://game.example')
      expect(good.headers.get('vary')).toContain('origin')
      expect((await ask(named.url, 'https://evil.example')).headers.get('access-control-allow-origin')).toBeNull()
      expect((await ask(named.url, 'https://game.example', 'OPTIONS')).status).toBe(204)
      expect((await ask(named.url, 'https://game.example.evil', 'OPTIONS')).status).toBe(403)
      await named.stop()
    })

    it('with the right word for what is not there', async () => {
      expect((await fetch(`${companion.url}/nowhere`)).status).toBe(404)
      expect((await fetch(companion.url.replace('/dmex', '/other/info'))).status).toBe(404)
      expect((await fetch(`${companion.url}/items`)).status).toBe(405)
      expect((await post('info', {})).status).toBe(405)
      expect((await fetch(`${companion.url}/events?from=-1`)).status).toBe(400)
      expect((await fetch(`${companion.url}/info`, { method: 'HEAD' })).status).toBe(200)
    })
  })
})
