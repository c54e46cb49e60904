import type { marketLensListingsAbi } from '@dmex/contracts-abi'
import { someone } from '../core/nobody.js'
import { type Blocker, toBlocker } from '../core/series.js'
import type { Address, ResultOf } from '../core/types.js'
import { type Hashpower, type TakenAt, type Token, toHashpower } from '../core/views.js'

type Raw = ResultOf<typeof marketLensListingsAbi>['items'][number]

/** A hashpower NFT on sale, with all that its card shows. Prices are base units of the payment token. */
export interface Listing {
  /** The hashpower NFT. */
  readonly id: bigint
  /** For all units that are left. */
  readonly price: bigint
  /** What is asked for. */
  readonly pay: Token
  /** Units of hashpower that are left: all of the NFT's. 0 when it was burned. */
  readonly units: bigint
  /** Least units that a purchase of a part takes and leaves; `undefined` when only the whole is for sale. */
  readonly minUnits: bigint | undefined
  /** Last second, unix seconds; never after the NFT's term. */
  readonly expiresAt: number
  /** What `buy` binds to: the NFT's state. Another, and the listing is void. */
  readonly stateNonce: number
  /** What `buyUnits` binds to: the NFT's state when it was listed; sales of parts don't change it. */
  readonly order: number
  /** The only account that may buy; `undefined` for anybody. */
  readonly buyer: Address | undefined
  /** Who sells; `undefined` when the NFT was burned. */
  readonly seller: Address | undefined
  /** Trade fee that a purchase now would take of the price, basis points. */
  readonly feeBps: number
  /** The miner's royalty, basis points of the price. */
  readonly royaltyBps: number
  /** Why nobody can buy it now; `undefined` when only the buyer's money or approval can be missing. */
  readonly blocker: Blocker | undefined
  /** The NFT; `undefined` when it was burned. */
  readonly power: Hashpower | undefined
}

/** Turns the lens's listing into ours. */
export async function toListing({ id, listing, pay, power, ...rest }: Raw, at: TakenAt): Promise<Listing> {
  const [nft] = power
  const { price, expiresAt, stateNonce, order, minUnits } = listing
  return {
    id,
    price,
    pay,
    units: nft?.info.units ?? 0n,
    minUnits: minUnits ? BigInt(minUnits) : undefined,
    expiresAt,
    stateNonce,
    order,
    buyer: someone(listing.buyer),
    seller: nft?.info.owner,
    feeBps: rest.feeBps,
    royaltyBps: rest.royaltyBps,
    blocker: await toBlocker(rest.blocker),
    power: nft && toHashpower(nft, at),
  }
}
