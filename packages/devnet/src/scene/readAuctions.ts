import { listAuctions } from '@dmex/sdk/auction'
import { connectTo } from '../clients.js'
import type { Amount, AuctionState } from '../state.js'
import { nameAt } from '../wallet/names.js'
import type { World } from '../world.js'

/** Auctions that are shown, newest first. */
const SHOWN = 20

/** Reads the auctions of the market. */
export async function auctionStates(world: World): Promise<readonly AuctionState[]> {
  const { rpc, deployment, accounts, tokens } = world
  const name = (address: `0x${string}`): string => nameAt(world, address) ?? address
  const { items } = await listAuctions(connectTo(rpc.url, deployment, accounts.deployer.address), { limit: SHOWN })
  return items.map(
    ({ auctionId, kind, stage, seller, bidder, bid, pay, power, powerId, lotUnits, endsAt, ...rest }) => {
      const price = bid ?? rest.dutchPrice ?? rest.startPrice ?? 0n
      const amount = (value: bigint): Amount => ({
        value: value.toString(),
        decimals: pay.decimals,
        symbol: pay.symbol,
      })
      return {
        auctionId: auctionId.toString(),
        kind,
        stage,
        id: powerId?.toString(),
        units: (power?.units ?? lotUnits ?? 0n).toString(),
        asset: power?.reward.token === tokens.tFIL ? 'FIL' : 'BTC',
        seller: name(seller),
        bidder: bidder && name(bidder),
        price: amount(price),
        buyNow: rest.canBuyNow && rest.buyNowPrice ? amount(rest.buyNowPrice) : undefined,
        ends: new Date(endsAt * 1000).toISOString(),
      }
    },
  )
}
