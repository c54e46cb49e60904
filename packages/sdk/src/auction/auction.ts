import type { auctionLensAuctionsAbi } from '@dmex/contracts-abi'
import { someone } from '../core/nobody.js'
import { type Blocker, toBlocker } from '../core/series.js'
import type { Address, ResultOf } from '../core/types.js'
import { type Hashpower, type TakenAt, type Token, toHashpower } from '../core/views.js'

type Raw = ResultOf<typeof auctionLensAuctionsAbi>['items'][number]

const STAGES: readonly AuctionStage[] = ['waiting', 'running', 'ended', 'unsold', 'failed', 'sold', 'cancelled', 'void']
const SETTLEMENTS = [undefined, 'sell', 'payBack'] as const

/**
 * Where an auction stands: it begins later, can be bid on or taken, is to be settled, found no bid, can't be delivered (its bidder is to
 * be paid back), was sold, was cancelled, or paid its bidder back.
 */
export type AuctionStage = 'waiting' | 'running' | 'ended' | 'unsold' | 'failed' | 'sold' | 'cancelled' | 'void'

/** What a lot is of: the series, and how its miner does. */
export type Lot = ResultOf<typeof auctionLensAuctionsAbi>['items'][number]['lot'][number]

/** An auction with all that its card shows. Amounts are base units of the payment token, times unix seconds. */
export interface Auction {
  readonly auctionId: bigint
  /** The highest bid wins, or the price falls and the first taker does. */
  readonly kind: 'english' | 'dutch'
  readonly stage: AuctionStage
  readonly seller: Address
  /** The highest bidder, or who won. */
  readonly bidder: Address | undefined
  /** The highest bid, or what was paid. */
  readonly bid: bigint | undefined
  /** The least first bid, or the price it began to fall from; `undefined` once there is a bid. */
  readonly startPrice: bigint | undefined
  /** The price a Dutch auction falls to. */
  readonly endPrice: bigint | undefined
  /** The least raise; 5% of the highest bid when that is more. */
  readonly step: bigint
  /** The least next bid on an English auction. */
  readonly minNextBid: bigint | undefined
  /** The price of a Dutch auction now; what was paid, once it is sold. */
  readonly dutchPrice: bigint | undefined
  /** Price that buys an English auction at once. */
  readonly buyNowPrice: bigint | undefined
  /** Whether bids have not passed `buyNowPrice`. */
  readonly canBuyNow: boolean
  /** What is paid. */
  readonly pay: Token
  readonly startsAt: number
  readonly endsAt: number
  /** Until it begins while waiting, until it ends while running; 0 otherwise. */
  readonly secondsLeft: bigint
  /** Seconds that late bids have moved the end. */
  readonly extendedSeconds: number
  /** Platform fee in basis points of the price; a lot pays its own on delivered days. */
  readonly feeBps: number
  /** Why a bid, or taking it, would fail now; `undefined` when only money or an approval can be missing. */
  readonly blocker: Blocker | undefined
  /** What `settle` would do now: sell, pay the bidder back, or nothing. */
  readonly settlement: 'sell' | 'payBack' | undefined
  readonly seriesId: number
  /** The hashpower NFT; `undefined` for a lot. */
  readonly powerId: bigint | undefined
  /** The hashpower NFT; `undefined` for a lot, or when it was burned. */
  readonly power: Hashpower | undefined
  /** Units to be minted; `undefined` for an NFT. */
  readonly lotUnits: bigint | undefined
  /** The lot; `undefined` for an NFT. */
  readonly lot: Lot | undefined
}

/** Turns the lens's auction into ours. */
export async function toAuction(raw: Raw, at: TakenAt): Promise<Auction> {
  const { auctionId, auction, pay, minNextBid: next, secondsLeft, canBuyNow, power, lot } = raw
  const { seller, amount, endPrice, step, startsAt, endsAt, extended, feeBps, seriesId, isLot } = auction
  const dutch = auction.kind === 1
  const bidder = someone(auction.bidder)
  const [nft] = power
  return {
    auctionId,
    kind: dutch ? 'dutch' : 'english',
    stage: STAGES[raw.stage] ?? 'void',
    seller,
    bidder,
    bid: bidder && amount,
    startPrice: bidder ? undefined : amount,
    endPrice: dutch ? endPrice : undefined,
    step,
    minNextBid: dutch ? undefined : next,
    dutchPrice: dutch ? next : undefined,
    buyNowPrice: dutch ? undefined : endPrice || undefined,
    canBuyNow,
    pay,
    startsAt,
    endsAt,
    secondsLeft,
    extendedSeconds: extended,
    feeBps,
    blocker: await toBlocker(raw.blocker),
    settlement: SETTLEMENTS[raw.settlement],
    seriesId,
    powerId: isLot ? undefined : auction.powerId,
    power: nft && toHashpower(nft, at),
    lotUnits: isLot ? auction.units : undefined,
    lot: lot[0],
  }
}
