// SHA-256 (FIPS 180-4). Its constants are the fractions of roots of primes: worked out exactly, in integers, they need no table
// that a bundle would have to carry.

const MASK = 0xffffffffn

/** Whole part of the k-th root. */
function root(n: bigint, k: bigint): bigint {
  let low = 0n
  let high = 1n << 60n
  while (low < high) {
    const middle = (low + high + 1n) >> 1n
    if (middle ** k <= n) low = middle
    else high = middle - 1n
  }
  return low
}

function primes(count: number): bigint[] {
  const found: bigint[] = []
  for (let n = 2n; found.length < count; n++) if (found.every((prime) => n % prime !== 0n)) found.push(n)
  return found
}

const word = (words: ArrayLike<number>, index: number): number => words[index] ?? 0
const rotate = (x: number, by: number): number => (x >>> by) | (x << (32 - by))

let constants: { readonly k: readonly number[]; readonly start: readonly number[] } | undefined

function constantsOf(): NonNullable<typeof constants> {
  const sixtyFour = primes(64)
  return {
    k: sixtyFour.map((prime) => Number(root(prime << 96n, 3n) & MASK)),
    start: sixtyFour.slice(0, 8).map((prime) => Number(root(prime << 64n, 2n) & MASK)),
  }
}

/** Hashes text, as UTF-8, to 64 hex digits. */
export function sha256(text: string): string {
  constants ??= constantsOf()
  const { k, start } = constants
  const h = Uint32Array.from(start)
  const bytes = new TextEncoder().encode(text)
  const padded = new Uint8Array(((bytes.length + 72) >> 6) << 6)
  padded.set(bytes)
  padded[bytes.length] = 0x80
  const view = new DataView(padded.buffer)
  view.setUint32(padded.length - 4, bytes.length << 3)
  const w = new Uint32Array(64)
  for (let block = 0; block < padded.length; block += 64) {
    for (let i = 0; i < 64; i++) {
      if (i < 16) w[i] = view.getUint32(block + 4 * i)
      else {
        const [a, b] = [word(w, i - 15), word(w, i - 2)]
        const small = rotate(a, 7) ^ rotate(a, 18) ^ (a >>> 3)
        const large = rotate(b, 17) ^ rotate(b, 19) ^ (b >>> 10)
        w[i] = word(w, i - 16) + small + word(w, i - 7) + large
      }
    }
    const s = Uint32Array.from(h)
    for (let i = 0; i < 64; i++) {
      const [a, b, c, e, f, g] = [word(s, 0), word(s, 1), word(s, 2), word(s, 4), word(s, 5), word(s, 6)]
      const one = word(s, 7) + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + ((e & f) ^ (~e & g))
      const first = one + word(k, i) + word(w, i)
      const second = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))
      s.copyWithin(1, 0)
      s[4] = word(s, 4) + first
      s[0] = first + second
    }
    for (let i = 0; i < 8; i++) h[i] = word(h, i) + word(s, i)
  }
  return Array.from(h, (value) => value.toString(16).padStart(8, '0')).join('')
}
