import type { errorCatalogue } from '@dmex/contracts-abi/errors/all'
import type { Hex, Named } from '../core/types.js'

type Entry = (typeof errorCatalogue)[number]['abi']

/** Name of a Solidity error that a DMEX contract, or a contract it calls, declares. */
export type ContractErrorCode = Entry['name']

/** Arguments of the errors that the SDK itself raises. */
export interface SdkErrorArgs {
  /** The wallet's owner declined to sign. Nothing was sent. */
  UserRejected: Record<never, never>
  /** The wallet's owner replaced the transaction with an empty one. */
  TransactionCancelled: { readonly hash: Hex; readonly replacement: Hex }
  /** The wallet's owner replaced the transaction with another. */
  TransactionReplaced: { readonly hash: Hex; readonly replacement: Hex }
  /** The transaction was sent, and no receipt came in time. */
  ReceiptTimeout: { readonly hash: Hex; readonly timeoutMs: number }
  /** The contract may not take the tokens yet. */
  InsufficientAllowance: {
    readonly token: string
    readonly spender: string
    readonly amount: bigint
    readonly allowance: bigint
  }
  /** The contract may not move the NFT, or its owner's NFTs, yet. */
  ApprovalMissing: { readonly collection: string; readonly operator: string; readonly id: bigint | undefined }
  /** The account holds too little of the token. */
  InsufficientBalance: { readonly token: string; readonly amount: bigint; readonly balance: bigint }
  /** The account can't pay gas and value. */
  InsufficientFunds: Record<never, never>
  /** The wallet is on another chain than the client. */
  WrongChain: { readonly expected: number; readonly actual: number }
  /** The chain is not in the address book. */
  UnknownChain: { readonly chainId: number }
  /** The chain is in the address book, but not live any more. */
  ChainRetired: { readonly chainId: number }
  /** The deployment has no such contract. */
  ContractNotDeployed: { readonly contract: string; readonly chainId: number | undefined }
  /** The contract at the address is not the version that this SDK was built for. */
  VersionMismatch: { readonly contract: string; readonly expected: string; readonly actual: string }
  /** No account to act for. */
  AccountMissing: Record<never, never>
  /** The client has a local account but can't sign transactions. */
  AccountCannotSend: { readonly type: string }
  /** The RPC endpoint did not answer. */
  RpcUnavailable: Record<never, never>
  /** The RPC endpoint refused, because of too many requests. */
  RateLimited: Record<never, never>
  /** The RPC endpoint or wallet answered with an error of another kind. */
  RpcFailed: { readonly rpcCode: number | undefined }
  /** A transaction reverted with no data, and a replay showed no reason. */
  RevertedWithoutReason: { readonly hash: Hex | undefined }
  /** A contract reverted with `require(..., "reason")`. */
  RevertedWithText: { readonly reason: string }
  /** A contract panicked: an assertion, an overflow, an index out of range. */
  Panicked: { readonly panicCode: number }
  /** A contract reverted with an error that no known contract declares. */
  UnknownRevert: { readonly data: Hex }
  /** The transaction succeeded without the event that it should have emitted. */
  EventMissing: { readonly event: string }
  /** Some calls of a batch went through, the rest did not. */
  BatchIncomplete: { readonly id: string; readonly completed: number; readonly total: number }
  /** The wallet dropped or failed the batch; nothing of it went through. */
  BatchFailed: { readonly id: string; readonly status: number }
  /** The plan belongs to another account or chain. */
  PlanMismatch: { readonly field: string; readonly expected: string; readonly actual: string }
  /** An amount is not written as it must be. */
  AmountInvalid: { readonly input: string }
  /** An argument lies outside its range. */
  ArgumentInvalid: { readonly argument: string; readonly value: string }
  /** A proof of an item's slot does not hold, or is about something else. */
  ProofInvalid: { readonly why: string }
  /** The endpoint has no such block. */
  BlockUnknown: { readonly block: string }
  /** A program that the test kit needs is missing, or did not start. */
  ToolUnavailable: { readonly tool: string }
}

/** Every code that a {@link DmexError} can carry. */
export type DmexErrorCode = keyof ErrorArgs

/**
 * Codes of contracts' errors, each checked to exist. Actions list what they can meet as a type: the errors themselves are read from the
 * catalogue when there is one, so that no application ships the words of errors that it never meets.
 */
export type ErrorCodes<Codes extends ContractErrorCode> = Codes

/** Arguments of every error, by code and then by name. */
export type ErrorArgs = SdkErrorArgs & {
  readonly [E in Entry as E['name']]: Named<E['inputs']>
}

/** Arguments of the error with this code, by name. */
export type DmexErrorArgs<Code extends DmexErrorCode> = ErrorArgs[Code]

/** What else an error can be given. */
export interface DmexErrorOptions {
  /** What was caught, kept whole. */
  readonly cause?: unknown
  /** The action that failed, such as `mint.buyHashpower`. */
  readonly action?: string | undefined
  /** The transaction, when one was sent. */
  readonly hash?: Hex | undefined
}

/**
 * Says what went wrong and what to do about it: the one error class of the SDK. Narrow it by code with
 * {@link isDmexError}.
 *
 * @example
 * ```ts
 * import { isDmexError } from '@dmex/sdk/errors'
 *
 * export function explain(error: unknown): string {
 *   if (isDmexError(error, 'InsufficientBalance')) return `You need ${error.args.amount - error.args.balance} more.`
 *   return isDmexError(error) ? error.message : 'Something else broke.'
 * }
 * ```
 */
export class DmexError<out Code extends DmexErrorCode = DmexErrorCode> extends Error {
  override readonly name: 'DmexError' = 'DmexError'
  /** Which error it is: the name of the Solidity error, or one of the SDK's own. */
  readonly code: Code
  /** The values that the error came with, by name. */
  readonly args: DmexErrorArgs<Code>
  /** The action that failed, such as `mint.buyHashpower`. */
  readonly action: string | undefined
  /** The transaction, when one was sent: look it up before you send again. */
  readonly hash: Hex | undefined

  constructor(code: Code, message: string, args: DmexErrorArgs<Code>, options: DmexErrorOptions = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined)
    this.code = code
    this.args = args
    this.action = options.action
    this.hash = options.hash
  }

  /** Where the repository's docs explain this error. */
  get docsPath(): string {
    return `docs/errors.md#${this.code.toLowerCase()}`
  }

  /** Turns the error into plain data: bigints become decimal strings, the cause the first line of its message. */
  toJSON(): DmexErrorJson {
    const { name, code, message, action, hash, docsPath } = this
    const args = JSON.parse(JSON.stringify(this.args, (_, value) => (typeof value === 'bigint' ? `${value}` : value)))
    // viem adds the request to its messages from the second line on, and with it the endpoint's address and key.
    const cause = this.cause instanceof Error ? this.cause.message.split('\n', 1)[0] : undefined
    return { name, code, message, args, action, hash, docsPath, cause }
  }
}

/** A {@link DmexError} as plain data, for logs, workers and game engines. */
export interface DmexErrorJson {
  readonly name: 'DmexError'
  readonly code: DmexErrorCode
  readonly message: string
  readonly args: unknown
  readonly action: string | undefined
  readonly hash: Hex | undefined
  readonly docsPath: string
  readonly cause: string | undefined
}

/**
 * Tells whether a caught value is a {@link DmexError}, and of a given code. Looks at the error's name, not its class, so
 * that it works across two copies of the package.
 *
 * @param error - what was caught
 * @param code - the code to narrow to; any when left out
 *
 * @example
 * ```ts
 * import { isDmexError } from '@dmex/sdk/errors'
 *
 * export const declined = (error: unknown): boolean => isDmexError(error, 'UserRejected')
 * ```
 */
export function isDmexError<Code extends DmexErrorCode = DmexErrorCode>(
  error: unknown,
  code?: Code,
): error is DmexError<Code> {
  const { name, code: actual } = (error ?? {}) as { name?: unknown; code?: unknown }
  return name === 'DmexError' && (!code || actual === code)
}
