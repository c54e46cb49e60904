import { addressOf, type DmexClient } from '@dmex/sdk'
import { GameError } from '../../core/errors.js'
import type { Address, Backend, Command, ItemRef, Reading, Receipt } from '../../core/types.js'
import { FleetIncome } from './income.js'
import { News } from './news.js'
import { readSlots } from './readSlots.js'
import { deploymentOf } from './rpc.js'
import { toGameError } from './toGameError.js'

/** How to reach the chain. */
export interface RigOptions {
  /**
   * A viem client, or any other that the SDK takes, that knows where the contracts are: a chain of the address book, or
   * `withDeployment`. With `http(url, { batch: { batchSize: 10 } })` a thousand items travel in one request.
   */
  readonly client: DmexClient
  /**
   * Milliseconds between two looks at the chain, 4000 unless said otherwise; 0 never looks by itself. A look is one or two small
   * requests: everything is read again only when the contracts, or those of the items, did something.
   */
  readonly pollingMs?: number | undefined
}

/** Items on a chain. */
export interface RigBackend extends Backend {
  readonly client: DmexClient
}

const itemsOf = (command: Command): readonly ItemRef[] =>
  'item' in command ? [command.item] : 'items' in command ? command.items : command.pairs.map(({ item }) => item)

/**
 * Puts an adapter on a chain: reads through the lens contracts, writes through the actions of `@dmex/sdk`.
 *
 * @param options - the client, and how often to look
 *
 * @example
 * ```ts
 * import { createGameAdapter } from '@dmex/game-adapter'
 * import { rig } from '@dmex/game-adapter/rig'
 * import type { Rules } from '@dmex/game-adapter/rules'
 * import type { DmexClient } from '@dmex/sdk'
 *
 * export const onChain = (client: DmexClient, rules: Rules) => createGameAdapter({ backend: rig({ client }), rules })
 * ```
 */
export function rig({ client, pollingMs = 4_000 }: RigOptions): RigBackend {
  const account = client.account?.address
  const income = new FleetIncome(client)

  /** Contracts of the items seen so far: who controls an item is theirs to say. */
  const collections = new Set<Address>()
  const news = new News(client, async () => {
    const deployment = await deploymentOf(client)
    return [
      ...(['rig', 'hashpower', 'offchainItems'] as const).map((name) => addressOf(deployment, name)),
      ...collections,
    ]
  })

  const assertHere = (item: ItemRef): void => {
    const chainId = client.dmexDeployment?.chainId ?? client.chain?.id
    if (item.kind !== 'offchain' && chainId !== undefined && item.chainId !== chainId)
      throw new GameError(
        'ArgumentInvalid',
        `The item is on chain ${item.chainId}, the client on ${chainId}. Use a client of the item's chain.`,
      )
  }
  const read = (items: readonly ItemRef[]): Promise<Reading> => {
    for (const item of items) {
      assertHere(item)
      if (item.kind !== 'offchain') collections.add(item.collection)
    }
    return readSlots(client, income, items)
  }

  const assertAll = (command: Command): void => {
    for (const item of itemsOf(command)) assertHere(item)
  }
  /** What writing takes is loaded when something is written first: most players look more than they do. */
  const acting = () => import('./act.js')
  const guarded = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work()
    } catch (error) {
      throw toGameError(error)
    }
  }

  const send = (command: Command): Promise<Receipt> =>
    guarded(async () => {
      assertAll(command)
      return (await acting()).carryOut(client, command)
    })

  const { dmexDeployment: at } = client
  const chainId = at?.chainId ?? client.chain?.id
  return Object.freeze({
    id: chainId === undefined ? undefined : `rig:${chainId}:${at?.addresses.rig ?? ''}`,
    client,
    account,
    read: (items: readonly ItemRef[]) => guarded(async () => read(items)),
    send,
    prepare: (command: Command) =>
      guarded(async () => {
        assertAll(command)
        return (await acting()).callsOf(client, command)
      }),
    watch: (changed: () => void) => {
      if (pollingMs <= 0) return () => {}
      let stopped = false
      let timer: ReturnType<typeof setTimeout>
      const look = async (): Promise<void> => {
        const may = await news.look()
        if (stopped) return
        timer = setTimeout(look, pollingMs)
        if (may) changed()
      }
      timer = setTimeout(look, pollingMs)
      return () => {
        stopped = true
        clearTimeout(timer)
      }
    },
  })
}
