import { hashpower } from '@dmex/sdk'
import { type HashpowerKind, mainMeasure, measuresOf } from '../../controllers/hashpowerText.js'
import { editableAmount, parseAmount } from '../amount-input/parseAmount.js'

/** Amounts that have a button, in the main measure. */
export const COMMON_AMOUNTS: readonly bigint[] = [1n, 2n, 5n, 10n]

/** Milliseconds of quiet after which an amount that is being typed is asked for. */
export const TYPING_MS = 250

// What somebody typed survives a reload of the tab, and nobody else sees it.

const keyFor = (chainId: number, seriesId: number): string => `dmex.buy@1:${chainId}:${seriesId}`

/** The amount that was typed for a series before the page was reloaded. */
export function readDraft(chainId: number, seriesId: number): string | undefined {
  try {
    return sessionStorage.getItem(keyFor(chainId, seriesId)) ?? undefined
  } catch {
    return undefined
  }
}

/** Keeps, or (`undefined`) forgets, what was typed. */
export function writeDraft(chainId: number, seriesId: number, text: string | undefined): void {
  try {
    if (text === undefined) sessionStorage.removeItem(keyFor(chainId, seriesId))
    else sessionStorage.setItem(keyFor(chainId, seriesId), text)
  } catch {
    // No storage in a sandboxed frame: the amount is typed again.
  }
}

/** What stands in the field at first: the `units` that the page names, in the measure of the field. */
export function startingText(units: string | undefined, kind: HashpowerKind, language: string): string {
  if (!units) return ''
  try {
    return editableAmount(hashpower(units), mainMeasure(kind).units, language)
  } catch {
    // Shown as it is written, with what is wrong with it.
    return units
  }
}

/** Reads units of hashpower as they are written in the field; `undefined` while they can't be bought. */
export function readUnits(text: string, kind: HashpowerKind, max: bigint, language: string): bigint | undefined {
  const rules = { scale: mainMeasure(kind).units, measures: measuresOf(kind), language, max }
  const { value, problem } = parseAmount(text, rules)
  return problem === undefined ? value : undefined
}
