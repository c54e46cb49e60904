import { incomeOracleConstructorAbi } from '@dmex/contracts-abi'
import { incomeOracleBytecode } from '@dmex/contracts-abi/bytecode'
import { poolsOf } from '../core/addressBook.js'
import { NOBODY } from '../core/nobody.js'
import type { Address, Deployment, Pools } from '../core/types.js'
import type { Make } from './blueprints.js'
import { same } from './wiring.js'

/** Where the price of a reward token comes from: feeds of Chainlink's shape. */
export interface OracleConfig {
  /** Price of a whole reward token. */
  readonly rewardFeed: Address
  /** Price of a whole asset in the same quote; left out when `rewardFeed` is quoted in the asset. */
  readonly assetFeed?: Address | undefined
  /** Uptime of an L2's sequencer; left out elsewhere. */
  readonly sequencerFeed?: Address | undefined
  /** Seconds after which an answer is stale, 600 to 93,600. */
  readonly maxAgeSeconds: bigint
}

/** Plans the oracle of a pool, and says where it will be. */
export const makeOracle = (
  make: Make<'incomeOracle'>,
  reward: Address,
  asset: Address,
  { rewardFeed, assetFeed = NOBODY, sequencerFeed = NOBODY, maxAgeSeconds }: OracleConfig,
): Address =>
  make('incomeOracle', incomeOracleBytecode, incomeOracleConstructorAbi, {
    reward_: reward,
    asset_: asset,
    rewardFeed_: rewardFeed,
    assetFeed_: assetFeed,
    sequencerFeed_: sequencerFeed,
    maxAge_: maxAgeSeconds,
  })

/** The deployment with a pool in it, once. */
export function withPool(deployment: Deployment, kind: keyof Pools, pool: Address): Deployment {
  const pools = { lend: poolsOf(deployment, 'lend'), mine: poolsOf(deployment, 'mine') }
  const known = pools[kind].some((other) => same(other, pool))
  return { ...deployment, pools: { ...pools, [kind]: known ? pools[kind] : [...pools[kind], pool] } }
}
