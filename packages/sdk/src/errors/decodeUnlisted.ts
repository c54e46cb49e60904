import { errorCatalogue } from '@dmex/contracts-abi/errors/all'
import type { Hex } from '../core/types.js'
import { decodeAbiParameters } from '../internal/viem.js'
import { DmexError, type DmexErrorOptions } from './DmexError.js'
import { type ErrorEntry, fromEntry } from './toDmexError.js'

// Loaded by import() when an action meets an error that it doesn't list, so that the catalogue is in nobody's first load.

/** Decodes revert data against every known error, `Error(string)`, `Panic(uint256)` and the wrappers of EntryPoints. */
export function decodeUnlisted(data: Hex, options: DmexErrorOptions): DmexError {
  const selector = data.slice(0, 10)
  const entry = (errorCatalogue as readonly ErrorEntry[]).find((known) => known.selector === selector)
  if (entry) return fromEntry(entry, data, options)
  const body = `0x${data.slice(10)}` as const
  try {
    if (selector === '0x08c379a0') {
      const [reason] = decodeAbiParameters([{ type: 'string' }], body)
      return new DmexError(
        'RevertedWithText',
        `The contract refused: ${reason}. Check the arguments and the state of the contract.`,
        { reason },
        options,
      )
    }
    if (selector === '0x4e487b71') {
      const [code] = decodeAbiParameters([{ type: 'uint256' }], body)
      return new DmexError(
        'Panicked',
        `The contract stopped with panic 0x${code.toString(16)}${panics[Number(code)] ?? ''}. Check that amounts and indexes are in range.`,
        { panicCode: Number(code) },
        options,
      )
    }
    // FailedOpWithRevert(uint256 opIndex, string reason, bytes inner) of the ERC-4337 EntryPoint.
    if (selector === '0x65c8fd4d') {
      const [, , inner] = decodeAbiParameters([{ type: 'uint256' }, { type: 'string' }, { type: 'bytes' }], body)
      if (inner.length >= 10) return decodeUnlisted(inner, options)
    }
  } catch {
    // Truncated data: fall through and show it as it is.
  }
  return new DmexError(
    'UnknownRevert',
    `The call reverted with an error that no DMEX contract declares: ${data.slice(0, 74)}. Another contract, such as the token, raised it; look the selector ${selector} up in its ABI.`,
    { data },
    options,
  )
}

const panics: Readonly<Record<number, string>> = {
  1: ' (an assertion failed)',
  17: ' (an amount overflowed or underflowed)',
  18: ' (a division by zero)',
  50: ' (an index out of range)',
}
