import { chainName } from '../../controllers/chainName.js'
import { errorText } from '../../controllers/errorText.js'
import type { TransactionState } from '../../controllers/TransactionController.js'
import type { Messages } from '../../locales/types.js'

/** The one thing to do next: try again, switch the wallet's network, look at the transaction again, or go on. */
export type StatusAction = 'retry' | 'switch' | 'follow' | 'done'

/** What a state has to say. */
export interface StatusWords {
  /** What became of the money. */
  readonly text: string
  /** Why, and what to do about it. */
  readonly reason: string | undefined
  readonly tone: 'busy' | 'success' | 'problem' | 'plain'
  /** Nothing while the wallet or the network has to act: the text says so. */
  readonly action: { readonly name: StatusAction; readonly label: string } | undefined
}

const one = new Intl.NumberFormat('en')

/** Words for a state: every one says what became of the money. */
export function wordsFor(
  state: TransactionState,
  { transaction: t, errors }: Messages,
  number: (value: number) => string = (value) => one.format(value),
): StatusWords {
  const busy = (text: string): StatusWords => ({ text, reason: undefined, tone: 'busy', action: undefined })
  const problem = (text: string, error?: unknown): StatusWords => ({
    text,
    reason: error === undefined ? undefined : errorText(error, errors),
    tone: 'problem',
    action: { name: 'retry', label: t.again },
  })
  switch (state.status) {
    case 'idle':
      return { text: t.idle, reason: undefined, tone: 'plain', action: undefined }
    case 'checking':
      return busy(t.checking)
    case 'wrong-chain':
      return {
        ...problem(t.wrongChain(chainName(state.expected, t.chain))),
        action: { name: 'switch', label: t.switchChain },
      }
    case 'needs-approval':
      return busy(t.needsApproval(number(state.step + 1), number(state.steps)))
    case 'awaiting-signature':
      return busy(t.awaitingSignature)
    case 'submitted':
    case 'confirming':
      if (state.step < state.steps - 1) return busy(t.approvalSubmitted)
      return busy(state.status === 'submitted' ? t.submitted : t.confirming)
    case 'success':
      return { text: t.success, reason: undefined, tone: 'success', action: { name: 'done', label: t.done } }
    case 'reverted':
      return problem(t.reverted, state.error)
    case 'replaced':
      return problem(state.cancelled ? t.cancelled : t.replaced)
    case 'rejected':
      return problem(state.approved ? t.rejectedAfterApproval : t.rejected)
    case 'failed':
      if (!state.sent) return problem(t.failed, state.error)
      // What may be under way must not be sent twice: look first, where there is something to look at.
      return {
        ...problem(t.failedOpen, state.error),
        action: state.hash ? { name: 'follow', label: t.lookAgain } : { name: 'done', label: t.done },
      }
  }
}

/** The steps of a transaction, and the one that it is at. */
export function stepsOf(
  state: TransactionState,
  { transaction: t }: Messages,
): { readonly labels: readonly string[]; readonly now: number } | undefined {
  const at = (approvals: number, now: number): { labels: readonly string[]; now: number } => ({
    labels: [t.stepCheck, ...Array.from({ length: approvals }, () => t.stepAllow), t.stepConfirm, t.stepNetwork],
    now,
  })
  switch (state.status) {
    case 'checking':
      return at(0, 0)
    case 'needs-approval':
    case 'awaiting-signature':
      return at(state.steps - 1, 1 + state.step)
    case 'submitted':
    case 'confirming': {
      const isLast = state.step === state.steps - 1
      return at(state.steps - 1, isLast ? state.steps + 1 : 1 + state.step)
    }
    default:
      return undefined
  }
}
