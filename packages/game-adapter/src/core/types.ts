import type { Rules } from '../rules/types.js'

/** A 20-byte account or contract address. */
export type Address = `0x${string}`

/** Bytes as a 0x-prefixed hex string. */
export type Hex = `0x${string}`

/** An item of a game. */
export type ItemRef =
  | {
      readonly kind: 'erc721'
      readonly chainId: number
      readonly collection: Address
      readonly id: bigint
      /** Slot of the item, from 0. */
      readonly index?: number | undefined
    }
  | {
      readonly kind: 'erc1155'
      readonly chainId: number
      readonly collection: Address
      readonly id: bigint
      /** Whose piece it is. */
      readonly holder: Address
      /** Which of the holder's pieces, from 0. */
      readonly index?: number | undefined
    }
  | {
      readonly kind: 'offchain'
      /** The studio's account. */
      readonly game: Address
      /** The studio's own name for the item. */
      readonly key: string
      /** Slot of the item, from 0. */
      readonly index?: number | undefined
    }

/** Shares of the income in basis points. The player gets the rest, and every rounding. */
export interface Terms {
  readonly studio?: Address | undefined
  /** At most 5000. */
  readonly studioBps?: number | undefined
  readonly guild?: Address | undefined
  /** At most 5000. */
  readonly guildBps?: number | undefined
  /** Lent power only. */
  readonly lenderBps?: number | undefined
}

/** How power is lent. */
export interface LendTerms {
  readonly terms?: Terms | undefined
  /** UTC day number of the last day whose income is shared, at most 3650 days away. */
  readonly endDay: number
  /** Whether the lender may end it at any time; no, when left out. Not with a price. */
  readonly revocable?: boolean | undefined
  /** Once the borrower no longer controls the item, `end` (default) pays the lender, `follow` the new controller. */
  readonly onTransfer?: 'end' | 'follow' | undefined
  /** Base units of `payToken` that the item's controller pays to accept; it begins at once, when left out. */
  readonly price?: bigint | undefined
  readonly payToken?: Address | undefined
}

/** Something to be done, as every backend understands it. `endLending` and `detach` are two: the rig tells them apart. */
export type Command =
  | {
      readonly do: 'attach'
      readonly item: ItemRef
      readonly power: bigint
      readonly terms?: Terms | undefined
      /** Seconds between requesting a detach and the detach, 1 hour to 30 days; 24 hours, when left out. */
      readonly coolDown?: number | undefined
    }
  | {
      /** Several ERC-721 items on the same terms, all or none. */
      readonly do: 'attachBatch'
      /** At most 50. */
      readonly pairs: readonly { readonly item: ItemRef; readonly power: bigint }[]
      readonly terms?: Terms | undefined
      readonly coolDown?: number | undefined
    }
  | {
      readonly do: 'requestDetach' | 'cancelDetach' | 'detach' | 'endLending' | 'markOrphan' | 'reclaim'
      readonly item: ItemRef
    }
  | {
      readonly do: 'seal'
      readonly item: ItemRef
      /** Unix seconds. */
      readonly until: number
    }
  | ({ readonly do: 'lend'; readonly item: ItemRef; readonly power: bigint } & LendTerms)
  | {
      readonly do: 'accept'
      readonly item: ItemRef
      /** The slot's nonce when the terms were read. */
      readonly nonce: number
      /** The price then, base units: no more than this is approved. */
      readonly price?: bigint | undefined
      readonly payToken?: Address | undefined
    }
  | {
      readonly do: 'claim'
      /** At most 50. */
      readonly items: readonly ItemRef[]
    }

/** Hashpower in an item, and what it mined, whoever held it. */
export interface Power {
  readonly id: bigint
  /** `BTC` or `FIL`; else the reward token's symbol. */
  readonly asset: string
  /** 1 GH/s or 1 GiB each. */
  readonly units: bigint
  /** UTC day numbers of the first and the last day that it earns. */
  readonly startDay: number
  readonly endDay: number
  /** Income of the last settled day, base units. */
  readonly today: bigint
  /** Income since its first day. */
  readonly total: bigint
  /** Settled days with income in a row, up to the last settled one. */
  readonly streakDays: number
  /** Settled days with income. */
  readonly daysMined: number
}

/** What a claim would pay now, base units of the reward token. */
export interface Shares {
  readonly total: bigint
  /** Who gets the player's share. */
  readonly player: Address | undefined
  readonly playerAmount: bigint
  readonly lenderAmount: bigint
  readonly studioAmount: bigint
  readonly guildAmount: bigint
}

/** An item's slot, as backends read it. */
export interface ItemState {
  /** `bound` power was deposited and follows the item; `lent` power stays in its owner's wallet. */
  readonly mode: 'empty' | 'bound' | 'lent'
  /** Who controls the item. */
  readonly controller: Address | undefined
  /** Who deposited or lends. */
  readonly principal: Address | undefined
  readonly power: Power | undefined
  /** Grows with every change of the slot. */
  readonly nonce: number
  readonly shares: Shares
  /** Unix seconds; 0 when not sealed. */
  readonly sealUntil: number
  /** Seconds. */
  readonly coolDown: number
  readonly detachBy: Address | undefined
  /** Unix seconds; 0 when none was requested. */
  readonly detachReadyAt: number
  readonly detachWindowEnds: number
  /** Since when the item is marked as gone; 0 when it isn't. */
  readonly orphanSince: number
  /** Lent power: the last day whose income is shared. */
  readonly endDay: number
  readonly revocable: boolean
  /** Waits for the item's controller to pay; the lender still earns. */
  readonly offered: boolean
  readonly onTransfer: 'end' | 'follow'
  /** Who controlled the item when the lending began. */
  readonly borrower: Address | undefined
  readonly price: bigint
  readonly payToken: Address | undefined
  /** Changes with every change of the slot and its power: what a buyer agrees to. */
  readonly stateHash: string
}

/** The moment that something was read at, or happened. */
export interface Moment {
  readonly block: bigint
  /** Unix seconds. */
  readonly time: number
}

/** What a backend read. */
export interface Reading {
  readonly at: Moment
  /** In the order asked for. */
  readonly items: readonly ItemState[]
}

/** What became of a command. */
export interface Receipt {
  /** The transaction's hash; in the sandbox a number of its own. */
  readonly id: string
  /** The block that it went in. */
  readonly block: bigint
}

/** A call for any wallet or relayer to sign. */
export interface UnsignedCall {
  readonly to: Address
  readonly data: Hex
  readonly value: bigint
}

/** Where items, powers and income live. Implement it for a world of your own, and run the conformance suite over it. */
export interface Backend {
  /** Names the world, so that what is kept of one is never shown in another. Without it nothing is kept. */
  readonly id?: string | undefined
  /** Who acts; nobody, when it only reads. */
  readonly account: Address | undefined
  /** Reads up to 500 items. */
  read(items: readonly ItemRef[]): Promise<Reading>
  /** The same at once, where nothing has to be waited for. */
  readonly peek?: ((items: readonly ItemRef[]) => Reading) | undefined
  /** Does something, and waits until it is done. */
  send(command: Command): Promise<Receipt>
  /** Turns it into calls that somebody else signs, in this order. */
  prepare(command: Command): Promise<readonly UnsignedCall[]>
  /** Has a function called whenever anything may have changed. Returns how to stop. */
  watch(changed: () => void): () => void
}

/** What an asset brought. */
export interface Mined {
  /** Income of the last settled day, base units. */
  readonly today: bigint
  /** Income since the power's first day. */
  readonly total: bigint
  /** What a claim would pay its player now. */
  readonly claimable: bigint
}

/** All that a game shows of an item, of one block. Frozen: a change brings another snapshot. */
export interface Snapshot<Stats> {
  readonly stats: Stats
  readonly level: number
  /** Of the rules that gave the stats. */
  readonly rulesHash: string
  readonly mined: { readonly BTC: Mined; readonly FIL: Mined; readonly [asset: string]: Mined }
  readonly state: ItemState
  readonly at: Moment
  /** True until it was first read, and while the backend can't be reached: show it, but don't rely on it. */
  readonly stale: boolean
}

/** An item to read in every frame: `current` costs nothing. */
export interface ItemHandle<Stats> {
  readonly ref: ItemRef
  readonly current: Snapshot<Stats>
}

/** What happened to an item, with the snapshots before and after. */
export interface ItemEvent<Stats> {
  readonly item: ItemRef
  readonly before: Snapshot<Stats>
  readonly after: Snapshot<Stats>
}

/** Whether what handles show is of now (`live`), of before (`cached`), or nothing yet (`offline`). */
export type Connection = 'live' | 'cached' | 'offline'

/** Events of an adapter, and what their listeners are given. */
export interface GameEvents<Stats> {
  /** Hashpower came or went. */
  power: ItemEvent<Stats>
  /** What was mined changed; after a reorganisation of the chain, also downwards. */
  mined: ItemEvent<Stats>
  stats: ItemEvent<Stats>
  /** A detach was requested. */
  detaching: ItemEvent<Stats>
  /** Somebody else controls the item now. */
  transferred: ItemEvent<Stats>
  connection: Connection
}

/**
 * Pays for a claim: sends the calls, from whichever account, and waits until they are in a block. Whose the income is does not
 * depend on who sends them.
 */
export type Sponsor = (calls: readonly UnsignedCall[]) => Promise<Receipt>

/** Where what was last read is kept from one visit to the next; `localStorage` is one. */
export interface SnapshotCache {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
}

/** What to attach to what. */
export interface AttachArgs {
  readonly item: ItemRef
  readonly power: bigint
  readonly terms?: Terms | undefined
  readonly coolDown?: number | undefined
}

/** Something that a buyer of an item should know. */
export interface SaleWarning {
  readonly code:
    | 'Empty'
    | 'Gone'
    | 'NotSealed'
    | 'DetachRequested'
    | 'EndsOnTransfer'
    | 'Revocable'
    | 'Unclaimed'
    | 'Stale'
  readonly message: string
}

/** What a buyer of an item gets. */
export interface SaleCard {
  readonly item: ItemRef
  readonly seller: Address | undefined
  readonly power: Power | undefined
  /** Unclaimed income that goes with the item unless the seller claims first, base units. */
  readonly unclaimed: bigint
  readonly sealUntil: number
  /** What the buyer agrees to: a purchase guarded by it fails when the slot has changed. */
  readonly stateHash: string
  readonly warnings: readonly SaleWarning[]
}

/** How to make an adapter. */
export interface GameAdapterOptions<Stats, B extends Backend> {
  readonly backend: B
  /** The rules, or those of several seasons: the block's time decides. */
  readonly rules: Rules<Stats> | readonly Rules<Stats>[]
  /** Shows, after a reload, what was last read, marked as stale, until it is read again; then tells what changed meanwhile. */
  readonly cache?: SnapshotCache | undefined
}

/** Items of a game with hashpower in them. */
export interface GameAdapter<Stats, B extends Backend = Backend> {
  readonly backend: B
  /** A handle of an item. The same item has one handle. It fills in by itself. */
  item(ref: ItemRef): ItemHandle<Stats>
  /** Handles of many items, read together: one read for each 500. */
  items(refs: readonly ItemRef[]): readonly ItemHandle<Stats>[]
  /**
   * Puts hashpower into an item. An ERC-721 takes it for good, sale included (`bound`); any other item is lent it, for up to ten
   * years, until its owner takes it back or the item changes hands.
   */
  attach(args: AttachArgs): Promise<Receipt>
  /**
   * Several: ERC-721 items on the same terms go together, 50 a transaction, all or none; the others one after another. What was
   * done stays done when one fails. A receipt for each, in the order given.
   */
  attach(args: readonly AttachArgs[]): Promise<readonly Receipt[]>
  /** Starts the cool-down of a detach. Times in unix seconds. */
  requestDetach(item: ItemRef): Promise<{ readonly readyAt: number; readonly windowEnds: number }>
  /** Takes the request back. */
  cancelDetach(item: ItemRef): Promise<Receipt>
  /** Takes bound power out, within the window, or ends a lending. */
  detach(item: ItemRef): Promise<Receipt>
  /** Promises that bound power stays until a time (unix seconds), at most 90 days away. */
  seal(item: ItemRef, until: number): Promise<Receipt>
  /** Lends power to somebody's item. */
  lend(item: ItemRef, power: bigint, terms: LendTerms): Promise<Receipt>
  /** Pays the price of power that is offered to an item, as the handle shows it: an offer that changed since is refused. */
  accept(item: ItemRef): Promise<Receipt>
  /** Pays out the income of items to those it belongs to; of all that have a handle, when left out. 50 a transaction. */
  claim(
    items?: ItemRef | readonly ItemRef[],
    options?: { readonly sponsor?: Sponsor | undefined },
  ): Promise<readonly Receipt[]>
  /** Says what a buyer gets, freshly read; while the backend can't be reached, as it was last seen, with a `Stale` warning. */
  saleCard(item: ItemRef): Promise<SaleCard>
  /** Turns a command into calls for any wallet or relayer. */
  prepare(command: Command): Promise<readonly UnsignedCall[]>
  /** Listens. Returns how to stop. */
  on<Event extends keyof GameEvents<Stats>>(
    event: Event,
    listener: (what: GameEvents<Stats>[Event]) => void,
  ): () => void
  /** Reads everything again now. Never rejects: see `status`. */
  refresh(): Promise<void>
  /** Stops looking at the backend, as for a hidden page, until what it returns is called: then reads once. */
  pause(): () => void
  /** Resolved after the first read, whether it worked or not. */
  readonly ready: Promise<void>
  status(): Connection
  /** Stops watching. Handles keep what they show. */
  dispose(): void
}
