/** Reproducible choices: the same seed makes the same history on every machine. */
export class Random {
  #state: number

  constructor(seed: number) {
    this.#state = (seed * 0x9e3779b1 + 0x7f4a7c15) >>> 0
  }

  /** From 0 up to, not including, `n`. */
  below(n: number): number {
    // mulberry32
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let t = this.#state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * n)
  }

  /** From `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + this.below(high - low + 1)
  }

  /** As `between`, for numbers larger than a double holds. */
  big(low: bigint, high: bigint): bigint {
    let bits = 0n
    for (let i = 0; i < 5; ++i) bits = (bits << 30n) | BigInt(this.below(2 ** 30))
    return low + (bits % (high - low + 1n))
  }

  chance(percent: number): boolean {
    return this.below(100) < percent
  }

  pick<T>(choices: readonly T[]): T {
    const choice = choices[this.below(choices.length)]
    if (choice === undefined) throw new Error('nothing to choose from')
    return choice
  }

  /** One of the keys, in proportion to its weight. */
  weighed<K extends string>(weights: Readonly<Record<K, number>>): K {
    const keys = Object.keys(weights) as K[]
    let left = this.below(keys.reduce((total, key) => total + weights[key], 0))
    for (const key of keys) {
      left -= weights[key]
      if (left < 0) return key
    }
    throw new Error('weights are not negative')
  }
}
