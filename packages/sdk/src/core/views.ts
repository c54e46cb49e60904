import type { lensFleetsAbi, lensHashpowerAbi } from '@dmex/contracts-abi'
import { someone } from './nobody.js'
import type { Address, ResultOf } from './types.js'

// What several modules show: the lens contracts' structs, with words for numbers and nothing for zero addresses.

type RawFleet = ResultOf<typeof lensFleetsAbi>['items'][number]
type RawHashpower = ResultOf<typeof lensHashpowerAbi>['items'][number]

/** The block that a read was taken from. */
export interface TakenAt {
  readonly blockNumber: bigint
  /** Unix seconds. */
  readonly timestamp: bigint
  /** UTC day number, `timestamp / 86400`. */
  readonly today: number
}

/** An ERC-20, as it is shown. */
export interface Token {
  readonly token: Address
  readonly decimals: number
  /** Empty when the token has none. */
  readonly symbol: string
}

/** What a fleet is in. */
export type FleetStatus = 'live' | 'terminated'

/** A miner's day ledger for one reward token, one payment token and one farm. */
export interface Fleet extends RawFleet {
  readonly status: FleetStatus
}

/** What a hashpower NFT is doing: it starts tomorrow, it earns, its term is over, or its fleet was terminated. */
export type HashpowerState = 'waiting' | 'earning' | 'expired' | 'terminated'

/** A hashpower NFT. */
export interface Hashpower
  extends Omit<RawHashpower, 'info' | 'fleetStatus'>,
    Omit<RawHashpower['info'], 'locker' | 'user'> {
  readonly state: HashpowerState
  /** The contract that locks it, such as an auction, a loan or a rig; `undefined` while it is free. */
  readonly locker: Address | undefined
  /** Who may use it in a game (ERC-4907). */
  readonly user: Address | undefined
}

/** Turns a lens's fleet into ours. */
export const toFleet = (raw: RawFleet): Fleet => ({ ...raw, status: raw.ledger.status === 1 ? 'live' : 'terminated' })

/** Turns a lens's NFT into ours. */
export function toHashpower({ info, fleetStatus, ...rest }: RawHashpower, { today }: TakenAt): Hashpower {
  const over = rest.settled >= info.endDay
  const state = over ? 'expired' : fleetStatus === 2 ? 'terminated' : today < info.startDay ? 'waiting' : 'earning'
  return { ...rest, ...info, locker: someone(info.locker), user: someone(info.user), state }
}
