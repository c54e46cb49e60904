/** Thrown where the protocol refuses a call. */
export class Refused extends Error {
  override readonly name: string = 'Refused'
}

/** Throws {@link Refused} unless `condition` holds. */
export const require: (condition: boolean, reason: string) => asserts condition = (condition, reason) => {
  if (!condition) throw new Refused(reason)
}

/** The entry of a map; a missing one is a call about something that does not exist. */
export const entry = <K, V>(map: ReadonlyMap<K, V>, key: K): V => {
  const value = map.get(key)
  require(value !== undefined, `nothing is known as ${String(key)}`)
  return value
}

export const max = (a: bigint, b: bigint): bigint => (a > b ? a : b)
export const min = (a: bigint, b: bigint): bigint => (a < b ? a : b)
export const sum = (values: Iterable<bigint>): bigint => {
  let total = 0n
  for (const value of values) total += value
  return total
}

/** `a / b` rounded up; neither is negative. */
export const divUp = (a: bigint, b: bigint): bigint => (a + b - 1n) / b

/** Adds to a number kept under a key. */
export const add = <K>(map: Map<K, bigint>, key: K, amount: bigint): void => {
  map.set(key, (map.get(key) ?? 0n) + amount)
}
