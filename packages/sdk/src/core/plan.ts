import type { AbiEvent } from 'viem'
import { type ApprovalOptions, chainTime, findMissing } from './missing.js'
import type { Requirement, SignedApproval, TypedData } from './requirements.js'
import type { ActOptions, Session } from './session.js'
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

const DEADLINE_SECONDS = 1_800

/** Finds what a call needs first, and puts it in front of the call. */
export async function buildPlan<Event>(
  session: Session,
  call: Call,
  requirements: readonly Requirement[],
  event: Plan['event'],
  options: PlanOptions,
): Promise<Plan<Event>> {
  // A multicall can't be paid, so a call that sends native currency has no permit in front of it.
  const approvals = call.value ? { ...options, approval: 'approve' as const } : options
  const missing = await findMissing(session, requirements, call.to, approvals)
  const signs = missing.some(({ sign }) => sign)
  const deadline = signs ? (await chainTime(session)) + BigInt(options.deadlineSeconds ?? DEADLINE_SECONDS) : 0n
  const label = labelOf(session.action)
  const main: CallStep = { kind: 'call', label, call }
  const steps = missing.flatMap(({ label, calls, sign, requirement }): PlanStep[] =>
    sign && requirement.kind === 'erc20'
      ? [
          {
            kind: 'sign',
            label: 'Sign a permit to spend tokens',
            standard: sign.standard,
            token: requirement.token,
            amount: requirement.amount,
            deadline,
            typedData: sign.typedData(deadline),
          },
        ]
      : calls.map((call) => ({ kind: 'approve', label, call })),
  )
  return {
    action: session.action,
    chainId: session.deployment.chainId,
    account: session.account.address,
    missing: missing.map(({ requirement }) => requirement),
    steps: [...steps.filter(({ kind }) => kind === 'approve'), ...steps.filter(({ kind }) => kind === 'sign'), main],
    calls: [...missing.flatMap(({ calls }) => calls), call],
    event,
  }
}

/** `mint.buyHashpower` reads "Buy hashpower". */
export function labelOf(action: string): string {
  const words = action.slice(action.indexOf('.') + 1).replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return words.charAt(0).toUpperCase() + words.slice(1)
}
