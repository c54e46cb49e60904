import type { AbiEvent } from 'viem'
import type { ApprovalOptions } from './missing.js'
import type { Requirement, SignedApproval, TypedData } from './requirements.js'
import type { ActOptions } from './session.js'
import type { Address, Call } from './types.js'

/** One thing for the account's owner to do. */
export type PlanStep = ApproveStep | SignStep | CallStep

/** A transaction that approves. */
export interface ApproveStep {
  readonly kind: 'approve'
  /** What the step does, in words a person can read. */
  readonly label: string
  readonly call: Call
}

/** A message to sign, in place of an approval. */
export interface SignStep extends SignedApproval {
  readonly kind: 'sign'
  readonly label: string
  readonly typedData: TypedData
}

/** The call itself. After sign steps it goes into a multicall behind the permits that the signatures become. */
export interface CallStep {
  readonly kind: 'call'
  readonly label: string
  readonly call: Call
}

/**
 * Everything that must happen for an action, as plain data without closures: show it, store it with `serializePlan`, send it
 * to a Safe, or give it to `execute`.
 */
export interface Plan<Event = unknown> {
  /** The action, such as `mint.buyHashpower`. */
  readonly action: string
  readonly chainId: number
  /** Whom the plan was made for; nobody else may execute it. */
  readonly account: Address
  /** What is not met yet. */
  readonly missing: readonly Requirement[]
  /** What a wallet with one key does, in order: as few transactions as signatures allow. */
  readonly steps: readonly PlanStep[]
  /** The same without signatures: for batches (EIP-5792), a Safe, or a smart account. */
  readonly calls: readonly Call[]
  /** The event that proves success, and the contract that emits it. */
  readonly event?: { readonly abi: AbiEvent; readonly emitter: Address } | undefined
  /** Never set: carries the event's type. */
  readonly '~event'?: Event
}

/** How to plan. */
export interface PlanOptions extends ActOptions, ApprovalOptions {
  /** Seconds, from the latest block's time, until signatures are void; 1800 unless said otherwise. */
  readonly deadlineSeconds?: number | undefined
}

/** `mint.buyHashpower` reads "Buy hashpower". */
export function labelOf(action: string): string {
  const words = action.slice(action.indexOf('.') + 1).replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return words.charAt(0).toUpperCase() + words.slice(1)
}
