import type { lensFleetsAbi, lensHashpowerAbi, lensSeriesAbi } from '@dmex/contracts-abi'
import type { ErrorName } from '@dmex/contracts-abi/errors'
import {
  fleetBehindError,
  fleetTerminatedError,
  minerMissedDaysError,
  minerNotActiveError,
  saleNotOpenError,
  salesPausedError,
  seriesIsClosedError,
  soldOutError,
  walletCapReachedError,
  zeroAmountError,
} from '@dmex/contracts-abi/errors'
import type { Address, Hex, ResultOf } from './types.js'

// What several modules show: the lens contracts' structs, with words for numbers and nothing for zero addresses.

type RawSeries = ResultOf<typeof lensSeriesAbi>['items'][number]
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

/** Why a purchase would fail now. */
export interface Blocker {
  /** Name of the error that it would meet. */
  readonly code: ErrorName
  /** What is wrong, and what to do. */
  readonly message: string
}

/** A series, its sale, and the fleet behind it. */
export interface Series extends Omit<RawSeries, 'fleet' | 'blocker'> {
  readonly fleet: Fleet
  /** Why nobody can buy a unit now; `undefined` when anybody can. */
  readonly blocker: Blocker | undefined
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

/** The zero address, which stands for nobody. */
export const NOBODY: Address = '0x0000000000000000000000000000000000000000'

/** `undefined` for the zero address. */
export const someone = (address: Address): Address | undefined => (address === NOBODY ? undefined : address)

/** Finds the error behind the selector of a view's `blocker`. */
export function toBlocker(selector: Hex): Blocker | undefined {
  if (selector === '0x00000000') return undefined
  const entry = [
    fleetBehindError,
    fleetTerminatedError,
    minerMissedDaysError,
    minerNotActiveError,
    saleNotOpenError,
    salesPausedError,
    seriesIsClosedError,
    soldOutError,
    walletCapReachedError,
    zeroAmountError,
  ].find((error) => error.selector === selector)
  return { code: entry?.abi.name ?? 'SaleNotOpen', message: entry?.message ?? 'A purchase would fail now.' }
}

/** Turns a lens's fleet into ours. */
export const toFleet = (raw: RawFleet): Fleet => ({ ...raw, status: raw.ledger.status === 1 ? 'live' : 'terminated' })

/** Turns a lens's series into ours. */
export const toSeries = (raw: RawSeries): Series => ({
  ...raw,
  fleet: toFleet(raw.fleet),
  blocker: toBlocker(raw.blocker),
})

/** Turns a lens's NFT into ours. */
export function toHashpower({ info, fleetStatus, ...rest }: RawHashpower, { today }: TakenAt): Hashpower {
  const over = rest.settled >= info.endDay
  const state = over ? 'expired' : fleetStatus === 2 ? 'terminated' : today < info.startDay ? 'waiting' : 'earning'
  return { ...rest, ...info, locker: someone(info.locker), user: someone(info.user), state }
}
