import type { Actor, Token } from '../model/world.js'

/** 2024-05-06 13:00 UTC, and the difficulty that the replay's chain has. */
export const BEGIN = 1_715_000_400n
export const DIFFICULTY = 83_126_997_340_024n

/** Decimals of the tokens: wrapped Bitcoin of two kinds, and two dollars. */
export const decimals: ReadonlyMap<Token, bigint> = new Map([
  [0, 8n],
  [1, 18n],
  [2, 6n],
  [3, 18n],
])

export const flag = (yes: boolean): bigint => (yes ? 1n : 0n)
/** An actor as a word: zero for nobody. */
export const actor = (who: Actor | undefined): bigint => (who === undefined ? 0n : BigInt(who) + 1n)
