import type { Address, Deployment } from '@dmex/sdk'
import type { Asset } from './history.js'
import type { Account, Accounts, PersonId } from './people.js'
import type { Rpc } from './rpc.js'

/** Addresses of the test tokens. */
export interface Tokens {
  /** Stands for USDT: what buyers pay with. */
  readonly tUSDT: Address
  /** Stands for Bitcoin: what Bitcoin miners hand over. */
  readonly tBTC: Address
  /** Stands for Filecoin. */
  readonly tFIL: Address
}

/** Addresses of the studio's game contracts. */
export interface Games {
  /** ERC-721: swords and other items that exist once. */
  readonly items: Address
  /** ERC-1155: gear of which a player holds many pieces. */
  readonly gear: Address
  /** Sells items with the hashpower in them, for tUSDT. */
  readonly shop: Address
}

/** What every part of a devnet works on. */
export interface World {
  readonly rpc: Rpc
  readonly chainId: number
  readonly seed: number
  readonly deployment: Deployment
  readonly accounts: Accounts
  readonly tokens: Tokens
  readonly games: Games
  readonly decimals: Readonly<Record<keyof Tokens, number>>
  /** Benchmark id of each asset. */
  readonly assetIds: Readonly<Record<Asset, number>>
  /** What miners hand over, and since when. */
  readonly delivery: DeliveryBook
  /** Price of a bitcoin in dollars, as pools ask for it; none without a market. */
  readonly bitcoinFeed?: Address | undefined
}

/** The asset that a benchmark id stands for, if the devnet reports it. */
export function assetOf(world: World, assetId: number): Asset | undefined {
  return (Object.keys(world.assetIds) as Asset[]).find((asset) => world.assetIds[asset] === assetId)
}

/** The person behind an address, if it is one of the devnet's. */
export function personAt(accounts: Accounts, address: Address): Account | undefined {
  return Object.values(accounts).find((account) => account.address.toLowerCase() === address.toLowerCase())
}

/** What each miner hands over of its real income: all of it, unless told otherwise. */
export interface DeliveryBook {
  /** Parts per million of a day's income, as decided when that day was delivered, or as it would be decided now. */
  shareOf(miner: PersonId, day: number): number
  /** Settles the share of a day for good: what is funded late is funded as it was due. */
  close(day: number): void
  /** Changes what a miner hands over from now on. */
  setFromNowOn(miner: PersonId, ppm: number): void
  /** Changes what a miner hands over for one day. */
  setOn(miner: PersonId, day: number, ppm: number): void
  /** Everything in it, to go back to. */
  save(): string
  load(saved: string): void
}

const ALL = 1_000_000

/** Makes a book in which everybody delivers everything. */
export function createDeliveryBook(): DeliveryBook {
  let always: Record<string, number> = {}
  let byDay: Record<string, number> = {}
  const key = (miner: PersonId, day: number): string => `${miner}:${day}`
  return {
    shareOf: (miner, day) => byDay[key(miner, day)] ?? always[miner] ?? ALL,
    close(day) {
      for (const miner of Object.keys(always) as PersonId[]) byDay[key(miner, day)] ??= always[miner] ?? ALL
    },
    setFromNowOn(miner, ppm) {
      always[miner] = ppm
    },
    setOn(miner, day, ppm) {
      byDay[key(miner, day)] = ppm
    },
    save: () => JSON.stringify({ always, byDay }),
    load(saved) {
      const book = JSON.parse(saved) as { always: Record<string, number>; byDay: Record<string, number> }
      always = book.always
      byDay = book.byDay
    },
  }
}
