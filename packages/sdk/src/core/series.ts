import type { lensSeriesAbi } from '@dmex/contracts-abi'
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
import type { Hex, ResultOf } from './types.js'
import { type Fleet, toFleet } from './views.js'

// Apart from the other views, because the errors of a purchase come with it.

type RawSeries = ResultOf<typeof lensSeriesAbi>['items'][number]

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

/** Turns a lens's series into ours. */
export const toSeries = (raw: RawSeries): Series => ({
  ...raw,
  fleet: toFleet(raw.fleet),
  blocker: toBlocker(raw.blocker),
})
