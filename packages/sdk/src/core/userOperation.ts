import { DmexError } from '../errors/DmexError.js'
import { decodeRevert } from '../errors/toDmexError.js'
import { override, type RawReceipt, toReceipt } from '../internal/rpc.js'
import { rehearse } from './batch.js'
import type { Outcome } from './execute.js'
import { labelOf, type Plan } from './plan.js'
import type { Session } from './session.js'
import type { Hex } from './types.js'

interface UserOperationReceipt {
  readonly success: boolean
  readonly reason?: string
  readonly receipt: RawReceipt
  readonly logs: RawReceipt['logs']
}

/** Sends all calls of a plan as one user operation. */
export async function runUserOperation(session: Session, plan: Plan): Promise<Outcome> {
  const { wallet, account, options, action } = session
  const position = { step: 0, steps: 1, label: labelOf(plan.action) }
  const calls = plan.calls.map(({ to, data, value }) => ({ to, data, value }))
  await rehearse(session, plan.calls)
  options.on?.({ stage: 'simulated', ...position })
  options.on?.({ stage: 'awaiting-signature', ...position })
  const hash = await override<object, Hex>(wallet, 'sendUserOperation')?.({ account, calls })
  options.on?.({ stage: 'submitted', hash: undefined, id: hash, ...position })
  const done = await override<object, UserOperationReceipt>(
    wallet,
    'waitForUserOperationReceipt',
  )?.({
    hash,
    timeout: options.timeoutMs,
  })
  if (!done)
    throw new DmexError(
      'AccountCannotSend',
      'This client sends user operations and can not wait for them. Extend it with bundlerActions from viem/account-abstraction.',
      { type: account.type },
      { action },
    )
  if (!done.success)
    throw await decodeRevert((done.reason ?? '0x') as Hex, { action, hash: done.receipt.transactionHash })
  const receipt = toReceipt({ ...done.receipt, logs: done.logs })
  options.on?.({ stage: 'included', receipt, ...position })
  options.on?.({ stage: 'confirmed', receipt, ...position })
  return { mode: 'userOperation', receipts: [receipt] }
}
