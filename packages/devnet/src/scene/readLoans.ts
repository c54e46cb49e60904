import { listLoans, listPools } from '@dmex/sdk/lend'
import { connectTo } from '../clients.js'
import { dateOf } from '../days.js'
import type { Amount, LendingState } from '../state.js'
import { nameAt } from '../wallet/names.js'
import type { World } from '../world.js'

/** Loans of a pool that are shown. */
const SHOWN = 50

/** Reads every lending pool, and who owes it. */
export async function lendingStates(world: World): Promise<readonly LendingState[]> {
  const { rpc, deployment, accounts, tokens } = world
  if (!deployment.pools) return []
  const client = connectTo(rpc.url, deployment, accounts.deployer.address)
  const { pools } = await listPools(client, {})
  return Promise.all(
    pools.map(async ({ pool, asset, idle, debt: lent }): Promise<LendingState> => {
      const amount = (value: bigint): Amount => ({
        value: value.toString(),
        decimals: asset.decimals,
        symbol: asset.symbol,
      })
      const { items } = await listLoans(client, { pool, limit: SHOWN })
      return {
        pool,
        asset: asset.symbol,
        idle: amount(idle),
        lent: amount(lent),
        loans: items.map(({ id, state, hashpower, borrower, debt, maturity, health }) => ({
          id: id.toString(),
          units: hashpower.units.toString(),
          asset: hashpower.reward.token === tokens.tFIL ? 'FIL' : 'BTC',
          borrower: borrower && (nameAt(world, borrower) ?? borrower),
          state,
          debt: amount(debt),
          due: dateOf(Math.floor(maturity / 86_400)),
          health: health === undefined ? undefined : Number(health) / 1e18,
        })),
      }
    }),
  )
}
