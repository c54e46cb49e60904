import type { Hex } from '../core/types.js'
import { decodeAbiParameters, decodeErrorResult } from '../internal/viem.js'
import { DmexError, type DmexErrorArgs, type DmexErrorCode, type DmexErrorOptions, isDmexError } from './DmexError.js'
import type { ErrorContext, ErrorEntry } from './explain.js'

/**
 * Turns whatever a wallet, an RPC endpoint or viem threw into a {@link DmexError}: a contract's error by its revert data,
 * anything else by its JSON-RPC code, HTTP status or message.
 *
 * @param error - what was caught
 * @param context - the action, its transaction, and the errors it is known to meet
 *
 * @example
 * ```ts
 * import { toDmexError } from '@dmex/sdk/errors'
 *
 * export const explain = async (error: unknown): Promise<string> => (await toDmexError(error)).message
 * ```
 */
export async function toDmexError(error: unknown, context: ErrorContext = {}): Promise<DmexError> {
  if (isDmexError(error)) return error
  const seen = inspect(error)
  const options = { action: context.action, hash: context.hash, cause: error }
  if (seen.data) return decodeRevert(seen.data, context, error)
  const make = (code: DmexErrorCode, message: string, args: DmexErrorArgs<DmexErrorCode>): DmexError =>
    new DmexError<DmexErrorCode>(code, message, args, options)
  const { rpcCode, status, text } = seen
  if (rpcCode === 4001 || rpcCode === 5750 || /user (rejected|denied|cancell?ed)/i.test(text))
    return make('UserRejected', 'The request was declined in the wallet. Nothing was sent; try again when ready.', {})
  if (status === 429 || rpcCode === -32005 || rpcCode === 429 || /too many requests|rate.?limit/i.test(text))
    return make(
      'RateLimited',
      'The RPC endpoint refused because of too many requests. Wait a moment, or use an endpoint with a higher limit.',
      {},
    )
  const chains =
    /chain of the wallet \(id: (\d+)\) does not match the target chain for the transaction \(id: (\d+)/.exec(text)
  if (chains) {
    const [actual, expected] = [Number(chains[1]), Number(chains[2])]
    const message = `These contracts are on chain ${expected}, and the wallet is on chain ${actual}. Switch it to chain ${expected}.`
    return make('WrongChain', message, { expected, actual })
  }
  if (/insufficient funds|exceeds the balance of the account|out of gas funds/i.test(text))
    return make(
      'InsufficientFunds',
      'The account cannot pay for gas and the value sent. Add native currency to it and try again.',
      {},
    )
  if (/revert/i.test(text)) return withoutReason(options)
  if (seen.offline || [4900, 4901].includes(rpcCode ?? 0) || (status ?? 0) > 499)
    return make(
      'RpcUnavailable',
      'The RPC endpoint did not answer. Check the connection, or give the client a fallback endpoint, and try again.',
      {},
    )
  if (rpcCode === undefined && error instanceof Error && /Address|Encod|Range|Type|Size|Syntax/.test(error.name))
    return make('ArgumentInvalid', `${brief(error)} Correct the argument.`, { argument: 'args', value: brief(error) })
  return make('RpcFailed', `The wallet or RPC endpoint answered: ${brief(error)}`, { rpcCode })
}

/** Decodes revert data into a {@link DmexError}. */
export async function decodeRevert(data: Hex, context: ErrorContext, cause?: unknown): Promise<DmexError> {
  const options = { action: context.action, hash: context.hash, cause }
  if (data.length < 10) return withoutReason(options)
  const entry = context.errors?.find(({ selector }) => data.startsWith(selector))
  if (entry) return fromEntry(entry, data, options)
  // Loaded only when an action meets an error that it doesn't list, so that the catalogue is in nobody's first load.
  const { errorCatalogue } = await import('@dmex/contracts-abi/errors/all')
  return decodeUnlisted(errorCatalogue, data, options)
}

/** Decodes revert data against every known error, `Error(string)`, `Panic(uint256)` and the wrappers of EntryPoints. */
function decodeUnlisted(catalogue: readonly ErrorEntry[], data: Hex, options: DmexErrorOptions): DmexError {
  const selector = data.slice(0, 10)
  const entry = catalogue.find((known) => known.selector === selector)
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
      if (inner.length >= 10) return decodeUnlisted(catalogue, inner, options)
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

/** Builds the error of a catalogue entry; its values follow the message by name. */
function fromEntry({ abi, message }: ErrorEntry, data: Hex, options: DmexErrorOptions): DmexError {
  const values: readonly unknown[] = decodeErrorResult({ abi: [abi], data }).args ?? []
  const args: Record<string, unknown> = {}
  abi.inputs.forEach(({ name }, index) => {
    args[name || index] = values[index]
  })
  const details = Object.entries(args).map(([name, value]) => `${name}: ${value}`)
  const text = details.length ? `${message} (${details.join(', ')})` : message
  return new DmexError(abi.name as DmexErrorCode, text, args as DmexErrorArgs<DmexErrorCode>, options)
}

function withoutReason(options: DmexErrorOptions): DmexError {
  return new DmexError(
    'RevertedWithoutReason',
    'The call reverted and gave no reason. Simulate it with the same arguments; a token that returns nothing on failure, or too little gas, are the usual causes.',
    { hash: options.hash },
    options,
  )
}

interface Seen {
  data: Hex | undefined
  rpcCode: number | undefined
  status: number | undefined
  text: string
  offline: boolean
}

/** Collects what the errors nested in each other know. */
function inspect(error: unknown): Seen {
  const seen: Seen = { data: undefined, rpcCode: undefined, status: undefined, text: '', offline: false }
  let current = error
  for (let depth = 0; depth < 12 && typeof current === 'object' && current !== null; depth++) {
    const { code, status, data, name, message, details, cause } = current as Record<string, unknown>
    if (typeof code === 'number') seen.rpcCode ??= code
    if (typeof status === 'number') seen.status ??= status
    seen.data ??= revertData(data)
    seen.text += ` ${details ?? ''} ${message ?? ''}`
    // Node puts the system's code (ECONNREFUSED) under a TypeError of fetch, browsers only its words.
    seen.offline ||=
      /^(HttpRequest|Timeout|WebSocketRequest|SocketClosed)Error$/.test(`${name}`) ||
      /^E[A-Z]+$/.test(`${code}`) ||
      /fetch/.test(`${message}`)
    current = cause
  }
  return seen
}

/** Wallets and nodes nest revert data differently: plain, in `data.data`, in `data.originalError.data`, or after a word. */
function revertData(data: unknown): Hex | undefined {
  if (typeof data === 'string') return (/0x[0-9a-f]{8,}/i.exec(data)?.[0] ?? undefined) as Hex | undefined
  if (typeof data !== 'object' || data === null) return undefined
  const { data: inner, originalError } = data as { data?: unknown; originalError?: unknown }
  return revertData(inner) ?? revertData(originalError)
}

/** The first line of a message. What follows in viem's errors is the request, with the endpoint's address in it. */
function brief(error: unknown): string {
  const { shortMessage, message } = (error ?? {}) as { shortMessage?: unknown; message?: unknown }
  return `${shortMessage ?? message ?? error}`.split('\n', 1)[0] ?? ''
}
