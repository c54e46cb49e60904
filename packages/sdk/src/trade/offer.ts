import type { marketLensOffersAbi } from '@dmex/contracts-abi'
import { type Blocker, toBlocker } from '../core/series.js'
import type { Address, ResultOf } from '../core/types.js'
import { type Hashpower, type TakenAt, type Token, toHashpower } from '../core/views.js'

type Raw = ResultOf<typeof marketLensOffersAbi>['items'][number]

/** Money that waits for hashpower. Amounts are base units of the payment token. */
export interface Offer {
  /** The offer, as `OfferMade` named it. */
  readonly offerId: bigint
  readonly bidder: Address
  /** What is offered. */
  readonly pay: Token
  /** Escrowed, for all units that are still wanted. */
  readonly amount: bigint
  /** Units of hashpower still wanted. */
  readonly units: bigint
  /** Least units that one sale brings and leaves; all of them, for an offer for one NFT. */
  readonly minUnits: bigint
  /** Last second, unix seconds. */
  readonly expiresAt: number
  /** The only NFT wanted; `undefined` for any of the series. */
  readonly id: bigint | undefined
  readonly seriesId: number
  /** The state of the NFT wanted; another, and the offer is void. */
  readonly stateNonce: number
  /** Days that an NFT must earn after the day of the sale; 0 for an offer for one NFT. */
  readonly minDaysLeft: number
  /** What a refund must pay per unit if the fleet were terminated, base units of the fleet's payment token. */
  readonly minRefundPerUnit: bigint
  /** Trade fee that a sale now would take of the price, basis points. */
  readonly feeBps: number
  /** The miner's royalty, basis points of the price. */
  readonly royaltyBps: number
  /** Why nobody can sell into it now; `undefined` when somebody can who has what it wants. */
  readonly blocker: Blocker | undefined
  /** The NFT wanted; `undefined` for any of a series, or when it was burned. */
  readonly power: Hashpower | undefined
}

/** Turns the lens's offer into ours. */
export async function toOffer({ offer, power, blocker, ...rest }: Raw, at: TakenAt): Promise<Offer> {
  const { payToken: _, id, ...terms } = offer
  const [nft] = power
  return {
    ...terms,
    ...rest,
    id: id || undefined,
    blocker: await toBlocker(blocker),
    power: nft && toHashpower(nft, at),
  }
}
