import type { DmexClient } from '@dmex/sdk'
import { FleetIncome } from '../backends/rig/income.js'
import { readSlots } from '../backends/rig/readSlots.js'
import { type Head, headOf } from '../backends/rig/rpc.js'
import { toGameError } from '../backends/rig/toGameError.js'
import { GameError } from '../core/errors.js'
import { keyOf } from '../core/itemKey.js'
import type { ItemRef, ItemState, Reading } from '../core/types.js'

/** Items that are remembered of one block. */
const MOST = 20_000

/** Blocks that an endpoint may be behind what a player has seen. */
const NEAR = 5n

/** Reads for many players: an item is read once a block, however many ask for it. */
export class Reads {
  readonly #client: DmexClient
  readonly #income: FleetIncome
  #asking: Promise<Head> | undefined
  #hash: string | undefined
  #items = new Map<string, Promise<ItemState>>()

  constructor(client: DmexClient) {
    this.#client = client
    this.#income = new FleetIncome(client)
  }

  /** The newest block. Those who ask at the same time get the same answer. */
  head(): Promise<Head> {
    this.#asking ??= headOf(this.#client, 'latest')
      .then((head) => head ?? Promise.reject(new Error('there is no block')))
      .catch((error: unknown) => {
        throw toGameError(error)
      })
      .finally(() => {
        this.#asking = undefined
      })
    return this.#asking
  }

  /**
   * Reads items at the newest block. An endpoint behind which there are several nodes may not have seen the asker's own block yet: it
   * gets a second for that.
   */
  async read(items: readonly ItemRef[], since = 0n): Promise<Reading> {
    let head = await this.head()
    for (let tries = 0; tries < 4 && head.number < since && since - head.number <= NEAR; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 250))
      head = await this.head()
    }
    // Known by the block's hash: a block of the same number on another branch is another block.
    if (head.hash !== this.#hash || this.#items.size > MOST) {
      this.#hash = head.hash
      this.#items = new Map()
    }
    const known = this.#items
    const keys = items.map(keyOf)
    const missing = new Map(
      items.flatMap((item, index) => (known.has(keys[index] ?? '') ? [] : [[keys[index] ?? '', item]])),
    )
    if (missing.size > 0) {
      const reading = this.#readAt([...missing.values()], this.#income, head.number)
      for (const [index, key] of [...missing.keys()].entries()) {
        const state = reading.then((answer) => answer.items[index] ?? Promise.reject(new Error('an item is missing')))
        // What failed is asked for again.
        state.catch(() => known.delete(key))
        known.set(key, state)
      }
    }
    const states = await Promise.all(keys.map((key) => known.get(key)))
    return { at: { block: head.number, time: head.time }, items: states.flatMap((state) => state ?? []) }
  }

  /** Reads items as they were at a block. */
  readAt(items: readonly ItemRef[], block: bigint): Promise<Reading> {
    // Days that are settled now were not then: what is remembered of today is of no use.
    return this.#readAt(items, new FleetIncome(this.#client), block)
  }

  async #readAt(items: readonly ItemRef[], income: FleetIncome, block: bigint): Promise<Reading> {
    try {
      return await readSlots(this.#client, income, items, block)
    } catch (error) {
      throw toGameError(error)
    }
  }
}

/** Throws unless all items are on the chain that the companion serves. */
export function assertChain(items: readonly ItemRef[], chainId: number): void {
  for (const item of items)
    if (item.kind !== 'offchain' && item.chainId !== chainId)
      throw new GameError('ArgumentInvalid', `The item is on chain ${item.chainId}; this companion serves ${chainId}.`)
}
