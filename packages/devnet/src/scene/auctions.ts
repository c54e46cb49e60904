import { execute } from '@dmex/sdk'
import { createAuction, listAuctions, placeBid, settle } from '@dmex/sdk/auction'
import type { Transaction } from '../chain.js'
import { connectTo } from '../clients.js'
import { type As, buy } from '../market.js'
import type { World } from '../world.js'
import { amountOf, TERAHASH_SERIES } from './common.js'

const WEEK = 7 * 86_400

/** Has people auction hashpower of the second farm: one lot to the highest of three bids, one at a falling price. */
export async function openAuctions(world: World, as: As): Promise<void> {
  const payToken = world.tokens.tUSDT
  const usd = (whole: bigint): bigint => amountOf(world, 'tUSDT', whole)
  const [elif, finn] = [as('investor2'), as('investor3')]

  // 20 TH/s that cost 300 tUSDT.
  const raised = await buy(elif, TERAHASH_SERIES, 20_000n)
  const english = {
    kind: 'english',
    reserve: usd(200n),
    step: usd(10n),
    buyNow: usd(500n),
    durationSeconds: WEEK,
  } as const
  const offered = await execute(elif, await createAuction.plan(elif, { powerId: raised, payToken, ...english }))
  const auctionId = offered.event?.auctionId ?? 0n
  for (const [person, bid] of [
    ['investor1', 200n],
    ['investor3', 230n],
    ['investor1', 260n],
  ] as const) {
    const bidder = as(person)
    await execute(bidder, await placeBid.plan(bidder, { auctionId, amount: usd(bid) }, { approval: 'approve' }))
  }

  const falling = await buy(finn, TERAHASH_SERIES, 5_000n)
  const dutch = { kind: 'dutch', startPrice: usd(100n), endPrice: usd(50n), durationSeconds: WEEK } as const
  await execute(finn, await createAuction.plan(finn, { powerId: falling, payToken, ...dutch }))
}

/** What anybody does for auctions in the evening: those whose time is over are settled. */
export async function auctionEvening(
  { rpc, deployment, accounts }: World,
  time: number,
): Promise<readonly Transaction[]> {
  if (!deployment.pools) return []
  const from = accounts.deployer.address
  const { items } = await listAuctions(connectTo(rpc.url, deployment, from), { openOnly: true, limit: 50 })
  return items
    .filter(({ bidder, endsAt, extendedSeconds }) => bidder && endsAt + extendedSeconds < time)
    .map(({ auctionId }) => ({ from, call: settle.call(deployment, { auctionId }), label: 'Settling an auction' }))
}
