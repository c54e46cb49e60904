import { addressOf, type DmexClient, execute, type Plan } from '@dmex/sdk'
import {
  acceptLending,
  attach,
  attachBatch,
  cancelDetach,
  claimSlots,
  createTerms,
  detach,
  endLending,
  getTermsId,
  lendPower,
  markOrphan,
  reclaim,
  requestDetach,
  seal,
} from '@dmex/sdk/rig'
import { GameError } from '../../core/errors.js'
import type { Address, Backend, Command, ItemRef, Reading, Receipt, Terms, UnsignedCall } from '../../core/types.js'
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

const sum = ({ studioBps = 0, guildBps = 0, lenderBps = 0 }: Terms): number => studioBps + guildBps + lenderBps

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

  /** The plans of a command, one after another. Its terms are recorded first. */
  const plansOf = async (command: Command, each: (plan: Plan) => Promise<void>): Promise<void> => {
    for (const item of itemsOf(command)) assertHere(item)
    let termsId = 0
    if ('terms' in command && command.terms && sum(command.terms) > 0) {
      const { terms } = command
      // The same terms always have the same id: recording them again changes nothing.
      await each(await createTerms.plan(client, terms))
      termsId = await getTermsId(client, terms)
    }
    switch (command.do) {
      case 'attach':
        return each(
          await attach.plan(client, {
            item: command.item,
            powerId: command.power,
            termsId,
            coolDown: command.coolDown,
          }),
        )
      case 'attachBatch':
        return each(
          await attachBatch.plan(client, {
            items: command.pairs.map(({ item }) => item),
            powerIds: command.pairs.map(({ power }) => power),
            termsId,
            coolDown: command.coolDown,
          }),
        )
      case 'lend': {
        const { item, power: powerId, endDay, revocable, onTransfer, price, payToken } = command
        const lent = { item, powerId, termsId, endDay, revocable, onTransfer, price, payToken }
        return each(await lendPower.plan(client, lent))
      }
      case 'accept':
        return each(await acceptLending.plan(client, { item: command.item, nonce: command.nonce }))
      case 'seal':
        return each(await seal.plan(client, { item: command.item, until: command.until }))
      case 'claim':
        return each(await claimSlots.plan(client, { items: command.items }))
      default: {
        const action = { requestDetach, cancelDetach, detach, endLending, markOrphan, reclaim }[command.do]
        return each(await action.plan(client, { item: command.item }))
      }
    }
  }
  const guarded = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work()
    } catch (error) {
      throw toGameError(error)
    }
  }

  const send = (command: Command): Promise<Receipt> =>
    guarded(async () => {
      let receipt: Receipt | undefined
      await plansOf(command, async (plan) => {
        const done = await execute(client, plan)
        receipt = { id: done.hash, block: BigInt(done.receipt.blockNumber) }
      })
      if (!receipt)
        throw new GameError('BackendFailed', 'The wallet reported no transaction. Look it up before you try again.')
      return receipt
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
        // Anybody may claim for anybody: whoever sends it need not be known.
        if (command.do === 'claim') {
          for (const item of command.items) assertHere(item)
          const { to, data, value } = claimSlots.call(await deploymentOf(client), { items: command.items })
          return [{ to, data, value }]
        }
        const calls: UnsignedCall[] = []
        await plansOf(command, async (plan) => {
          for (const { to, data, value } of plan.calls) calls.push({ to, data, value })
        })
        return calls
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
