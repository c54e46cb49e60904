import { Refused } from './model/rounding.js'

/** A word of a history file: the replay reads nothing else. */
const WORD_BYTES = 32
const VALUE_BITS = 240n

const bytesOf = (words: readonly bigint[]): Uint8Array =>
  Buffer.from(words.map((word) => word.toString(16).padStart(2 * WORD_BYTES, '0')).join(''), 'hex')

/**
 * Writes a history down: what is done, whether it is refused, and every observable that it changes.
 *
 * A file is a row of 32-byte words: the length of the set-up and the set-up; then for each step
 * `op | arguments << 8 | changes << 16 | refused << 32`, the arguments, and the changes as `index << 240 | value`.
 */
export class Record {
  readonly #words: bigint[]
  #seen: readonly bigint[] = []
  steps = 0
  refused = 0
  /** Numbers of the steps that went through. */
  readonly done: number[] = []

  constructor(
    setUp: readonly bigint[],
    readonly observe: () => readonly bigint[],
  ) {
    this.#words = [BigInt(setUp.length), ...setUp]
  }

  /** Does a step in the model and writes it down. Returns whether it was refused. */
  step(op: number, args: readonly bigint[], act: () => unknown): boolean {
    const refused = this.#isRefused(act)
    const now = this.observe()
    const changes = now.flatMap((value, index) =>
      value === (this.#seen[index] ?? 0n) ? [] : [(BigInt(index) << VALUE_BITS) | value],
    )
    if (refused && changes.length > 0) throw new Error('the model changed something, then refused')
    this.#words.push(
      BigInt(op) | (BigInt(args.length) << 8n) | (BigInt(changes.length) << 16n) | (refused ? 1n << 32n : 0n),
      ...args,
      ...changes,
    )
    this.#seen = now
    this.steps += 1
    if (refused) this.refused += 1
    else this.done.push(op)
    return refused
  }

  bytes(): Uint8Array {
    return bytesOf(this.#words)
  }

  #isRefused(act: () => unknown): boolean {
    try {
      act()
      return false
    } catch (error) {
      if (error instanceof Refused) return true
      throw error
    }
  }
}
