import { sandbox } from '../../src/backends/sandbox/index.js'
import type { Address, ItemRef } from '../../src/index.js'
import type { TestWorld } from '../../src/testing/index.js'

const players: TestWorld['players'] = [
  '0x00000000000000000000000000000000000000a1',
  '0x00000000000000000000000000000000000000b0',
  '0x00000000000000000000000000000000000000c1',
]
const collection: Address = '0x00000000000000000000000000000000000000ee'

/** A sandbox as the conformance suite wants it. */
export function sandboxWorld(): TestWorld {
  const world = sandbox()
  let items = 0n
  return {
    players,
    as: (player) => world.as(player),
    makeItem: async (owner) => {
      const item: ItemRef = { kind: 'erc721', chainId: 1, collection, id: ++items }
      world.give(item, owner)
      return item
    },
    makePower: async (owner) => world.mint({ ths: 10, owner }),
    sell: async (item, _from, to) => world.sell(item, to),
    burn: async (item) => world.burn(item),
    advanceDays: async (days) => world.advance(`${days}d`),
  }
}
