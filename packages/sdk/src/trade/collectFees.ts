import { marketCollectFeesAbi, marketFeesCollectedEventAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { Address, EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace collectFees {
  /** Of which trades. */
  type Args = {
    /** The token that was paid. */
    readonly token: Address
    /** The series that was traded. */
    readonly seriesId: number
  }
  /** What went where. */
  type Event = EventOf<typeof marketFeesCollectedEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof marketCollectFeesAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'MoreGasNeeded' | 'NothingToPay'>
}

/**
 * Sends the trade fees and royalties of a series to the fee recipient and to the miner's payout address; anybody may call it.
 *
 * Who can't receive is credited instead, and holds up nobody. It works while trade is paused.
 *
 * @throws DmexError `NothingToPay` when nothing was traded since
 * @throws DmexError `MoreGasNeeded` when the gas limit leaves too little to pay
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { collectFees } from '@dmex/sdk/trade'
 *
 * export const passOn = (client: DmexClient, token: Address, seriesId: number) => collectFees(client, { token, seriesId })
 * ```
 */
export const collectFees: WriteAction<collectFees.Args, collectFees.Event, collectFees.Result> =
  /*#__PURE__*/ defineWrite({
    name: 'trade.collectFees',
    contract: 'market',
    abi: marketCollectFeesAbi,
    args: ({ token, seriesId }) => [token, seriesId],
    event: marketFeesCollectedEventAbi,
  })
