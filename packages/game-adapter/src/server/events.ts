import {
  offchainItemsAssignedEventAbi,
  rigAttachedEventAbi,
  rigDetachCancelledEventAbi,
  rigDetachedEventAbi,
  rigDetachRequestedEventAbi,
  rigIncomeReturnedEventAbi,
  rigLendingAcceptedEventAbi,
  rigLendingEndedEventAbi,
  rigLentEventAbi,
  rigOrphanClearedEventAbi,
  rigOrphanedEventAbi,
  rigReclaimedEventAbi,
  rigRefundClaimedEventAbi,
  rigSealedEventAbi,
  rigSlotsClaimedEventAbi,
} from '@dmex/contracts-abi'
import { type AbiEvent, decodeEventLog, getAddress, toEventSelector, zeroAddress } from 'viem'
import type { RawLog } from '../backends/rig/rpc.js'
import type { Address, Hex } from '../core/types.js'

/** What can happen to items. */
export type GameEventType =
  | 'power.attached'
  | 'power.lent'
  | 'power.detached'
  | 'power.sealed'
  | 'power.reclaimed'
  | 'lending.accepted'
  | 'lending.ended'
  | 'detach.requested'
  | 'detach.cancelled'
  | 'income.claimed'
  | 'income.returned'
  | 'refund.claimed'
  | 'item.gone'
  | 'item.found'
  | 'item.assigned'
  | 'item.transferred'

/** An item as the rig names it: of an off-chain item only the hash of its name is known there. */
export interface EventItem {
  readonly kind: 'erc721' | 'erc1155' | 'offchain'
  /** The item's contract; the studio's account for an off-chain item. */
  readonly collection: Address
  /** Token id as a decimal string; the hash of its name for an off-chain item. */
  readonly id: string
  readonly holder?: Address | undefined
  readonly index: number
}

/** Something that happened on the chain, as plain data. */
export interface GameEvent {
  /** The same whenever it is told: drop what you have seen. */
  readonly id: string
  /** Place in the companion's own log, from 0, without gaps. */
  readonly seq: number
  readonly type: GameEventType
  /** True when the chain took it back: it undoes the event of the same id without `-undone`. */
  readonly undone: boolean
  readonly chainId: number
  /** Block number, as a decimal string. */
  readonly block: string
  readonly blockHash: Hex
  readonly logIndex: number
  readonly transaction: Hex
  /** Key of the item's slot; left out for an assignment. */
  readonly key?: Hex | undefined
  readonly item?: EventItem | undefined
  /** What the contract's event says, numbers as decimal strings. */
  readonly data: Readonly<Record<string, unknown>>
}

/** An event that is not in the log yet. */
export type Found = Omit<GameEvent, 'seq'>

const kinds: readonly [AbiEvent, GameEventType][] = [
  [rigAttachedEventAbi, 'power.attached'],
  [rigLentEventAbi, 'power.lent'],
  [rigDetachedEventAbi, 'power.detached'],
  [rigSealedEventAbi, 'power.sealed'],
  [rigReclaimedEventAbi, 'power.reclaimed'],
  [rigLendingAcceptedEventAbi, 'lending.accepted'],
  [rigLendingEndedEventAbi, 'lending.ended'],
  [rigDetachRequestedEventAbi, 'detach.requested'],
  [rigDetachCancelledEventAbi, 'detach.cancelled'],
  [rigSlotsClaimedEventAbi, 'income.claimed'],
  [rigIncomeReturnedEventAbi, 'income.returned'],
  [rigRefundClaimedEventAbi, 'refund.claimed'],
  [rigOrphanedEventAbi, 'item.gone'],
  [rigOrphanClearedEventAbi, 'item.found'],
]

const transferAbi = {
  type: 'event',
  name: 'Transfer',
  inputs: [
    { type: 'address', name: 'from', indexed: true },
    { type: 'address', name: 'to', indexed: true },
    { type: 'uint256', name: 'id', indexed: true },
  ],
} as const satisfies AbiEvent

/** An event's values by name; `undefined` when the log is another event. */
function decode(abi: AbiEvent, { topics, data }: RawLog): Record<string, unknown> | undefined {
  const indexed = abi.inputs.filter((input) => input.indexed).length
  // ERC-20 and ERC-721 share the signature of Transfer and differ in what is indexed.
  if (topics[0] !== toEventSelector(abi) || topics.length !== indexed + 1) return undefined
  try {
    return decodeEventLog({ abi: [abi], topics: topics as [Hex, ...Hex[]], data }).args as Record<string, unknown>
  } catch {
    return undefined // a contract of an item may write what it likes
  }
}

const itemKinds = ['erc721', 'erc1155', 'offchain'] as const

/** Numbers as decimal strings, all the way down. */
const plain = (value: unknown): Record<string, unknown> =>
  JSON.parse(JSON.stringify(value, (_, inner) => (typeof inner === 'bigint' ? `${inner}` : inner)))

type RawItem = { kind: number; collection: Address; id: bigint; holder: Address; index: number }

const toItem = ({ kind, collection, id, holder, index }: RawItem): EventItem => ({
  kind: itemKinds[kind] ?? 'offchain',
  collection,
  id: `${id}`,
  ...(kind === 1 ? { holder } : {}),
  index,
})

/** Where logs come from. */
export interface Sources {
  readonly chainId: number
  readonly rig: Address
  readonly offchainItems: Address
  /** Contracts of items whose sales are told. */
  readonly collections: readonly Address[]
  /** Key of an ERC-721 item's slot. */
  readonly keyOf: (collection: Address, id: bigint) => Hex
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

/** Reads a log; nothing of it when it is none of ours. */
export function toEvents(log: RawLog, sources: Sources): readonly Found[] {
  const { address, blockNumber, blockHash, transactionHash, logIndex } = log
  const base = {
    undone: false,
    chainId: sources.chainId,
    block: `${BigInt(blockNumber)}`,
    blockHash,
    logIndex: Number(logIndex),
    transaction: transactionHash,
  }
  const id = `${sources.chainId}-${blockHash.slice(2, 18)}-${base.logIndex}`
  if (same(address, sources.offchainItems)) {
    const assigned = decode(offchainItemsAssignedEventAbi, log)
    if (!assigned) return []
    const item: EventItem = { kind: 'offchain', collection: assigned.game as Address, id: `${assigned.id}`, index: 0 }
    return [{ ...base, id, type: 'item.assigned', item, data: plain(assigned) }]
  }
  if (same(address, sources.rig)) {
    for (const [abi, type] of kinds) {
      const found = decode(abi, log)
      if (!found) continue
      if (type === 'income.claimed') return claimed({ ...base, id, type }, found)
      const { key, item, ...rest } = found
      return [
        { ...base, id, type, key: key as Hex, item: item ? toItem(item as RawItem) : undefined, data: plain(rest) },
      ]
    }
    return []
  }
  if (!sources.collections.some((collection) => same(collection, address))) return []
  const moved = decode(transferAbi, log)
  // Made, not sold: whoever has it now had it from the start.
  if (!moved || moved.from === zeroAddress) return []
  const item: EventItem = { kind: 'erc721', collection: getAddress(address), id: `${moved.id}`, index: 0 }
  const key = sources.keyOf(address, BigInt(`${moved.id}`))
  return [{ ...base, id, type: 'item.transferred', key, item, data: { from: moved.from, to: moved.to } }]
}

/** One claim of many slots is an event for each of them. */
function claimed(base: Omit<Found, 'data'>, found: Record<string, unknown>): readonly Found[] {
  const { token, keys, players, amounts } = found as {
    token: Address
    keys: readonly Hex[]
    players: readonly Address[]
    amounts: readonly bigint[]
  }
  return keys.map((key, index) => ({
    ...base,
    id: `${base.id}-${index}`,
    key,
    data: { token, player: players[index], amount: `${amounts[index] ?? 0n}` },
  }))
}
