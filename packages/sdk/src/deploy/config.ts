import type { Address, Hex } from '../core/types.js'

/** An asset that miners are measured in. */
export interface AssetConfig {
  /** Any number but 0. */
  readonly assetId: number
  /** For people, at most 16 bytes: `BTC`. */
  readonly symbol: string
  /** True for Bitcoin only, whose difficulty bounds the benchmark. */
  readonly proofOfWork: boolean
  /** Tokens that pay this asset's income. */
  readonly rewardTokens: readonly Address[]
}

/** What a deployment of the protocol is made of. The same configuration always gives the same addresses. */
export interface ProtocolConfig {
  /** Who proposes and cancels at the timelock: the council's Safe. */
  readonly proposers: readonly Address[]
  /** Who executes what has waited long enough; anybody, when left out. */
  readonly executors?: readonly Address[] | undefined
  /** Seconds that governance waits; 48 hours, when left out. */
  readonly delaySeconds?: bigint | undefined
  /** Receives the DMC supply, less the tenth that seeds the mutual fund. */
  readonly treasury: Address
  /** Receives that tenth and slashed bonds; the timelock, when left out. */
  readonly fund?: Address | undefined
  /** Receives platform fees; the timelock, when left out. */
  readonly feeRecipient?: Address | undefined
  /** Fees of fleets in basis points: of released slices, and the referrer's part of that. 500 and 2000, when left out. */
  readonly fees?: { readonly feeBps: number; readonly referralBps: number } | undefined
  /** Who may stop purchases, and nothing else. */
  readonly guardian: Address
  /** Bitcoin's difficulty: who reports it, and the epoch to start with. */
  readonly difficulty: {
    readonly updater: Address
    /** Height of the epoch's first block, a multiple of 2016. */
    readonly firstHeight: number
    /** Unix seconds of that block. */
    readonly startTime: number
    /** Integer part of the difficulty. */
    readonly difficulty: bigint
  }
  readonly assets: readonly AssetConfig[]
  /** Tokens that buyers can pay with. */
  readonly payTokens: readonly Address[]
  /** Up to seven attestors, the first on seat 1; none, when left out. */
  readonly attestors?: readonly Address[] | undefined
  /** Bonds in DMC wei. */
  readonly bonds?:
    | {
        /** Least bond of a miner; 10,000 DMC, when left out. */
        readonly miner?: bigint | undefined
        /** Bond per unit of hashpower on sale; 10^14 wei, when left out: 100 DMC a PH/s. */
        readonly perUnit?: bigint | undefined
        /** Least bond of an attestor; 10,000 DMC, when left out. */
        readonly attestor?: bigint | undefined
      }
    | undefined
  /** Set it to get other addresses for the same configuration. */
  readonly salt?: Hex | undefined
}

/** What a configuration means where it says nothing. */
export const DEFAULTS: {
  readonly delaySeconds: bigint
  readonly minerBond: bigint
  readonly bondPerUnit: bigint
  readonly attestorBond: bigint
  readonly fees: { readonly feeBps: number; readonly referralBps: number }
  readonly salt: Hex
} = {
  delaySeconds: 172_800n,
  minerBond: 10_000n * 10n ** 18n,
  bondPerUnit: 10n ** 14n,
  attestorBond: 10_000n * 10n ** 18n,
  fees: { feeBps: 500, referralBps: 2_000 },
  salt: `0x${'0'.repeat(64)}`,
}
