import type { AbiParameter } from 'viem'
import type { Hex } from '../core/types.js'
import { DmexError, type DmexErrorOptions, isDmexError } from './DmexError.js'

/** One Solidity error, as `@dmex/contracts-abi/errors` exports it. */
export interface ErrorEntry {
  readonly abi: { readonly type: 'error'; readonly name: string; readonly inputs: readonly AbiParameter[] }
  /** First four bytes of the revert data. */
  readonly selector: Hex
  /** What was wrong and what to do. */
  readonly message: string
}

/** What the caller knows about the failure. */
export interface ErrorContext extends Omit<DmexErrorOptions, 'cause'> {
  /** Errors beyond the catalogue of `@dmex/contracts-abi`, which is loaded on demand. */
  readonly errors?: readonly ErrorEntry[] | undefined
}

/** Turns what was thrown into a {@link DmexError}. What it takes to read an error is loaded when there is one. */
export async function explain(error: unknown, context: ErrorContext): Promise<DmexError> {
  if (isDmexError(error)) return error
  const onDemand = await import('../core/onDemand.js').catch(() => undefined)
  if (onDemand) return onDemand.toDmexError(error, context)
  return new DmexError(
    'RpcUnavailable',
    'It failed, and the code that says why could not be loaded. Check the connection; see the cause.',
    {},
    { action: context.action, hash: context.hash, cause: error },
  )
}
