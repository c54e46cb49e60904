import { assert, type ConformanceCase, DAY, is, refused, testCase } from './cases.js'
import { fraud } from './fraud.js'

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
    testCase('several powers are attached at once, all or none', false, async (s) => {
      const more = await s.world.makeItem(s.ada)
      const theirs = await s.world.makePower(s.bo)
      const pair = { item: s.item, power: s.power }
      const wrong = { do: 'attachBatch', pairs: [pair, { item: more, power: theirs }] } as const
      await refused(s.send(s.ada, wrong), 'NotOwner')
      assert((await s.state()).mode === 'empty', 'none was attached')
      await s.send(s.ada, { do: 'attachBatch', pairs: [pair, { item: more, power: await s.world.makePower(s.ada) }] })
      assert((await s.state()).power?.id === s.power, 'all were attached')
    }),
    ...fraud(),
  ]
}
