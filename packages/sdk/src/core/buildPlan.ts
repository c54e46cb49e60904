import { chainTime } from '../internal/rpc.js'
import { findMissing } from './missing.js'
import { type CallStep, labelOf, type Plan, type PlanOptions, type PlanStep } from './plan.js'
import type { Requirement } from './requirements.js'
import type { Session } from './session.js'
import type { Call } from './types.js'

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
  const deadline = signs ? (await chainTime(session.client)) + BigInt(options.deadlineSeconds ?? DEADLINE_SECONDS) : 0n
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
            amount: sign.amount,
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
