import type { Plan } from '@dmex/sdk'
import type { BeforeTransaction } from './TransactionController.js'

/** Who may take which tokens once a plan is carried out. */
export function spenderOf({ missing, calls }: Plan): BeforeTransaction['spender'] {
  for (const requirement of missing) {
    if (requirement.kind !== 'erc20') continue
    const spender = requirement.spender ?? calls.at(-1)?.to
    if (spender) return { token: requirement.token, spender, amount: requirement.amount }
  }
  return undefined
}
