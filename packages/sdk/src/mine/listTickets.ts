import { mineLensTicketsAbi } from '@dmex/contracts-abi'
import { defineList, type ListAction } from '../core/defineList.js'
import { NOBODY } from '../core/nobody.js'
import { toPage } from '../core/pages.js'
import type { Address } from '../core/types.js'
import { type Ticket, toTicket } from './ticket.js'

export declare namespace listTickets {
  /** Whose tickets. */
  type Args = {
    /** The joint-mining pool. */
    readonly pool: Address
    /** Whose; anybody's, when left out. */
    readonly account?: Address | undefined
  }
}

/**
 * Lists who waits to leave a joint-mining pool, from the front of the queue.
 *
 * One `eth_call` a page, which looks at 2,000 tickets at most, so that a page may be short or empty and have a next one. A page holds 50
 * tickets unless `limit` (at most 200) says otherwise.
 *
 * @throws DmexError `BadArrays` when `limit` is 0 or more than 200
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { listTickets } from '@dmex/sdk/mine'
 *
 * export async function waiting(client: DmexClient, pool: Address) {
 *   let value = 0n
 *   for await (const ticket of listTickets.all(client, { pool })) value += ticket.value
 *   return value
 * }
 * ```
 */
export const listTickets: ListAction<listTickets.Args, Ticket> = /*#__PURE__*/ defineList({
  name: 'mine.listTickets',
  contract: 'mineLens',
  abi: mineLensTicketsAbi,
  args: ({ pool, account = NOBODY, cursor = 0n, limit = 50 }) => [pool, account, cursor, limit, 2_000],
  result: (page) => toPage(page, toTicket),
})
