import type { Hex } from '../core/types.js'
import { DmexError } from '../errors/DmexError.js'
import { keccak256 } from '../internal/viem.js'

// Merkle-Patricia proofs, as `eth_getProof` gives them: nodes from the root down, each an RLP list of 2 or 17 items.

type Rlp = Uint8Array | readonly Rlp[]

const fail = (why: string): never => {
  throw new DmexError(
    'ProofInvalid',
    `The proof does not hold: ${why}. Ask another endpoint for it, or check the block.`,
    { why },
  )
}

/** Bytes of a hex string. */
export function toBytes(hex: Hex): Uint8Array {
  const digits = hex.length % 2 ? `0${hex.slice(2)}` : hex.slice(2)
  return Uint8Array.from({ length: digits.length / 2 }, (_, index) =>
    Number.parseInt(digits.slice(index * 2, index * 2 + 2), 16),
  )
}

/** Hex string of bytes. */
export const toHex = (bytes: Uint8Array): Hex =>
  `0x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`

/** Decodes one RLP item that fills the bytes exactly. */
export function decodeRlp(bytes: Uint8Array): Rlp {
  const [item, end] = decodeAt(bytes, 0)
  if (end !== bytes.length) return fail('bytes follow an RLP item')
  return item
}

function decodeAt(bytes: Uint8Array, at: number): readonly [Rlp, number] {
  const prefix = bytes[at]
  if (prefix === undefined) return fail('an RLP item is cut off')
  if (prefix < 0x80) return [bytes.subarray(at, at + 1), at + 1]
  const isList = prefix >= 0xc0
  const base = isList ? 0xc0 : 0x80
  const short = prefix - base
  const lengthOfLength = short > 55 ? short - 55 : 0
  const start = at + 1 + lengthOfLength
  const length = lengthOfLength ? bytes.subarray(at + 1, start).reduce((sum, byte) => sum * 256 + byte, 0) : short
  const end = start + length
  if (end > bytes.length) return fail('an RLP item is cut off')
  if (!isList) return [bytes.subarray(start, end), end]
  const items: Rlp[] = []
  for (let next = start; next < end; ) {
    const [item, after] = decodeAt(bytes, next)
    if (after > end) return fail('an RLP list is cut off')
    items.push(item)
    next = after
  }
  return [items, end]
}

const nibblesOf = (bytes: Uint8Array): number[] => Array.from(bytes).flatMap((byte) => [byte >> 4, byte & 15])

const bytesOf = (item: Rlp | undefined): Uint8Array =>
  item instanceof Uint8Array ? item : fail('a node has another shape')

/**
 * Follows a proof from a root to a key. Returns the value there, or `undefined` where the proof shows that there is none.
 *
 * @param key - what the trie is keyed by, already hashed
 */
export function proveValue(root: Hex, key: Hex, proof: readonly Hex[]): Uint8Array | undefined {
  const path = nibblesOf(toBytes(key))
  let at = 0
  let expected: Uint8Array = toBytes(root)
  let embedded: Rlp | undefined
  let used = 0
  for (;;) {
    let node: Rlp
    if (embedded === undefined) {
      const encoded = proof[used++]
      if (encoded === undefined) {
        // The root of an empty trie needs no proof.
        if (used === 1 && toHex(expected) === EMPTY_ROOT) return undefined
        return fail('a node is missing')
      }
      if (keccak256(encoded) !== toHex(expected)) return fail('a node has another hash than its parent says')
      node = decodeRlp(toBytes(encoded))
    } else node = embedded
    if (node instanceof Uint8Array) return fail('a node is no list')

    let next: Rlp | undefined
    if (node.length === 17) {
      const nibble = path[at]
      if (nibble === undefined) return presentIn(node[16])
      at++
      next = node[nibble]
    } else if (node.length === 2) {
      const encodedPath = nibblesOf(bytesOf(node[0]))
      const flag = encodedPath[0] ?? fail('a path has no flag')
      const shared = encodedPath.slice(flag & 1 ? 1 : 2)
      const matches = shared.every((nibble, index) => nibble === path[at + index])
      at += shared.length
      const isLeaf = flag >= 2
      if (!matches) return undefined
      if (isLeaf) return at === path.length ? presentIn(node[1]) : undefined
      next = node[1]
    } else return fail('a node has another shape')

    if (next instanceof Uint8Array) {
      if (next.length === 0) return undefined
      if (next.length !== 32) return fail('a reference has another length')
      expected = next
      embedded = undefined
    } else embedded = next
  }
}

const presentIn = (item: Rlp | undefined): Uint8Array | undefined => {
  const value = bytesOf(item)
  return value.length ? value : undefined
}

/** Root of a trie with nothing in it: the hash of an empty RLP string. */
const EMPTY_ROOT: Hex = '0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421'
