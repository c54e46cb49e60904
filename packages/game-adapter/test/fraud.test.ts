import {
  erc20ApproveAbi,
  gameItemsApproveAbi,
  gameItemsTransferFromAbi,
  gameShopBuyAbi,
  gameShopListAbi,
  hashpowerApproveAbi,
  hashpowerSetApprovalForAllAbi,
  hashpowerTransferFromAbi,
} from '@dmex/contracts-abi'
import { createDevnet, type Devnet } from '@dmex/devnet'
import { type Address, addressOf } from '@dmex/sdk'
import { getHashpower, hashpowerPermitTypedData, permitHashpower } from '@dmex/sdk/mint'
import { assignItem, getSlots, type Item, itemKey, setGameSigner } from '@dmex/sdk/rig'
import { type AbiFunction, encodeFunctionData } from 'viem'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ItemRef } from '../src/index.js'
import { fraud } from '../src/testing/index.js'
import { walletOn } from './support/companion.js'
import { type RigWorld, rigWorld, transact } from './support/rigWorld.js'

// The six attacks that work on accounts bound to items (ERC-6551), tried on the rig with everything that an attacker has: raw
// transactions, signatures and approvals. The conformance suite plays them through the adapter on every backend; here each also
// goes around the adapter.

describe('fraud on the rig', () => {
  let devnet: Devnet
  let world: RigWorld
  let start: string
  let ada: Address
  let bo: Address
  let cleo: Address
  let hashpower: Address
  let rig: Address
  beforeAll(async () => {
    devnet = await createDevnet({ seed: 7 })
    world = rigWorld(devnet)
    ;[ada, bo, cleo] = world.players
    hashpower = addressOf(devnet.deployment, 'hashpower')
    rig = addressOf(devnet.deployment, 'rig')
  })
  afterAll(() => devnet?.stop())
  beforeEach(async () => {
    start = await devnet.snapshot()
  })
  afterEach(() => devnet.revert(start))

  const send = (from: Address, to: Address, abi: AbiFunction, args: readonly unknown[]): Promise<void> =>
    transact(devnet.rpcUrl, from, to, encodeFunctionData({ abi: [abi], args }))
  const scene = async (attached = true): Promise<{ item: ItemRef & { kind: 'erc721' }; power: bigint }> => {
    const item = await world.makeItem(ada)
    if (item.kind !== 'erc721') throw new Error('no ERC-721')
    const power = await world.makePower(ada)
    if (attached) await world.as(ada).send({ do: 'attach', item, power })
    return { item, power }
  }
  const stateOf = async (item: ItemRef) => {
    const { items } = await world.as(ada).read([item])
    return items[0] ?? expect.fail('nothing was read')
  }
  /** The case of the conformance suite that has this attack's name. */
  const alsoThroughTheAdapter = async (name: string): Promise<void> => {
    const found = fraud().filter((each) => each.name.startsWith(`attack: ${name}`))
    expect(found).toHaveLength(1)
    await found[0]?.run(world)
  }
  const steal = (by: Address, from: Address, id: bigint) =>
    send(by, hashpower, hashpowerTransferFromAbi, [from, by, id])

  it('approve, then sell: an accomplice approved before the sale gets nothing after it', async () => {
    const { item, power } = await scene(false)
    await send(ada, hashpower, hashpowerApproveAbi, [cleo, power])
    await send(ada, hashpower, hashpowerSetApprovalForAllAbi, [cleo, true])
    await world.as(ada).send({ do: 'attach', item, power })
    const { stateHash } = await stateOf(item)
    await world.sell(item, ada, bo)
    await expect(steal(cleo, ada, power)).rejects.toThrow()
    await expect(steal(cleo, rig, power)).rejects.toThrow()
    await expect(steal(ada, rig, power)).rejects.toThrow()
    await devnet.advanceDays(2)
    const after = await stateOf(item)
    expect(after).toMatchObject({ mode: 'bound', controller: bo, stateHash, power: { id: power } })
    expect(after.shares).toMatchObject({ player: bo, playerAmount: after.shares.total })
    await alsoThroughTheAdapter('approve, then sell')
  })

  it('sign while locked: a permit signed while the power is in an item moves nothing, then or later', async () => {
    const { item, power } = await scene(false)
    const endDay = Math.floor((await world.as(ada).read([item])).at.time / 86_400) + 10
    const deadline = 2n ** 40n
    /** What ada's wallet signs for her accomplice at this moment. */
    const signed = async () => {
      const { stateNonce: nonce } = await getHashpower(devnet.client, { id: power })
      const message = hashpowerPermitTypedData(devnet.deployment, { spender: cleo, id: power, nonce, deadline })
      const params = [ada, JSON.stringify(message, (_, value) => (typeof value === 'bigint' ? `${value}` : value))]
      const signature = (await walletOn(devnet.rpcUrl).request({
        method: 'eth_signTypedData_v4',
        params,
      })) as `0x${string}`
      return { spender: cleo, id: power, deadline, signature }
    }
    const before = await signed()
    await world.as(ada).send({ do: 'lend', item, power, endDay })
    const locked = await signed()
    await expect(permitHashpower(devnet.as(cleo), before)).rejects.toMatchObject({ code: 'BadSignature' })
    // The signature itself may be taken: the lock is what holds.
    await permitHashpower(devnet.as(cleo), locked).catch(() => undefined)
    await expect(steal(cleo, ada, power)).rejects.toThrow()
    expect(await stateOf(item)).toMatchObject({ mode: 'lent', power: { id: power } })
    await world.as(ada).send({ do: 'endLending', item })
    await world.as(ada).send({ do: 'attach', item, power })
    await expect(steal(cleo, ada, power)).rejects.toThrow()
    await expect(steal(cleo, rig, power)).rejects.toThrow()
    await expect(permitHashpower(devnet.as(cleo), locked)).rejects.toMatchObject({ code: 'BadSignature' })
    // The owner of attached power is the rig, and the rig signs nothing.
    await expect(permitHashpower(devnet.as(cleo), await signed())).rejects.toMatchObject({ code: 'BadSignature' })
    expect(await stateOf(item)).toMatchObject({ mode: 'bound', power: { id: power } })
    await alsoThroughTheAdapter('sign while locked')
  })

  it('detach just before the sale: the buyer keeps the money, whatever the seller does first', async () => {
    const { item, power } = await scene()
    const { shop } = devnet.games
    const price = 5_000_000n
    await send(bo, devnet.tokens.tUSDT, erc20ApproveAbi, [shop, price])
    await send(ada, item.collection, gameItemsApproveAbi, [shop, item.id])
    await world.as(ada).send({ do: 'requestDetach', item })
    await devnet.advanceDays(2)
    await send(ada, shop, gameShopListAbi, [item.collection, item.id, price, 86_400])
    const { stateHash } = await stateOf(item)
    const buy = () => send(bo, shop, gameShopBuyAbi, [item.collection, item.id, price, stateHash])
    // In the block before the purchase, which is already on its way.
    await world.as(ada).send({ do: 'detach', item })
    await expect(buy()).rejects.toThrow()
    // Not even with another power in its place, and a fresh listing.
    await world.as(ada).send({ do: 'attach', item, power: await world.makePower(ada) })
    await send(ada, shop, gameShopListAbi, [item.collection, item.id, price, 86_400])
    await expect(buy()).rejects.toThrow()
    expect((await stateOf(item)).controller).toBe(ada)
    // The honest sale: a request that was pending is void for the buyer's power.
    const honest = await scene()
    await world.as(ada).send({ do: 'requestDetach', item: honest.item })
    await world.sell(honest.item, ada, bo)
    await devnet.advanceDays(2)
    await expect(world.as(ada).send({ do: 'detach', item: honest.item })).rejects.toMatchObject({
      code: 'NotController',
    })
    await expect(world.as(bo).send({ do: 'detach', item: honest.item })).rejects.toMatchObject({
      code: 'DetachNotRequested',
    })
    expect(await stateOf(honest.item)).toMatchObject({ mode: 'bound', controller: bo })
    expect(power).not.toBe(honest.power)
    await alsoThroughTheAdapter('detach just before the sale')
  })

  it('permission revival: what a former owner was allowed does not come back with the item', async () => {
    const { item, power } = await scene()
    await send(ada, item.collection, gameItemsApproveAbi, [cleo, item.id])
    await world.as(ada).send({ do: 'requestDetach', item })
    await world.sell(item, ada, bo)
    // The buyer only looks at the slot, and then sells back without having cancelled anything.
    await world.sell(item, bo, ada)
    // Nobody else but ada, who controls the item again, gains by it; and no sale in between can be made good by waiting.
    await expect(world.as(cleo).send({ do: 'detach', item })).rejects.toMatchObject({ code: 'NotController' })
    await expect(send(cleo, item.collection, gameItemsTransferFromAbi, [ada, cleo, item.id])).rejects.toThrow()
    await world.sell(item, ada, bo)
    await devnet.advanceDays(2)
    await expect(world.as(ada).send({ do: 'detach', item })).rejects.toMatchObject({ code: 'NotController' })
    await expect(world.as(bo).send({ do: 'detach', item })).rejects.toMatchObject({ code: 'DetachNotRequested' })
    // The accomplice whom ada once approved for the hashpower finds it with the rig.
    await expect(steal(cleo, rig, power)).rejects.toThrow()
    await alsoThroughTheAdapter('permission revival')
  })

  it('double account: one power counts once, however its item is written', async () => {
    const { item, power } = await scene()
    const other = await world.makeItem(ada)
    await expect(world.as(ada).send({ do: 'attach', item: other, power })).rejects.toMatchObject({ code: 'NotOwner' })
    const small = { ...item, collection: item.collection.toLowerCase() as Address }
    expect(itemKey(small)).toBe(itemKey(item))
    await expect(
      world.as(ada).send({ do: 'attach', item: small, power: await world.makePower(ada) }),
    ).rejects.toMatchObject({ code: 'SlotTaken' })
    // Fields that an ERC-721 has no use for would make a second key for the same item.
    const dirty = { ...item, kind: 'erc1155', holder: '0x0000000000000000000000000000000000000000' } as Item
    await expect(getSlots(devnet.client, { items: [dirty] })).rejects.toMatchObject({ code: 'ItemNotNormal' })
    // The same sword as an ERC-1155 of its owner is another slot, and nobody controls it.
    const disguised: ItemRef = { ...item, kind: 'erc1155', holder: ada }
    expect((await stateOf(disguised)).controller).toBeUndefined()
    const endDay = Math.floor((await world.as(ada).read([item])).at.time / 86_400) + 5
    await expect(
      world.as(ada).send({ do: 'lend', item: disguised, power: await world.makePower(ada), endDay }),
    ).rejects.toMatchObject({ code: 'BadLendTerms' })
    // An off-chain item by its name and by the hash of its name is one.
    const game = devnet.accounts.studio.address
    await setGameSigner(devnet.as('studio'), { signer: game })
    await assignItem(devnet.as('studio'), { game, key: 'sword-1', player: ada })
    expect((await stateOf({ kind: 'offchain', game, key: 'sword-1' })).controller).toBe(ada)
    await alsoThroughTheAdapter('double account')
  })

  it("burned item: its power is neither lost nor anybody else's", async () => {
    const { item, power } = await scene()
    const gone = await scene()
    await world.burn(item, ada)
    // Sent where nobody is, and into the rig itself: both are as good as burned.
    await world.sell(gone.item, ada, rig)
    for (const each of [item, gone.item]) {
      expect((await stateOf(each)).controller).toBeUndefined()
      await expect(world.as(cleo).send({ do: 'requestDetach', item: each })).rejects.toMatchObject({
        code: 'NotController',
      })
      await expect(world.as(cleo).send({ do: 'reclaim', item: each })).rejects.toMatchObject({ code: 'NotOrphan' })
      await world.as(cleo).send({ do: 'markOrphan', item: each })
    }
    await devnet.advanceDays(31)
    for (const each of [item, gone.item]) await world.as(cleo).send({ do: 'reclaim', item: each })
    for (const id of [power, gone.power]) expect((await getHashpower(devnet.client, { id })).owner).toBe(ada)
    await alsoThroughTheAdapter('burned item')
  })
})
