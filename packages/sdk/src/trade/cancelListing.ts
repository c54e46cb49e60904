import { marketCancelListingAbi, marketListingCancelledEventAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { EventOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace cancelListing {
  /** Which listing. */
  type Args = {
    /** The hashpower NFT. */
    readonly id: bigint
  }
  /** The NFT, and who sold it. */
  type Event = EventOf<typeof marketListingCancelledEventAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'ERC721NonexistentToken' | 'NotAllowed' | 'NotListed'>
}

/**
 * Takes a hashpower NFT of the caller off sale.
 *
 * Removes the listing. It works while trade is paused.
 *
 * @throws DmexError `NotAllowed` when the caller does not own the NFT
 * @throws DmexError `NotListed` when it is not on sale
 * @throws DmexError `ERC721NonexistentToken` when there is no such NFT
 *
 * @example
 * ```ts
 * import type { DmexClient } from '@dmex/sdk'
 * import { cancelListing } from '@dmex/sdk/trade'
 *
 * export const keep = (client: DmexClient, id: bigint) => cancelListing(client, { id })
 * ```
 */
export const cancelListing: WriteAction<cancelListing.Args, cancelListing.Event> = /*#__PURE__*/ defineWrite({
  name: 'trade.cancelListing',
  contract: 'market',
  abi: marketCancelListingAbi,
  args: ({ id }) => [id],
  event: marketListingCancelledEventAbi,
})
