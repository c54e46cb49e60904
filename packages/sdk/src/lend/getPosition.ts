import { lendLensPositionAbi } from '@dmex/contracts-abi'
import { defineRead, type ReadAction } from '../core/defineRead.js'
import type { Address, ResultOf } from '../core/types.js'
import type { TakenAt } from '../core/views.js'

type RawPosition = ResultOf<typeof lendLensPositionAbi>['item']

export declare namespace getPosition {
  /** Whose supply, to which pool. */
  type Args = {
    /** The lending pool. */
    readonly pool: Address
    /** Who supplies. */
    readonly account: Address
  }
  /** Shares, what they are worth, what can be withdrawn at once, and the account's money. Base units of the asset. */
  interface Result extends RawPosition {
    readonly at: TakenAt
  }
}

/**
 * Reads what an account supplies to a lending pool, and what it could withdraw or supply now.
 *
 * One `eth_call`.
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { getPosition } from '@dmex/sdk/lend'
 *
 * export const worth = async (client: DmexClient, pool: Address, account: Address) =>
 *   (await getPosition(client, { pool, account })).assets
 * ```
 */
export const getPosition: ReadAction<getPosition.Args, getPosition.Result> = /*#__PURE__*/ defineRead({
  name: 'lend.getPosition',
  contract: 'lendLens',
  abi: lendLensPositionAbi,
  args: ({ pool, account }: getPosition.Args) => [pool, account],
  result: ({ item, at }) => ({ ...item, at }),
})
