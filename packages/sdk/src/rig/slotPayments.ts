import { rigSlotsClaimedEventAbi } from '@dmex/contracts-abi'
import { extractEvents } from '../core/events.js'
import type { EventOf, Log } from '../core/types.js'

export declare namespace slotPayments {
  /** What slots of one reward token paid: keys, the players, and the amounts that were shared out. */
  type Payment = EventOf<typeof rigSlotsClaimedEventAbi>
}

/**
 * Finds what slots paid among the logs of a transaction that claimed, detached or ended a lending.
 *
 * Asks the chain nothing.
 *
 * @param logs - logs of the receipt
 *
 * @example
 * ```ts
 * import type { Receipt } from '@dmex/sdk'
 * import { slotPayments } from '@dmex/sdk/rig'
 *
 * export const total = (receipt: Receipt) =>
 *   slotPayments(receipt.logs).reduce((sum, { amounts }) => sum + amounts.reduce((a, b) => a + b, 0n), 0n)
 * ```
 */
export const slotPayments = (logs: readonly Log[]): slotPayments.Payment[] =>
  extractEvents(rigSlotsClaimedEventAbi, logs)
