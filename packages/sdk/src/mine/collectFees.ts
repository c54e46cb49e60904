import { jointMiningPoolCollectFeesAbi, jointMiningPoolFeesCollectedEventAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { Address, EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace collectFees {
  /** Which pool. */
  type Args = {
    /** The joint-mining pool. */
    readonly pool: Address
  }
  /** Who received how much. */
  type Event = EventOf<typeof jointMiningPoolFeesCollectedEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof jointMiningPoolCollectFeesAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'NothingToPay'>
}

/**
 * Sends the router its part of a pool's income; anybody may call it.
 *
 * @throws DmexError `NothingToPay` when nothing is due
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { collectFees } from '@dmex/sdk/mine'
 *
 * export const payRouter = (client: DmexClient, pool: Address) => collectFees(client, { pool })
 * ```
 */
export const collectFees: WriteAction<collectFees.Args, collectFees.Event, collectFees.Result> =
  /*#__PURE__*/ defineWrite({
    name: 'mine.collectFees',
    contract: ({ pool }: collectFees.Args) => pool,
    abi: jointMiningPoolCollectFeesAbi,
    args: () => [],
    event: jointMiningPoolFeesCollectedEventAbi,
  })
