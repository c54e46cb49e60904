import { auctionHousePausedUntilEventAbi, auctionHouseSetPausedAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { EventOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace setAuctionsPaused {
  /** Whether to stop. */
  type Args = {
    /** True to stop. */
    readonly paused: boolean
  }
  /** When bidding is possible again, unix seconds. */
  type Event = EventOf<typeof auctionHousePausedUntilEventAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'NotAllowed' | 'PausedRecently'>
}

/**
 * Stops new auctions and bids, or resumes them. Only the guardian.
 *
 * Writes the pause, which lapses after seven days. Settling, cancelling and withdrawing go on, and all running auctions
 * end later by as long as it lasted.
 *
 * @throws DmexError `NotAllowed` when the caller is not the guardian
 * @throws DmexError `PausedRecently` when the last pause began less than 30 days before
 *
 * @example
 * ```ts
 * import type { DmexClient } from '@dmex/sdk'
 * import { setAuctionsPaused } from '@dmex/sdk/auction'
 *
 * export const act = (client: DmexClient, paused: boolean) => setAuctionsPaused(client, { paused })
 * ```
 */
export const setAuctionsPaused: WriteAction<setAuctionsPaused.Args, setAuctionsPaused.Event> =
  /*#__PURE__*/ defineWrite({
    name: 'auction.setAuctionsPaused',
    contract: 'auctionHouse',
    abi: auctionHouseSetPausedAbi,
    args: ({ paused }) => [paused],
    event: auctionHousePausedUntilEventAbi,
  })
