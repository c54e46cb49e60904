import type { lendLensPoolsAbi } from '@dmex/contracts-abi'
import { someone } from '../core/nobody.js'
import { type Blocker, toBlocker } from '../core/series.js'
import type { Address, ResultOf } from '../core/types.js'
import type { TakenAt, Token } from '../core/views.js'

type Raw = ResultOf<typeof lendLensPoolsAbi>['items'][number]
type RawReward = Raw['rewards'][number]
type RawParameters = Raw['parameters']

/** A token that collateral of a pool earns. */
export interface Reward extends Omit<RawReward, 'oracle' | 'price' | 'blocker'> {
  readonly reward: Token
  /** Where its price comes from; `undefined` where it is the asset, or the pool does not take it. */
  readonly oracle: Address | undefined
  /** Of 10^9 whole tokens, base units of the asset; `undefined` while there is none. */
  readonly price: bigint | undefined
  /** Why every loan against it would fail now, such as stale data; `undefined` when its data are fresh. */
  readonly blocker: Blocker | undefined
}

/** A lending pool. Amounts are base units of its asset; rates a year's interest x 10^9; what ends in `Bps` is basis points. */
export interface Pool
  extends Omit<Raw, 'state' | 'parameters' | 'blocker' | 'rewards'>,
    Omit<Raw['state'], 'utilisation'>,
    RawParameters {
  readonly asset: Token
  /** The pool's own token. */
  readonly share: Token
  /** Part of the money that is lent, 0 to 1. */
  readonly utilisation: number
  /** Why every deposit would fail now; `undefined` when `room` can be deposited. */
  readonly blocker: Blocker | undefined
  /** What its collateral earns. */
  readonly rewards: readonly Reward[]
  /** The block that all of this is of. */
  readonly at: TakenAt
}

const toReward = async ({ oracle, price, blocker, ...rest }: RawReward): Promise<Reward> => ({
  ...rest,
  oracle: someone(oracle),
  price: price || undefined,
  blocker: await toBlocker(blocker),
})

/** Turns the lens's pool into ours. */
export async function toPool(raw: Raw, at: TakenAt): Promise<Pool> {
  const { state, parameters, blocker, rewards, ...rest } = raw
  return {
    ...rest,
    ...state,
    ...parameters,
    utilisation: Number(state.utilisation) / 1e9,
    blocker: await toBlocker(blocker),
    rewards: await Promise.all(rewards.map(toReward)),
    at,
  }
}
