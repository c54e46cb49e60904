/**
 * Draws a whole number of parts per million in [-limit, limit], the same for the same arguments on every machine.
 *
 * A hash, not a sequence: what one day draws doesn't depend on which days were drawn before it, so that a snapshot, a
 * revert or another order of calls changes nothing.
 *
 * @param seed - of the whole market, a 32-bit whole number
 * @param stream - who draws: an attestor, a miner's fleet
 * @param day - UTC day number
 * @param limit - largest deviation, parts per million
 */
export function deviation(seed: number, stream: number, day: number, limit: number): number {
  const word = mix(mix(mix(seed >>> 0) ^ (stream >>> 0)) ^ (day >>> 0))
  return (word % (2 * limit + 1)) - limit
}

/** The finaliser of MurmurHash3 (public domain, Austin Appleby), started off zero. */
function mix(value: number): number {
  let word = (value + 0x9e3779b9) >>> 0
  word = Math.imul(word ^ (word >>> 16), 0x85ebca6b)
  word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35)
  return (word ^ (word >>> 16)) >>> 0
}
