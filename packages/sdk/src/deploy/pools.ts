import { poolsOf } from '../core/addressBook.js'
import type { Address, Deployment, Pools } from '../core/types.js'
import { same } from './wiring.js'

/** The deployment with a pool in it, once. */
export function withPool(deployment: Deployment, kind: keyof Pools, pool: Address): Deployment {
  const pools = { lend: poolsOf(deployment, 'lend'), mine: poolsOf(deployment, 'mine') }
  const known = pools[kind].some((other) => same(other, pool))
  return { ...deployment, pools: { ...pools, [kind]: known ? pools[kind] : [...pools[kind], pool] } }
}
