import { mine, type Transaction, timeOf } from '../chain.js'
import type { As } from '../market.js'
import type { Motion } from '../vote.js'
import type { World } from '../world.js'
import { auctionEvening, openAuctions } from './auctions.js'
import { openListings } from './listings.js'
import { lendMotions, openLoans } from './loans.js'
import { deployPools, offerMachines, openPools, poolEvening, poolMorning, poolMotions, pricing } from './pools.js'

/** Puts on the chain what the opening scene needs beside the protocol. */
export const deployScene = (world: World): Promise<World> => deployPools(world)

/** What the council decides on before the market opens. */
export const sceneMotions = async (world: World): Promise<readonly Motion[]> => [
  ...(await poolMotions(world)),
  ...lendMotions(world),
]

/** Has people do what a market is full of, so that every read has something true to show. */
export async function openScene(world: World, as: As): Promise<void> {
  await mine(world.rpc, pricing(world, (await timeOf(world.rpc)) + 1))
  await offerMachines(world, as)
  await openPools(world, as)
  await openAuctions(world, as)
  await openLoans(world, as)
  await openListings(world, as)
}

/** What anybody does in the morning to keep the scene going. */
export const sceneMorning = (world: World, time: number): Promise<readonly Transaction[]> => poolMorning(world, time)

/** What anybody does in the evening, once days have settled. */
export const sceneEvening = async (world: World, time: number): Promise<readonly Transaction[]> => [
  ...(await poolEvening(world, time)),
  ...(await auctionEvening(world, time)),
]
