import { lensHashpowerAbi } from '@dmex/contracts-abi'
import { defineRead, type ReadAction } from '../core/defineRead.js'
import { someone } from '../core/nobody.js'
import { first } from '../core/pages.js'
import type { Address } from '../core/types.js'
import type { TakenAt, Token } from '../core/views.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace getRefundable {
  /** Which NFT. */
  type Args = {
    /** The hashpower NFT. */
    readonly id: bigint
  }
  /** Amounts in base units of the payment token. */
  type Result = {
    /** What `refund` would pay now. */
    readonly refundable: bigint
    /** What a refund would be if the fleet were terminated now: the slices that were not delivered. Falls day by day. */
    readonly refundFloor: bigint
    /** Whether it was paid already. */
    readonly refunded: boolean
    /** Who would be paid: the owner. */
    readonly owner: Address
    /** The contract to refund through while it locks the NFT. */
    readonly locker: Address | undefined
    readonly pay: Token
    readonly at: TakenAt
  }
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'ERC721NonexistentToken'>
}

/**
 * Reads what a refund of a hashpower NFT would pay, now and in the worst case.
 *
 * One `eth_call`.
 *
 * @throws DmexError `ERC721NonexistentToken` when there is no such NFT
 *
 * @example
 * ```ts
 * import type { DmexClient } from '@dmex/sdk'
 * import { getRefundable, refund } from '@dmex/sdk/earn'
 *
 * export async function refundIfOpen(client: DmexClient, id: bigint) {
 *   const { refundable } = await getRefundable(client, { id })
 *   if (refundable > 0n) await refund(client, { id })
 * }
 * ```
 */
export const getRefundable: ReadAction<getRefundable.Args, getRefundable.Result> = /*#__PURE__*/ defineRead({
  name: 'earn.getRefundable',
  contract: 'lens',
  abi: lensHashpowerAbi,
  args: ({ id }: getRefundable.Args) => [[id]],
  result: ({ items, at }) => {
    const { info, pay } = first(items)
    const { refundable, refundFloor, refunded, owner, locker } = info
    return { refundable, refundFloor, refunded, owner, locker: someone(locker), pay, at }
  },
})
