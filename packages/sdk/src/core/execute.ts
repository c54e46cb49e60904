import { DmexError } from '../errors/DmexError.js'
import { explain } from '../errors/explain.js'
import { override, request } from '../internal/rpc.js'
import { numberToHex } from '../internal/viem.js'
import { assertChain } from './addressBook.js'
import { extractEvent } from './events.js'
import type { LifecycleEvent, StepPosition } from './lifecycle.js'
import { labelOf, type Plan } from './plan.js'
import { confirm } from './receipt.js'
import { assertWallet, open, type SendOptions, type Session, send, simulate } from './session.js'
import { toEventStream } from './stream.js'
import type { Call, DmexClient, Hex, Receipt } from './types.js'

/** How to execute a plan. */
export interface ExecuteOptions extends Omit<SendOptions, 'at'> {
  /** False never batches: one transaction after another, also in a wallet that could do all at once. */
  readonly batch?: boolean | undefined
}

/** What executing a plan gives back. */
export interface ExecuteResult<Event> {
  /** How it went: in one batch, all or nothing; in a batch that could have stopped half-way; step by step; as a user operation. */
  readonly mode: 'atomic' | 'batch' | 'steps' | 'userOperation'
  /** The transaction that carried the action itself. */
  readonly hash: Hex
  readonly receipt: Receipt
  /** Receipts of all transactions, approvals included. */
  readonly receipts: readonly Receipt[]
  /** The event that proves success. */
  readonly event: Event
}

/** A running execution: await it for the result, or loop over it for what happens on the way. */
export type Execution<Event> = Promise<ExecuteResult<Event>> & AsyncIterable<LifecycleEvent>

/**
 * Carries out a plan in the best way that the account offers: an atomic batch (EIP-5792), else a signature in place of the
 * approval, else a batch, else one transaction after another. A client with `sendUserOperation` (ERC-4337) sends one user
 * operation.
 *
 * @param client - whose account the plan was made for
 * @param plan - from an action's `.plan`, also after a round trip through `serializePlan`
 * @param options - listener, confirmations, timeout
 * @throws DmexError `PlanMismatch`, `WrongChain`, `UserRejected`, `BatchFailed`, `BatchIncomplete`, and what the calls meet
 *
 * @example
 * ```ts
 * import { type DmexClient, execute, type Plan } from '@dmex/sdk'
 *
 * export async function run(client: DmexClient, plan: Plan) {
 *   const execution = execute(client, plan)
 *   for await (const event of execution) if (event.stage === 'awaiting-signature') showInWallet(event.label)
 *   return execution
 * }
 * declare function showInWallet(label: string): void
 * ```
 */
export function execute<Event>(client: DmexClient, plan: Plan<Event>, options: ExecuteOptions = {}): Execution<Event> {
  return toEventStream(options.on, (on) => run(client, plan, { ...options, on }))
}

async function run<Event>(
  client: DmexClient,
  plan: Plan<Event>,
  options: ExecuteOptions,
): Promise<ExecuteResult<Event>> {
  try {
    const at = { chainId: plan.chainId, addresses: {} }
    const session = await open(client, { ...options, at }, plan.action)
    assertPlan(session, plan)
    for (const requirement of plan.missing) options.on?.({ stage: 'requirement', requirement })
    const { mode, receipts } = await carryOut(session, plan, options)
    const last = receipts.at(-1)
    if (!last)
      throw new DmexError('EventMissing', 'The wallet reported success without a receipt.', { event: plan.action })
    const logs = receipts.flatMap((receipt) => receipt.logs)
    return {
      mode,
      hash: last.transactionHash,
      receipt: last,
      receipts,
      event: (plan.event
        ? extractEvent(plan.event.abi, logs, plan.event.emitter, last.transactionHash)
        : undefined) as Event,
    }
  } catch (error) {
    const known = await explain(error, { action: plan.action })
    options.on?.({ stage: 'failed', error: known })
    throw known
  }
}

/** How a plan was carried out. */
export interface Outcome {
  readonly mode: ExecuteResult<unknown>['mode']
  readonly receipts: readonly Receipt[]
}

function assertPlan({ account, action, wallet }: Session, plan: Plan): void {
  if (wallet.chain) assertChain(plan.chainId, wallet.chain.id)
  if (account.address.toLowerCase() !== plan.account.toLowerCase())
    throw new DmexError(
      'PlanMismatch',
      `The plan was made for ${plan.account}, and the client acts for ${account.address}. Make a plan for this account.`,
      { field: 'account', expected: plan.account, actual: account.address },
      { action },
    )
}

/** Carries the plan out in the best way there is. What a way needs is loaded when it is taken. */
async function carryOut(session: Session, plan: Plan, options: ExecuteOptions): Promise<Outcome> {
  if (override(session.wallet, 'sendUserOperation'))
    return (await import('./onDemand.js')).runUserOperation(session, plan)
  if (plan.calls.length > 1 && options.batch !== false) {
    const support = await batchSupport(session)
    // One signature and one transaction beat a batch that may stop half-way.
    const better = support === 'atomic' || !plan.steps.some(({ kind }) => kind === 'sign')
    const done = support && better && (await (await import('./onDemand.js')).runBatch(session, plan, support))
    if (done) return done
  }
  return runSteps(session, plan)
}

// ---- one step after another

async function runSteps(session: Session, plan: Plan): Promise<Outcome> {
  await assertWallet(session)
  const receipts: Receipt[] = []
  const permits: Hex[] = []
  const steps = plan.steps.length
  for (const [step, what] of plan.steps.entries()) {
    const position = { step, steps, label: what.label }
    if (what.kind === 'sign') {
      const permit = await (await import('./onDemand.js')).sign(session, what, position)
      // Without a way to sign, the plan's other half does the same with transactions.
      if (!permit) return runSteps(session, { ...plan, steps: asSteps(plan) })
      permits.push(permit)
    } else {
      const call = permits.length ? (await import('./onDemand.js')).behind(permits, what.call) : what.call
      receipts.push(await runCall(session, call, position))
    }
  }
  return { mode: 'steps', receipts }
}

/** The calls of a plan as steps, without signatures. */
function asSteps({ calls, action }: Plan): Plan['steps'] {
  return calls.map((call, index) =>
    index === calls.length - 1
      ? { kind: 'call', label: labelOf(action), call }
      : { kind: 'approve', label: 'Approve token spending', call },
  )
}

async function runCall(
  session: Session,
  call: Pick<Call, 'to' | 'data' | 'value'>,
  position: StepPosition,
): Promise<Receipt> {
  await simulate(session, call)
  session.options.on?.({ stage: 'simulated', ...position })
  return confirm(session, call, await send(session, call, position), position)
}

/** Asks the wallet whether it batches: all or nothing, or one call after another. */
async function batchSupport({ wallet, account, deployment }: Session): Promise<'atomic' | 'batch' | undefined> {
  const chainId = numberToHex(deployment.chainId)
  type Capabilities = { readonly atomic?: { readonly status: string } }
  const own = override<object, Capabilities>(wallet, 'getCapabilities')
  try {
    const answer = own
      ? await own({ account, chainId: deployment.chainId })
      : (await request<Record<string, Capabilities>>(wallet, 'wallet_getCapabilities', account.address, [chainId]))[
          chainId
        ]
    if (!answer) return undefined
    return /^(supported|ready)$/.test(answer.atomic?.status ?? '') ? 'atomic' : 'batch'
  } catch {
    return undefined // most wallets of today: they don't know the method
  }
}
