import type { Backend, GameAdapter, ItemHandle } from '@dmex/game-adapter'
import type { Stats } from '../rules.js'

/** An account's address. */
export type Address = `0x${string}`

/** A sword, wherever it is. */
export interface Sword {
  readonly id: bigint
  readonly handle: ItemHandle<Stats>
  readonly owner: Address | undefined
  /** What it is offered for, if it is; base units of the money. */
  readonly price: bigint | undefined
  /** What the buyer of a sword on sale agrees to. */
  readonly stateHash: string | undefined
}

/** Hashpower that its owner can put into a sword. */
export interface Power {
  readonly id: bigint
  readonly asset: string
  readonly units: bigint
  /** ISO dates. */
  readonly from: string
  readonly until: string
}

/** What is known of the hashpower in a sword beyond the game's snapshot. */
export interface PowerDetails {
  readonly state: 'waiting' | 'earning' | 'expired' | 'terminated'
  /** What a refund would pay now, and what it would pay if the miner were ended today; base units of the money. */
  readonly refundable: bigint
  readonly refundFloor: bigint
}

/** What a world shows. */
export interface WorldState {
  /** Who plays; nobody, until a wallet is connected. */
  readonly account: Address | undefined
  /** False until the first look. */
  readonly known: boolean
  /** The last look failed: what is shown is of before. */
  readonly unreachable: boolean
  /** Swords of the account, then those of others that are on sale. */
  readonly mine: readonly Sword[]
  readonly market: readonly Sword[]
  readonly powers: readonly Power[]
  readonly details: ReadonlyMap<bigint, PowerDetails>
  /** tUSDT and tBTC of the account, base units. */
  readonly money: bigint
  readonly coins: bigint
  /** The world's clock, unix seconds. */
  readonly time: number
}

/** Told what happens while something is being done. */
export type Progress = (what: {
  /** Asked of the wallet, sent, in a block. */
  readonly stage: 'wallet' | 'sent' | 'in'
  readonly step: number
  readonly steps: number
  readonly hash?: string | undefined
}) => void

/** What can be done, and is done when the promise resolves. */
interface Deeds {
  attach(sword: Sword, power: bigint, progress: Progress): Promise<void>
  claim(sword: Sword, progress: Progress): Promise<void>
  seal(sword: Sword, days: number, progress: Progress): Promise<void>
  requestDetach(sword: Sword, progress: Progress): Promise<void>
  cancelDetach(sword: Sword, progress: Progress): Promise<void>
  detach(sword: Sword, progress: Progress): Promise<void>
  refund(sword: Sword, progress: Progress): Promise<void>
  list(sword: Sword, price: bigint, progress: Progress): Promise<void>
  withdraw(sword: Sword, progress: Progress): Promise<void>
  buy(sword: Sword, progress: Progress): Promise<void>
}

/** A sword that can't be bought any more, seen before anything was asked of the wallet. */
export class NotForSale extends Error {
  readonly code = 'NotForSale'
}

/** Somewhere to play: in memory, or on a chain. */
export interface World {
  readonly kind: 'practice' | 'chain'
  readonly adapter: GameAdapter<Stats, Backend>
  readonly deeds: Deeds
  state(): WorldState
  /** Looks again; never rejects. */
  refresh(): Promise<void>
  /** Called after every change of the state. Returns how to stop. */
  watch(changed: () => void): () => void
}
