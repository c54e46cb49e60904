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

/** Seconds. */
export const DAY: number = 86_400

/** Throws what was expected. */
export function assert(truth: boolean, expected: string): asserts truth {
  if (!truth) throw new Error(`The backend does not conform: ${expected}.`)
}

/** Throws unless the work is refused with one of these codes. */
export async function refused(work: Promise<unknown>, ...codes: readonly GameErrorCode[]): Promise<void> {
  const error = await work.then(
    () => undefined,
    (caught: unknown) => caught,
  )
  const got = isGameError(error) ? error.code : `${error ?? 'success'}`
  assert(isGameError(error) && codes.includes(error.code), `expected ${codes.join(' or ')}, got ${got}`)
  assert(typeof error.toJSON().message === 'string' && error.message.length > 0, 'an error says something')
}

/** What a case plays with. */
export interface Scene {
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

/** Compares accounts. */
export const is = (a: Address | undefined, b: Address | undefined): boolean => a?.toLowerCase() === b?.toLowerCase()

/** Makes a case of a scene. */
export const testCase = (name: string, attached: boolean, play: (scene: Scene) => Promise<void>): ConformanceCase => ({
  name,
  run: async (world) => play(await setUp(world, attached)),
})
