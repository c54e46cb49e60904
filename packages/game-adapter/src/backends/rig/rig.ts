import { type DmexClient, execute, type Plan } from '@dmex/sdk'
import {
  acceptLending,
  attach,
  attachBatch,
  cancelDetach,
  claimSlots,
  createTerms,
  detach,
  endLending,
  getSlots,
  getTermsId,
  type Hashpower,
  lendPower,
  markOrphan,
  reclaim,
  requestDetach,
  type Slot,
  seal,
} from '@dmex/sdk/rig'
import { GameError } from '../../core/errors.js'
import { emptyState } from '../../core/snapshot.js'
import type { Backend, Command, ItemRef, ItemState, Reading, Receipt, Terms, UnsignedCall } from '../../core/types.js'
import { FleetIncome } from './income.js'
import { toGameError } from './toGameError.js'

/** What the lens reads in one call. */
const SLOTS = 100

/** How to reach the chain. */
export interface RigOptions {
  /**
   * A viem client, or any other that the SDK takes, that knows where the contracts are: a chain of the address book, or
   * `withDeployment`. With `http(url, { batch: { batchSize: 10 } })` a thousand items travel in one request.
   */
  readonly client: DmexClient
  /** Milliseconds between two looks at the chain, 4000 unless said otherwise; 0 never looks by itself. */
  readonly pollingMs?: number | undefined
}

/** Items on a chain. */
export interface RigBackend extends Backend {
  readonly client: DmexClient
}

const sum = ({ studioBps = 0, guildBps = 0, lenderBps = 0 }: Terms): number => studioBps + guildBps + lenderBps

const itemsOf = (command: Command): readonly ItemRef[] =>
  'item' in command ? [command.item] : 'items' in command ? command.items : command.pairs.map(({ item }) => item)

function toState(slot: Slot, power: (nft: Hashpower) => ItemState['power']): ItemState {
  const { mode, controller, nonce, stateHash, shares } = slot
  const { total, playerAmount, lenderAmount, studioAmount, guildAmount } = shares
  if (mode === 'empty') return { ...emptyState, controller, nonce, stateHash }
  const { principal, sealUntil, coolDown, detachBy, detachReadyAt, detachWindowEnds, orphanSince } = slot
  const { endDay, revocable, offered, onTransfer, borrower, price, payToken } = slot
  const player = /^0x0+$/.test(shares.player) ? undefined : shares.player
  return {
    mode,
    controller,
    principal,
    power: slot.power && power(slot.power),
    nonce,
    shares: { total, player, playerAmount, lenderAmount, studioAmount, guildAmount },
    sealUntil,
    coolDown,
    detachBy,
    detachReadyAt,
    detachWindowEnds,
    orphanSince,
    endDay,
    revocable,
    offered,
    onTransfer,
    borrower,
    price,
    payToken,
    stateHash,
  }
}

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

  const assertHere = (item: ItemRef): void => {
    const chainId = client.dmexDeployment?.chainId ?? client.chain?.id
    if (item.kind !== 'offchain' && chainId !== undefined && item.chainId !== chainId)
      throw new GameError(
        'ArgumentInvalid',
        `The item is on chain ${item.chainId}, the client on ${chainId}. Use a client of the item's chain.`,
      )
  }
  const readSlots = async (items: readonly ItemRef[]): Promise<Reading> => {
    for (const item of items) assertHere(item)
    const chunks = Array.from({ length: Math.ceil(items.length / SLOTS) }, (_, chunk) =>
      items.slice(chunk * SLOTS, (chunk + 1) * SLOTS),
    )
    const read = await Promise.all(chunks.map((chunk) => getSlots(client, { items: chunk })))
    const slots = read.flatMap((part) => part.slots)
    await income.load(slots.flatMap(({ power }) => power ?? []))
    // Chunks may be of neighbouring blocks; the oldest is what can be vouched for.
    const at = read.reduce((oldest, part) => (part.at.blockNumber < oldest.blockNumber ? part.at : oldest), {
      blockNumber: read[0]?.at.blockNumber ?? 0n,
      timestamp: read[0]?.at.timestamp ?? 0n,
    })
    return {
      at: { block: at.blockNumber, time: Number(at.timestamp) },
      items: slots.map((slot) => toState(slot, (nft) => income.powerOf(nft))),
    }
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

  return Object.freeze({
    client,
    account,
    read: (items: readonly ItemRef[]) => guarded(() => readSlots(items)),
    send,
    prepare: (command: Command) =>
      guarded(async () => {
        const calls: UnsignedCall[] = []
        await plansOf(command, async (plan) => {
          for (const { to, data, value } of plan.calls) calls.push({ to, data, value })
        })
        return calls
      }),
    watch: (changed: () => void) => {
      if (pollingMs <= 0) return () => {}
      const timer = setInterval(changed, pollingMs)
      return () => clearInterval(timer)
    },
  })
}
