import type { lensSeriesAbi } from '@dmex/contracts-abi'
import type { ErrorName } from '@dmex/contracts-abi/errors'
import type { Hex, ResultOf } from './types.js'
import { type Fleet, toFleet } from './views.js'

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

/** Finds the error behind the selector of a view's `blocker`; the catalogue is loaded when there is one. */
export async function toBlocker(selector: Hex): Promise<Blocker | undefined> {
  if (selector === '0x00000000') return undefined
  const { errorCatalogue } = await import('@dmex/contracts-abi/errors/all')
  const entry = errorCatalogue.find((error) => error.selector === selector)
  return { code: entry?.abi.name ?? 'SaleNotOpen', message: entry?.message ?? 'A purchase would fail now.' }
}

/** Turns a lens's series into ours. */
export const toSeries = async (raw: RawSeries): Promise<Series> => ({
  ...raw,
  fleet: toFleet(raw.fleet),
  blocker: await toBlocker(raw.blocker),
})
