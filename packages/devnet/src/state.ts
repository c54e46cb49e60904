import type { PageName } from './control/pages.js'
import type { Asset } from './history.js'

/** An amount of a token, ready to be shown: base units as a decimal string, so that it survives JSON. */
export interface Amount {
  readonly value: string
  readonly decimals: number
  readonly symbol: string
}

/** One settled or pending day of a fleet. */
export interface DayState {
  readonly date: string
  readonly paid: Amount
  /** Whether the day's slice became due to the miner; absent while the day has not settled. */
  readonly ok?: boolean | undefined
}

/** A fleet, its ledger and its escrow. */
export interface FleetState {
  readonly fleetId: number
  readonly miner: string
  readonly asset: Asset
  readonly status: 'live' | 'terminated'
  readonly unitsActive: string
  readonly settled: string
  readonly missStreak: number
  readonly missesIn30: number
  /** What the miner hands over from now on, parts per million of its real income. */
  readonly deliveryPpm: number
  readonly escrow: {
    readonly deposited: Amount
    readonly released: Amount
    readonly due: Amount
    readonly held: Amount
  }
  /** Newest last. */
  readonly lastDays: readonly DayState[]
}

/** One hashpower NFT. */
export interface HashpowerState {
  readonly id: string
  readonly fleetId: number
  readonly asset: Asset
  readonly units: string
  readonly owner: string
  /** Who earns: the owner, or who controls the item it is attached to. */
  readonly earner: string
  /** The game item it is attached to. */
  readonly item?: string | undefined
  readonly firstDay: string
  readonly lastDay: string
  readonly earned: Amount
  readonly claimable: Amount
  readonly refundFloor: Amount
}

/** A joint-mining pool. */
export interface PoolState {
  readonly pool: string
  readonly asset: string
  readonly reward: string
  /** What people have in it: idle, and in machines that still have to repay it. */
  readonly principal: Amount
  readonly idle: Amount
  readonly toRepay: Amount
  /** What its machines cost that are not repaid. */
  readonly cost: Amount
  /** What its machines mine in a day, by the last seven; in the asset. */
  readonly perDay: Amount
  /** Part of it that is the users', 0 to 1. */
  readonly usersShare: number
  readonly machines: readonly { readonly id: string; readonly units: string; readonly asset: Asset }[]
  /** Who waits to leave, front first. */
  readonly queue: readonly { readonly who: string; readonly value: Amount }[]
}

/** A hashpower NFT on sale by its owner. */
export interface ListingState {
  readonly id: string
  readonly units: string
  readonly asset: Asset
  readonly seller: string
  /** The only one who may buy; anybody, when there is none. */
  readonly buyer?: string | undefined
  /** For all of its units. */
  readonly price: Amount
  /** Least units that are sold; absent when it is sold only whole. */
  readonly minUnits?: string | undefined
  /** ISO 8601. */
  readonly ends: string
}

/** An auction. */
export interface AuctionState {
  readonly auctionId: string
  readonly kind: 'english' | 'dutch'
  /** Where it stands, in the SDK's words: `running`, `ended`, `sold`, ... */
  readonly stage: string
  /** The hashpower NFT; none for a lot that is minted when it is settled. */
  readonly id?: string | undefined
  readonly units: string
  readonly asset: Asset
  readonly seller: string
  /** The highest bidder, or who won. */
  readonly bidder?: string | undefined
  /** The highest bid, the least first one, or the falling price now. */
  readonly price: Amount
  readonly buyNow?: Amount | undefined
  /** ISO 8601. */
  readonly ends: string
}

/** A lending pool, and its loans. */
export interface LendingState {
  readonly pool: string
  readonly asset: string
  readonly idle: Amount
  readonly lent: Amount
  readonly loans: readonly {
    /** The hashpower NFT that is pledged. */
    readonly id: string
    readonly units: string
    readonly asset: Asset
    readonly borrower?: string | undefined
    /** What it is in, in the SDK's words: `open`, `overdue`, `auction`, ... */
    readonly state: string
    readonly debt: Amount
    /** `2024-07-04`. */
    readonly due: string
    /** Below 1 it can be liquidated; absent while prices are stale. */
    readonly health?: number | undefined
  }[]
}

/** A person of the market. */
export interface PersonState {
  readonly name: string
  readonly role: string
  readonly address: string
  readonly balances: readonly Amount[]
  readonly items: readonly string[]
}

/** The whole market at one block, as the control page shows it. */
export interface DevnetState {
  readonly chain: {
    readonly chainId: number
    readonly rpcUrl: string
    readonly block: string
    /** Chain time, ISO 8601. */
    readonly time: string
    readonly seed: number
  }
  /** What it is doing now, or nothing. */
  readonly busy?: string | undefined
  /** What a TH/s (Bitcoin) or TiB (Filecoin) earned on the last whole day. */
  readonly income: readonly {
    readonly asset: Asset
    readonly date: string
    readonly perDay: Amount
    readonly difficulty?: string | undefined
    readonly subsidy?: Amount | undefined
  }[]
  readonly fleets: readonly FleetState[]
  readonly hashpower: readonly HashpowerState[]
  readonly pools: readonly PoolState[]
  readonly listings: readonly ListingState[]
  readonly auctions: readonly AuctionState[]
  readonly lending: readonly LendingState[]
  readonly people: readonly PersonState[]
  readonly snapshots: readonly { readonly id: string; readonly time: string }[]
  /** Pages that are served beside the market, to be linked to. */
  readonly pages: readonly { readonly name: PageName; readonly url: string }[]
}
