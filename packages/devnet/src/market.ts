import {
  gameGearMintAbi,
  gameItemsMintAbi,
  minerRegistryApproveAbi,
  minerRegistryMinBondAbi,
  minerRegistryRequiredBondAbi,
} from '@dmex/contracts-abi'
import { type Address, addressOf, execute, type Hex } from '@dmex/sdk'
import { buyHashpower, quoteBuy } from '@dmex/sdk/mint'
import { applyAsMiner, bond, createFleet, createSeries } from '@dmex/sdk/provide'
import { attach } from '@dmex/sdk/rig'
import { mine } from './chain.js'
import type { DevnetClient } from './clients.js'
import { encode, read, view } from './contracts.js'
import type { Asset } from './history.js'
import type { PersonId } from './people.js'
import type { Motion } from './vote.js'
import type { World } from './world.js'

/** Acts as one of the people. */
export type As = (person: PersonId) => DevnetClient

/** Units: 1 GH/s for Bitcoin, 1 GiB for Filecoin. */
const TERAHASH = 1_000n
const TEBIBYTE = 1_024n
/** A machine of 88.5 TH/s. */
const MACHINE = 88_500n

interface Offer {
  readonly miner: 'miner1' | 'miner2' | 'defaulter'
  readonly asset: Asset
  readonly termDays: number
  readonly cap: bigint
  /** Price of a TH/s or TiB, in hundredths of a tUSDT. */
  readonly cents: bigint
}

/** What the miners sell. 106 tUSDT a TH/s for 1080 days is the published offer; the other prices are chosen. */
const offers: readonly Offer[] = [
  { miner: 'miner1', asset: 'BTC', termDays: 1080, cap: 20n * MACHINE, cents: 106_00n },
  { miner: 'miner2', asset: 'FIL', termDays: 540, cap: 200n * TEBIBYTE, cents: 51_20n },
  { miner: 'miner2', asset: 'FIL', termDays: 1080, cap: 200n * TEBIBYTE, cents: 81_92n },
  { miner: 'defaulter', asset: 'BTC', termDays: 1080, cap: 10n * MACHINE, cents: 98_00n },
]

/** What is sold when the market opens: who buys how much of which offer. */
const purchases: readonly (readonly [buyer: PersonId, seriesId: number, units: bigint])[] = [
  ['player1', 1, MACHINE],
  ['player1', 1, 10n * TERAHASH],
  ['player2', 1, 20n * TERAHASH],
  ['player3', 2, 10n * TEBIBYTE],
  ['player2', 3, 5n * TEBIBYTE],
  ['lender', 4, 30n * TERAHASH],
  ['player3', 4, 5n * TERAHASH],
]

/** The farms, as the miners disclose them. */
const farms: Readonly<
  Record<Offer['miner'], { readonly farm: string; readonly company: string; readonly units: bigint }>
> = {
  miner1: { farm: 'Aurora Farm, Norrland', company: 'Aurora Mining AB', units: 20n * MACHINE },
  miner2: { farm: 'Northstar Halls, Tromsø', company: 'Northstar Storage AS', units: 400n * TEBIBYTE },
  defaulter: { farm: 'Fading Farm, somewhere', company: 'Fading Farm Ltd', units: 10n * MACHINE },
}

/** What stands for the hash and the place of a disclosure. */
export const NO_DOCUMENT: Hex = `0x${'0'.repeat(63)}1`
/** Where a disclosure would be. */
export const URI = 'https://example.org/disclosure.pdf'

/**
 * Has the miners apply, and returns the motions that approve them.
 *
 * @returns motions for the council
 */
export async function applyAll(world: Pick<World, 'rpc' | 'deployment'>, as: As): Promise<readonly Motion[]> {
  const motions: Motion[] = []
  for (const [miner, { farm, company, units }] of Object.entries(farms) as [
    Offer['miner'],
    (typeof farms)['miner1'],
  ][]) {
    const disclosure = {
      farm,
      company,
      totalHashrate: units,
      effectiveHashrate: units,
      documentHash: NO_DOCUMENT,
      uri: URI,
    }
    const { event } = await applyAsMiner(as(miner), { disclosure })
    motions.push(approvalOf(addressOf(world.deployment, 'minerRegistry'), event.minerId, event.disclosureHash))
  }
  return motions
}

/** The motion that approves a miner as it disclosed itself. */
export function approvalOf(registry: Address, minerId: number, disclosureHash: Hex): Motion {
  return encode(registry, minerRegistryApproveAbi, [minerId, disclosureHash])
}

/** Has approved miners bond and put their hashpower on sale, people buy some of it, and the studio hand out its items. */
export async function openMarket(world: World, as: As): Promise<void> {
  await bondAll(world, as)
  await sellAll(world, as)
  for (const [buyer, seriesId, units] of purchases) await buy(as(buyer), seriesId, units)
  await handOutItems(world, as)
}

async function bondAll({ rpc, deployment }: World, as: As): Promise<void> {
  const registry = addressOf(deployment, 'minerRegistry')
  for (const [index, miner] of (Object.keys(farms) as Offer['miner'][]).entries()) {
    const needed = await read(rpc, view(registry, minerRegistryRequiredBondAbi, [farms[miner].units]))
    const least = await read(rpc, view(registry, minerRegistryMinBondAbi, []))
    const amount = needed > least ? needed : least
    const client = as(miner)
    await execute(client, await bond.plan(client, { minerId: index + 1, amount }))
  }
}

async function sellAll(world: World, as: As): Promise<void> {
  const { tokens, decimals } = world
  const fleets = new Map<string, number>()
  const minerIds = Object.keys(farms)
  for (const { miner, asset, termDays, cap, cents } of offers) {
    const client = as(miner)
    const key = `${miner}:${asset}`
    const rewardToken = asset === 'BTC' ? tokens.tBTC : tokens.tFIL
    const minerId = minerIds.indexOf(miner) + 1
    const fleetId =
      fleets.get(key) ?? (await createFleet(client, { minerId, rewardToken, payToken: tokens.tUSDT })).event.fleetId
    fleets.set(key, fleetId)
    const perUnit = asset === 'BTC' ? TERAHASH : TEBIBYTE
    const price = (cents * 10n ** BigInt(decimals.tUSDT - 2)) / perUnit
    await createSeries(client, { fleetId, cap, termDays, sale: { price }, documentHash: NO_DOCUMENT, uri: URI })
  }
}

/** Buys units at today's price, approving first what is missing. */
export async function buy(client: DevnetClient, seriesId: number, units: bigint): Promise<bigint> {
  const quote = await quoteBuy(client, { seriesId, units, account: client.account.address })
  const { event } = await execute(client, await buyHashpower.plan(client, quote.buy))
  return event?.id ?? 0n
}

/** Items for the players; the second hashpower NFT of the first series goes into the first sword. */
async function handOutItems({ rpc, games, accounts }: World, as: As): Promise<void> {
  const { player1, player2, player3, studio } = accounts
  const mints = [player1, player2, player3].flatMap(({ address }) => [
    encode(games.items, gameItemsMintAbi, [address]),
    encode(games.gear, gameGearMintAbi, [address, 1n, 5n]),
  ])
  await mine(
    rpc,
    mints.map((call) => ({ from: studio.address, call, label: 'Making a game item' })),
  )
  const client = as('player1')
  const item = { kind: 'erc721', collection: games.items, id: 1n } as const
  await execute(client, await attach.plan(client, { item, powerId: (1n << 32n) + 2n }))
}
