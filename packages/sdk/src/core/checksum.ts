import { keccak256, stringToHex } from '../internal/viem.js'
import type { Address } from './types.js'

/** Writes an address with upper case where its hash says so (EIP-55). */
export function checksum(address: Address): Address {
  const lower = address.slice(2).toLowerCase()
  const hash = keccak256(stringToHex(lower)).slice(2)
  const isUpper = (index: number): boolean => Number.parseInt(hash[index] ?? '0', 16) > 7
  return `0x${[...lower].map((digit, index) => (isUpper(index) ? digit.toUpperCase() : digit)).join('')}`
}
