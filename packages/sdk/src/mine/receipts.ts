import {
  jointMiningPoolSettledEventAbi,
  jointMiningPoolWithdrawalPaidEventAbi,
  jointMiningPoolWithdrawalQueuedEventAbi,
  jointMiningPoolWithdrawnEventAbi,
} from '@dmex/contracts-abi'
import { extractEvents } from '../core/events.js'
import type { EventOf, Log } from '../core/types.js'

export declare namespace withdrawalOf {
  /** What a withdrawal paid at once, and what waits. */
  type Result = {
    /** Asset that was sent, base units, and shares that it used up; `undefined` when all of it waits. */
    readonly paid: EventOf<typeof jointMiningPoolWithdrawnEventAbi> | undefined
    /** The ticket; `undefined` when all was paid. */
    readonly queued: EventOf<typeof jointMiningPoolWithdrawalQueuedEventAbi> | undefined
  }
}

/**
 * Finds what came of a withdrawal among the logs of its transaction.
 *
 * Asks the chain nothing.
 *
 * @param logs - logs of the receipt
 *
 * @example
 * ```ts
 * import type { Receipt } from '@dmex/sdk'
 * import { withdrawalOf } from '@dmex/sdk/mine'
 *
 * export const waits = ({ logs }: Receipt) => withdrawalOf(logs).queued !== undefined
 * ```
 */
export function withdrawalOf(logs: readonly Log[]): withdrawalOf.Result {
  const [paid] = extractEvents(jointMiningPoolWithdrawnEventAbi, logs)
  const [queued] = extractEvents(jointMiningPoolWithdrawalQueuedEventAbi, logs)
  return { paid, queued }
}

export declare namespace ticketPayments {
  /** A ticket that was paid, or a part of it. */
  type Payment = EventOf<typeof jointMiningPoolWithdrawalPaidEventAbi>
}

/**
 * Finds which tickets were paid among the logs of a transaction: `payQueue`, and others pay some on the way.
 *
 * Asks the chain nothing.
 *
 * @param logs - logs of the receipt
 *
 * @example
 * ```ts
 * import type { Receipt } from '@dmex/sdk'
 * import { ticketPayments } from '@dmex/sdk/mine'
 *
 * export const paid = ({ logs }: Receipt) => ticketPayments(logs).reduce((sum, { amount }) => sum + amount, 0n)
 * ```
 */
export const ticketPayments = (logs: readonly Log[]): ticketPayments.Payment[] =>
  extractEvents(jointMiningPoolWithdrawalPaidEventAbi, logs)

export declare namespace settlementOf {
  /** What was shared out. */
  type Settlement = EventOf<typeof jointMiningPoolSettledEventAbi>
}

/**
 * Finds what a settlement, or the sale of income, shared out among the logs of its transaction; `undefined` when income was put on sale
 * instead.
 *
 * Asks the chain nothing.
 *
 * @param logs - logs of the receipt
 *
 * @example
 * ```ts
 * import type { Receipt } from '@dmex/sdk'
 * import { settlementOf } from '@dmex/sdk/mine'
 *
 * export const repaid = ({ logs }: Receipt) => settlementOf(logs)?.repaid ?? 0n
 * ```
 */
export const settlementOf = (logs: readonly Log[]): settlementOf.Settlement | undefined =>
  extractEvents(jointMiningPoolSettledEventAbi, logs)[0]
