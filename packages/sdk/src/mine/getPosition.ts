import { mineLensPositionAbi } from '@dmex/contracts-abi'
import { defineRead, type ReadAction } from '../core/defineRead.js'
import type { Address, ResultOf } from '../core/types.js'
import type { TakenAt } from '../core/views.js'
import { type Ticket, toTicket } from './ticket.js'

type Raw = ResultOf<typeof mineLensPositionAbi>['item']

export declare namespace getPosition {
  /** Whose position. */
  type Args = {
    /** The joint-mining pool. */
    readonly pool: Address
    /** Who is in it. */
    readonly account: Address
  }
  /** Shares, what they are worth, what can be claimed, and tickets. Amounts are base units of the pool's asset. */
  interface Result extends Omit<Raw, 'account'>, Omit<Raw['account'], 'depositBlock'> {
    /** Tickets among the first 2,000 of the queue, at most 50. */
    readonly tickets: readonly Ticket[]
    /** Cursor of `listTickets` for those behind; `undefined` when these are all. */
    readonly nextTickets: bigint | undefined
    readonly at: TakenAt
  }
}

/**
 * Reads what an account has in a joint-mining pool: shares, their value, what it can claim, what a withdrawal would pay at once, and its
 * places in the queue.
 *
 * One `eth_call`.
 *
 * @throws DmexError `UnknownRevert` or `RevertedWithoutReason` when there is no pool at the address
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { getPosition } from '@dmex/sdk/mine'
 *
 * export async function total(client: DmexClient, pool: Address, account: Address) {
 *   const { value, claimable } = await getPosition(client, { pool, account })
 *   return value + claimable
 * }
 * ```
 */
export const getPosition: ReadAction<getPosition.Args, getPosition.Result> = /*#__PURE__*/ defineRead({
  name: 'mine.getPosition',
  contract: 'mineLens',
  abi: mineLensPositionAbi,
  args: ({ pool, account }: getPosition.Args) => [pool, account, 50, 2_000],
  result: ({ item: { account, ...rest }, items, next, at }) => {
    const { depositBlock, ...shares } = account
    return { ...rest, ...shares, tickets: items.map(toTicket), nextTickets: next || undefined, at }
  },
})
