import { type GameErrorCode, isGameError } from '../core/errors.js'
import { emptyState } from '../core/snapshot.js'
import type { Address, Backend, Command, ItemRef, ItemState } from '../core/types.js'

/** A world that the conformance suite plays in: a sandbox, a local chain, or one of your own. */
export interface TestWorld {
  /** Three accounts that can pay for what they do. */
  readonly players: readonly [Address, Address, Address]
  /** The backend, with one of the players acting. */
  as(player: Address): Backend
  /** Makes an ERC-721 item of a player. */
  makeItem(owner: Address): Promise<ItemRef>
  /** Makes or buys hashpower for a player; it earns from the next day on at the latest. */
  makePower(owner: Address): Promise<bigint>
  /** Moves an ERC-721 item, as a sale does. */
  sell(item: ItemRef, from: Address, to: Address): Promise<void>
  burn(item: ItemRef, owner: Address): Promise<void>
  /** Lets whole days pass and be paid. */
  advanceDays(days: number): Promise<void>
}

/** A case of the conformance suite: rejects when the backend fails it. */
export interface ConformanceCase {
  readonly name: string
  run(world: TestWorld): Promise<void>
}

const DAY = 86_400

function assert(truth: boolean, expected: string): asserts truth {
  if (!truth) throw new Error(`The backend does not conform: ${expected}.`)
}

async function refused(work: Promise<unknown>, ...codes: readonly GameErrorCode[]): Promise<void> {
  const error = await work.then(
    () => undefined,
    (caught: unknown) => caught,
  )
  const got = isGameError(error) ? error.code : `${error ?? 'success'}`
  assert(isGameError(error) && codes.includes(error.code), `expected ${codes.join(' or ')}, got ${got}`)
  assert(typeof error.toJSON().message === 'string' && error.message.length > 0, 'an error says something')
}

interface Scene {
  readonly world: TestWorld
  readonly item: ItemRef
  readonly power: bigint
  readonly ada: Address
  readonly bo: Address
  readonly cleo: Address
  state(): Promise<ItemState>
  now(): Promise<number>
  send(player: Address, command: Command): Promise<unknown>
}

/** A player's item with hashpower in it, or beside it. */
async function setUp(world: TestWorld, attached: boolean): Promise<Scene> {
  const [ada, bo, cleo] = world.players
  const item = await world.makeItem(ada)
  const power = await world.makePower(ada)
  const reader = world.as(ada)
  const send = (player: Address, command: Command): Promise<unknown> => world.as(player).send(command)
  if (attached) await send(ada, { do: 'attach', item, power })
  const read = async (): Promise<{ state: ItemState; time: number }> => {
    const { items, at } = await reader.read([item])
    return { state: items[0] ?? emptyState, time: at.time }
  }
  return {
    world,
    item,
    power,
    ada,
    bo,
    cleo,
    send,
    state: async () => (await read()).state,
    now: async () => (await read()).time,
  }
}

const is = (a: Address | undefined, b: Address | undefined): boolean => a?.toLowerCase() === b?.toLowerCase()

const testCase = (name: string, attached: boolean, play: (scene: Scene) => Promise<void>): ConformanceCase => ({
  name,
  run: async (world) => play(await setUp(world, attached)),
})

/**
 * Returns the cases that every backend must pass. Imports no test runner: give each case to yours, with a world for it.
 *
 * @example
 * ```ts
 * import { conformance, type TestWorld } from '@dmex/game-adapter/testing'
 *
 * declare function it(name: string, run: () => Promise<void>): void
 * declare function makeWorld(): Promise<TestWorld>
 *
 * for (const { name, run } of conformance()) it(name, async () => run(await makeWorld()))
 * ```
 */
export function conformance(): readonly ConformanceCase[] {
  return [
    testCase('an item without hashpower has an empty slot and a controller', false, async ({ state, ada }) => {
      const { mode, controller, power } = await state()
      assert(mode === 'empty' && is(controller, ada) && !power, 'an empty slot of the owner')
    }),
    testCase('bound hashpower earns for the controller, and a claim pays it out', true, async (s) => {
      await s.world.advanceDays(3)
      const before = await s.state()
      assert(before.mode === 'bound' && before.power?.id === s.power, 'the power is in the slot')
      assert(before.power.today > 0n && before.power.daysMined >= 1, 'a day was mined')
      assert(before.shares.total > 0n && before.shares.playerAmount === before.shares.total, 'all to the player')
      assert(is(before.shares.player, s.ada), 'the player controls the item')
      await s.send(s.bo, { do: 'claim', items: [s.item] })
      const after = await s.state()
      assert(after.shares.total === 0n, 'nothing is left to claim')
      assert(after.power?.total === before.power.total, 'what was mined does not shrink by a claim')
    }),
    testCase('sold with the item, the hashpower earns for the buyer', true, async (s) => {
      await s.world.sell(s.item, s.ada, s.bo)
      await s.world.advanceDays(2)
      const { shares, controller, principal } = await s.state()
      assert(is(controller, s.bo) && is(shares.player, s.bo) && is(principal, s.ada), 'the buyer earns')
      await refused(s.send(s.ada, { do: 'requestDetach', item: s.item }), 'NotController')
    }),
    testCase('a detach waits for the cool-down, and its window ends', true, async (s) => {
      await refused(s.send(s.ada, { do: 'detach', item: s.item }), 'DetachNotRequested')
      await s.send(s.ada, { do: 'requestDetach', item: s.item })
      const { detachReadyAt, detachWindowEnds, detachBy } = await s.state()
      assert(detachReadyAt === (await s.now()) + DAY, 'ready after 24 hours')
      assert(detachWindowEnds === detachReadyAt + 7 * DAY && is(detachBy, s.ada), 'a window of 7 days')
      await refused(s.send(s.ada, { do: 'detach', item: s.item }), 'DetachNotReady')
      await s.world.advanceDays(2)
      await s.send(s.ada, { do: 'detach', item: s.item })
      assert((await s.state()).mode === 'empty', 'the slot is empty again')
      await s.send(s.ada, { do: 'attach', item: s.item, power: s.power })
      await s.send(s.ada, { do: 'requestDetach', item: s.item })
      await s.world.advanceDays(10)
      await refused(s.send(s.ada, { do: 'detach', item: s.item }), 'DetachNotReady')
    }),
    testCase('a seal can not be shortened, and holds for the next owner', true, async (s) => {
      const until = (await s.now()) + 5 * DAY
      await s.send(s.ada, { do: 'seal', item: s.item, until })
      await refused(s.send(s.ada, { do: 'seal', item: s.item, until: until - 1 }), 'SealOutOfBounds')
      await s.world.sell(s.item, s.ada, s.bo)
      await s.send(s.bo, { do: 'requestDetach', item: s.item })
      const { sealUntil, detachReadyAt } = await s.state()
      assert(sealUntil === until && detachReadyAt === until, 'ready when the seal ends')
      await s.world.advanceDays(2)
      await refused(s.send(s.bo, { do: 'detach', item: s.item }), 'SlotSealed')
    }),
    testCase('lent hashpower is shared by its terms, and comes back when the item changes hands', false, async (s) => {
      const endDay = Math.floor((await s.now()) / DAY) + 100
      const terms = { studio: s.cleo, studioBps: 1_000, lenderBps: 2_500 }
      await s.world.sell(s.item, s.ada, s.bo)
      await s.send(s.ada, { do: 'lend', item: s.item, power: s.power, endDay, terms })
      await s.world.advanceDays(3)
      const { shares, mode, borrower } = await s.state()
      assert(mode === 'lent' && is(borrower, s.bo) && shares.total > 0n, 'lent to who controls the item')
      assert(shares.studioAmount === (shares.total * 1_000n) / 10_000n, 'the studio gets its share, rounded down')
      assert(shares.lenderAmount === (shares.total * 2_500n) / 10_000n, 'the lender gets its share, rounded down')
      const others = shares.studioAmount + shares.lenderAmount
      assert(shares.playerAmount === shares.total - others, 'the player gets the rest')
      await refused(s.send(s.ada, { do: 'endLending', item: s.item }), 'LendingNotEnded')
      await s.world.sell(s.item, s.bo, s.cleo)
      assert(is((await s.state()).shares.player, s.ada), 'after the sale the lender earns')
      await s.send(s.ada, { do: 'endLending', item: s.item })
      assert((await s.state()).mode === 'empty', 'the power is back')
    }),
    testCase('a lending that follows the item goes on for the buyer', false, async (s) => {
      const endDay = Math.floor((await s.now()) / DAY) + 100
      await s.send(s.ada, { do: 'lend', item: s.item, power: s.power, endDay, onTransfer: 'follow', revocable: true })
      await s.world.sell(s.item, s.ada, s.bo)
      assert(is((await s.state()).shares.player, s.bo), 'the buyer earns')
      await s.send(s.ada, { do: 'endLending', item: s.item })
    }),
    testCase('calls can be prepared for somebody else to sign', true, async (s) => {
      const calls = await s.world.as(s.ada).prepare({ do: 'requestDetach', item: s.item })
      assert(calls.length > 0 && calls.every(({ to, data }) => to.length === 42 && /^0x/.test(data)), 'calls')
      assert((await s.state()).detachReadyAt === 0, 'nothing was done yet')
    }),

    // The attacks on buyers and games that hashpower in items invites.
    testCase('attack: approve, then sell: power in an item can not be moved by its former owner', true, async (s) => {
      const other = await s.world.makeItem(s.ada)
      await refused(s.send(s.ada, { do: 'attach', item: other, power: s.power }), 'NotOwner')
      const endDay = Math.floor((await s.now()) / DAY) + 1
      await refused(s.send(s.ada, { do: 'lend', item: other, power: s.power, endDay }), 'NotOwner')
    }),
    testCase('attack: sign while locked: lent power can not be attached or lent again', false, async (s) => {
      const endDay = Math.floor((await s.now()) / DAY) + 10
      await s.send(s.ada, { do: 'lend', item: s.item, power: s.power, endDay })
      const other = await s.world.makeItem(s.ada)
      await refused(s.send(s.ada, { do: 'attach', item: other, power: s.power }), 'IsLocked')
      await refused(s.send(s.ada, { do: 'lend', item: other, power: s.power, endDay }), 'IsLocked')
    }),
    testCase('attack: detach just before the sale: it changes what the buyer agreed to', true, async (s) => {
      await s.send(s.ada, { do: 'requestDetach', item: s.item })
      await s.world.advanceDays(2)
      const { stateHash } = await s.state()
      await s.send(s.ada, { do: 'detach', item: s.item })
      assert((await s.state()).stateHash !== stateHash, 'another hash, so that the guarded purchase fails')
    }),
    testCase('attack: permission revival: a request is void after the item came back', true, async (s) => {
      await s.send(s.ada, { do: 'requestDetach', item: s.item })
      const { nonce } = await s.state()
      await s.world.sell(s.item, s.ada, s.bo)
      await s.send(s.bo, { do: 'cancelDetach', item: s.item })
      await s.world.sell(s.item, s.bo, s.ada)
      await s.world.advanceDays(2)
      await refused(s.send(s.ada, { do: 'detach', item: s.item }), 'DetachNotRequested')
      assert((await s.state()).nonce > nonce, 'the nonce grew')
    }),
    testCase('attack: double account: one power counts in one item, one item has one power a slot', true, async (s) => {
      const more = await s.world.makePower(s.ada)
      await refused(s.send(s.ada, { do: 'attach', item: s.item, power: more }), 'SlotTaken')
    }),
    testCase('attack: burned item: its power comes back to who deposited it, after 30 days', true, async (s) => {
      await s.world.burn(s.item, s.ada)
      await refused(s.send(s.ada, { do: 'reclaim', item: s.item }), 'NotOrphan')
      await s.send(s.bo, { do: 'markOrphan', item: s.item })
      await refused(s.send(s.ada, { do: 'reclaim', item: s.item }), 'NotOrphan')
      await s.world.advanceDays(31)
      await s.send(s.bo, { do: 'reclaim', item: s.item })
      assert((await s.state()).mode === 'empty', 'the power is back')
      await s.send(s.ada, { do: 'attach', item: await s.world.makeItem(s.ada), power: s.power })
    }),
  ]
}
