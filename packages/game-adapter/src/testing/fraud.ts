import { assert, type ConformanceCase, DAY, refused, testCase } from './cases.js'

/**
 * Returns the attacks on buyers and games that hashpower in items invites, each of which must fail: they are part of
 * `conformance()`.
 *
 * @example
 * ```ts
 * import { fraud, type TestWorld } from '@dmex/game-adapter/testing'
 *
 * declare function it(name: string, run: () => Promise<void>): void
 * declare function makeWorld(): Promise<TestWorld>
 *
 * for (const { name, run } of fraud()) it(name, async () => run(await makeWorld()))
 * ```
 */
export function fraud(): readonly ConformanceCase[] {
  return [
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
