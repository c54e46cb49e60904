import { execute } from '@dmex/sdk'
import { list, listListings } from '@dmex/sdk/trade'
import { timeOf } from '../chain.js'
import { connectTo } from '../clients.js'
import { DAY } from '../days.js'
import { type As, buy } from '../market.js'
import type { Amount, ListingState } from '../state.js'
import { nameAt } from '../wallet/names.js'
import type { World } from '../world.js'
import { amountOf, TERAHASH_SERIES } from './common.js'

/** Listings that are shown. */
const SHOWN = 50

/** Has Finn put 12 TH/s on sale that cost him 180 tUSDT: whole, or a TH/s and more of it. */
export async function openListings(world: World, as: As): Promise<void> {
  const finn = as('investor3')
  const id = await buy(finn, TERAHASH_SERIES, 12_000n)
  const expiresAt = (await timeOf(world.rpc)) + 90 * DAY
  const price = amountOf(world, 'tUSDT', 204n)
  const args = { id, payToken: world.tokens.tUSDT, price, minUnits: 1_000n, expiresAt }
  await execute(finn, await list.plan(finn, args))
}

/** Reads what is on sale by its owners. */
export async function listingStates(world: World): Promise<readonly ListingState[]> {
  const { rpc, deployment, accounts, tokens } = world
  const name = (address: `0x${string}`): string => nameAt(world, address) ?? address
  const client = connectTo(rpc.url, deployment, accounts.deployer.address)
  const { items } = await listListings(client, { openOnly: true, limit: SHOWN })
  return items.map(({ id, units, power, seller, buyer, price, pay, minUnits, expiresAt }) => {
    const amount = (value: bigint): Amount => ({ value: value.toString(), decimals: pay.decimals, symbol: pay.symbol })
    return {
      id: id.toString(),
      units: units.toString(),
      asset: power?.reward.token === tokens.tFIL ? 'FIL' : 'BTC',
      seller: seller ? name(seller) : '',
      buyer: buyer && name(buyer),
      price: amount(price),
      minUnits: minUnits?.toString(),
      ends: new Date(expiresAt * 1000).toISOString(),
    }
  })
}
