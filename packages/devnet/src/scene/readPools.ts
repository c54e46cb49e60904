import { listPools, listTickets, type Pool } from '@dmex/sdk/mine'
import { connectTo, type DevnetClient } from '../clients.js'
import type { Amount, PoolState } from '../state.js'
import { nameAt } from '../wallet/names.js'
import type { World } from '../world.js'

/** Tickets of a pool that are shown. */
const SHOWN = 20

/** Reads every joint-mining pool, and who waits to leave it. */
export async function poolStates(world: World): Promise<readonly PoolState[]> {
  if (!world.deployment.pools) return []
  const client = connectTo(world.rpc.url, world.deployment, world.accounts.deployer.address)
  const { pools } = await listPools(client, {})
  return Promise.all(pools.map((pool) => poolState(world, client, pool)))
}

async function poolState(world: World, client: DevnetClient, pool: Pool): Promise<PoolState> {
  const { decimals, symbol } = pool.asset
  const amount = (value: bigint): Amount => ({ value: value.toString(), decimals, symbol })
  const { items } = await listTickets(client, { pool: pool.pool, limit: SHOWN })
  const asset = pool.reward.token === world.tokens.tFIL ? 'FIL' : 'BTC'
  return {
    pool: pool.pool,
    asset: symbol,
    reward: pool.reward.symbol,
    principal: amount(pool.principal),
    idle: amount(pool.liquidity),
    toRepay: amount(pool.toRepay),
    cost: amount(pool.cost),
    perDay: amount(pool.incomePerDay),
    usersShare: pool.usersShare,
    machines: pool.machines.map(({ id, units }) => ({ id: id.toString(), units: units.toString(), asset })),
    queue: items.map(({ account, value }) => ({
      who: nameAt(world, account) ?? account,
      value: amount(value),
    })),
  }
}
