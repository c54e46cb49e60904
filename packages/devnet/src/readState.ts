import {
  erc20BalanceOfAbi,
  erc721OwnerOfAbi,
  gameItemsTotalSupplyAbi,
  hashpowerCheckpointOfAbi,
  hashpowerDaySettledEventAbi,
  hashpowerExistsAbi,
  hashpowerPaidOnAbi,
  hashpowerRefundedEventAbi,
  hashpowerReleasedEventAbi,
  hashpowerSeriesCountAbi,
  hashpowerSeriesOfAbi,
  lensHashpowerAbi,
  rigAttachedEventAbi,
  rigLensSlotsAbi,
  rigLentEventAbi,
} from '@dmex/contracts-abi'
import { type Address, addressOf, type EventOf, type Hex, type Log, type ResultOf } from '@dmex/sdk'
import { type Fleet, fleetsOf } from './advance.js'
import { timeOf } from './chain.js'
import { eventsOf, read, readAll, view } from './contracts.js'
import { DAY, dateOf } from './days.js'
import { changeAt, marketIncome } from './history.js'
import { type PersonId, personIds } from './people.js'
import { listingStates } from './scene/listings.js'
import { auctionStates } from './scene/readAuctions.js'
import { lendingStates } from './scene/readLoans.js'
import { poolStates } from './scene/readPools.js'
import type { Amount, DayState, DevnetState, FleetState, HashpowerState, PersonState } from './state.js'
import { nameAt } from './wallet/names.js'
import { assetOf, personAt, type World } from './world.js'

/** What the state needs beside the chain: what the devnet itself is doing. */
export interface Doing {
  readonly busy?: string | undefined
  readonly snapshots: DevnetState['snapshots']
  readonly pages: DevnetState['pages']
}

type Nft = ResultOf<typeof lensHashpowerAbi>['items'][number]
type Item = EventOf<typeof rigAttachedEventAbi>['item']

/** A slot that holds hashpower now. */
interface HeldSlot {
  readonly powerId: bigint
  /** Who deposited or lends it. */
  readonly principal: Address
  readonly item: Item
  readonly controller: Address
}

/** What happened to escrow and days, from the chain's logs, and every series. */
interface History {
  readonly settled: readonly EventOf<typeof hashpowerDaySettledEventAbi>[]
  readonly released: readonly EventOf<typeof hashpowerReleasedEventAbi>[]
  readonly refunded: readonly EventOf<typeof hashpowerRefundedEventAbi>[]
  /** By id, from 1. */
  readonly series: readonly ResultOf<typeof hashpowerSeriesOfAbi>[]
}

const SHOWN_DAYS = 14
/** An NFT's id is its series, then 32 bits of its number in it. */
const ID_SHIFT = 32n

/** Reads the whole market at the latest block. */
export async function readState(world: World, doing: Doing): Promise<DevnetState> {
  const time = await timeOf(world.rpc)
  const block = await world.rpc.request<Hex>('eth_blockNumber')
  const fleets = await fleetsOf(world)
  const history = await historyOf(world)
  const yesterday = Math.floor(time / DAY) - 1
  return {
    chain: {
      chainId: world.chainId,
      rpcUrl: world.rpc.url,
      block: BigInt(block).toString(),
      time: new Date(time * 1000).toISOString(),
      seed: world.seed,
    },
    busy: doing.busy,
    income: [bitcoinIncome(yesterday), filecoinIncome(yesterday)],
    fleets: await Promise.all(fleets.map((fleet) => fleetState(world, fleet, history, Math.floor(time / DAY)))),
    hashpower: await hashpowerStates(world, history.series),
    pools: await poolStates(world),
    listings: await listingStates(world),
    auctions: await auctionStates(world),
    lending: await lendingStates(world),
    people: await peopleStates(world),
    snapshots: doing.snapshots,
    pages: doing.pages,
  }
}

function bitcoinIncome(day: number): DevnetState['income'][number] {
  const { difficulty, subsidy } = changeAt((day + 1) * DAY - 1)
  return {
    asset: 'BTC',
    date: dateOf(day),
    // A TH/s is a thousand units.
    perDay: { value: (marketIncome('BTC', day) * 1000n).toString(), decimals: 30, symbol: 'BTC' },
    difficulty: difficulty.toString(),
    subsidy: { value: subsidy.toString(), decimals: 8, symbol: 'BTC' },
  }
}

function filecoinIncome(day: number): DevnetState['income'][number] {
  const value = (marketIncome('FIL', day) * 1024n).toString()
  return { asset: 'FIL', date: dateOf(day), perDay: { value, decimals: 30, symbol: 'FIL' } }
}

async function historyOf({ rpc, deployment }: World): Promise<History> {
  const hashpower = addressOf(deployment, 'hashpower')
  const logs = await rpc.request<readonly Log[]>('eth_getLogs', { address: hashpower, fromBlock: '0x0' })
  const count = await read(rpc, view(hashpower, hashpowerSeriesCountAbi, []))
  return {
    settled: eventsOf(hashpower, logs, hashpowerDaySettledEventAbi),
    released: eventsOf(hashpower, logs, hashpowerReleasedEventAbi),
    refunded: eventsOf(hashpower, logs, hashpowerRefundedEventAbi),
    series: await readAll(
      rpc,
      Array.from({ length: count }, (_, index) => view(hashpower, hashpowerSeriesOfAbi, [index + 1])),
    ),
  }
}

async function fleetState(world: World, fleet: Fleet, history: History, today: number): Promise<FleetState> {
  const { fleetId, ledger, pay } = fleet
  const money = (value: bigint): Amount => ({ value: value.toString(), decimals: pay.decimals, symbol: pay.symbol })
  const ours = history.series.flatMap((series, index) =>
    series.fleetId === fleetId ? [{ ...series, id: index + 1 }] : [],
  )
  const deposited = sum(ours.map((series) => series.deposited))
  const releases = history.released.filter((release) => release.fleetId === fleetId)
  const refunds = history.refunded.filter(({ id }) => ours.some((series) => BigInt(series.id) === id >> ID_SHIFT))
  const released = sum(releases.map(({ amount, fee }) => amount + fee))
  const miner = personAt(world.accounts, fleet.operator)
  return {
    fleetId,
    miner: nameOf(world, fleet.operator),
    asset: assetOf(world, ledger.assetId) ?? 'BTC',
    status: ledger.status === 2 ? 'terminated' : 'live',
    unitsActive: fleet.units.toString(),
    settled: dateOf(ledger.settled),
    missStreak: ledger.missStreak,
    missesIn30: fleet.missesIn30,
    deliveryPpm: miner ? world.delivery.shareOf(miner.id, today) : 1_000_000,
    escrow: {
      deposited: money(deposited),
      released: money(released),
      due: money(ledger.minerDue),
      held: money(deposited - released - sum(refunds.map(({ amount }) => amount))),
    },
    lastDays: await lastDaysOf(world, fleet, history, today),
  }
}

async function lastDaysOf(world: World, fleet: Fleet, history: History, today: number): Promise<readonly DayState[]> {
  const { fleetId, ledger, reward } = fleet
  const hashpower = addressOf(world.deployment, 'hashpower')
  const amount = (value: bigint): Amount => ({
    value: value.toString(),
    decimals: reward.decimals,
    symbol: reward.symbol,
  })
  const waiting =
    ledger.status === 1
      ? Array.from(
          { length: Math.max(0, Math.min(today - 1, ledger.lastEnd) - ledger.settled) },
          (_, index) => ledger.settled + 1 + index,
        )
      : []
  const paid = await readAll(
    world.rpc,
    waiting.map((day) => view(hashpower, hashpowerPaidOnAbi, [fleetId, day])),
  )
  return [
    ...history.settled
      .filter((settled) => settled.fleetId === fleetId)
      .map((settled): DayState => ({ date: dateOf(settled.day), paid: amount(settled.paid), ok: settled.ok })),
    ...waiting.map((day, index): DayState => ({ date: dateOf(day), paid: amount(paid[index] ?? 0n) })),
  ].slice(-SHOWN_DAYS)
}

async function hashpowerStates(world: World, series: History['series']): Promise<readonly HashpowerState[]> {
  const ids = series.flatMap(({ sequence }, index) =>
    Array.from({ length: sequence }, (_, number) => (BigInt(index + 1) << ID_SHIFT) + BigInt(number + 1)),
  )
  const hashpower = addressOf(world.deployment, 'hashpower')
  const exist = await readAll(
    world.rpc,
    ids.map((id) => view(hashpower, hashpowerExistsAbi, [id])),
  )
  const alive = ids.filter((_, index) => exist[index])
  if (alive.length === 0) return []
  const slots = await slotsOf(world)
  const { items } = await read(world.rpc, view(addressOf(world.deployment, 'lens'), lensHashpowerAbi, [alive]))
  const earned = await earnedBy(world, items)
  return items.map((nft, index) => hashpowerState(world, nft, earned[index] ?? 0n, slots))
}

function hashpowerState(world: World, nft: Nft, earned: bigint, slots: readonly HeldSlot[]): HashpowerState {
  const { id, info, reward, pay } = nft
  const slot = slots.find(({ powerId }) => powerId === id)
  const income = (value: bigint): Amount => ({
    value: value.toString(),
    decimals: reward.decimals,
    symbol: reward.symbol,
  })
  return {
    id: id.toString(),
    fleetId: info.fleetId,
    asset: reward.token === world.tokens.tFIL ? 'FIL' : 'BTC',
    units: info.units.toString(),
    owner: nameOf(world, slot ? slot.principal : info.owner),
    earner: nameOf(world, slot ? slot.controller : info.beneficiary),
    item: slot && itemName(world, slot.item),
    firstDay: dateOf(info.startDay),
    lastDay: dateOf(info.endDay),
    earned: income(earned),
    claimable: income(info.claimable),
    refundFloor: {
      value: (info.refundable === 0n ? info.refundFloor : info.refundable).toString(),
      decimals: pay.decimals,
      symbol: pay.symbol,
    },
  }
}

/** What each NFT was credited since it began: the difference of two checkpoints of its fleet. */
async function earnedBy(world: World, nfts: readonly Nft[]): Promise<readonly bigint[]> {
  const hashpower = addressOf(world.deployment, 'hashpower')
  const accumulated = (day: (nft: Nft) => number) =>
    readAll(
      world.rpc,
      nfts.map((nft) => view(hashpower, hashpowerCheckpointOfAbi, [nft.info.fleetId, day(nft)])),
    )
  const before = await accumulated(({ info }) => info.startDay - 1)
  const until = await accumulated(({ info, settled }) => Math.max(info.startDay - 1, Math.min(settled, info.endDay)))
  return nfts.map(({ info, reward }, index) => {
    const grown = (until[index]?.acc ?? 0n) - (before[index]?.acc ?? 0n)
    return (info.units * grown) / 10n ** BigInt(30 - reward.decimals)
  })
}

/** Every slot of the rig that holds hashpower. */
async function slotsOf(world: World): Promise<readonly HeldSlot[]> {
  const rig = addressOf(world.deployment, 'rig')
  const logs = await world.rpc.request<readonly Log[]>('eth_getLogs', { address: rig, fromBlock: '0x0' })
  const named = [...eventsOf(rig, logs, rigAttachedEventAbi), ...eventsOf(rig, logs, rigLentEventAbi)]
  const items = [...new Map(named.map(({ key, item }) => [key, item])).values()]
  if (items.length === 0) return []
  const { result } = await read(world.rpc, view(addressOf(world.deployment, 'rigLens'), rigLensSlotsAbi, [items]))
  return result.flatMap(({ slot }, index) => {
    const item = items[index]
    const { powerId, controller, principal } = slot
    return item && powerId !== 0n ? [{ powerId, controller, principal, item }] : []
  })
}

function itemName(world: World, { kind, collection, id }: Item): string {
  if (kind === 2) return 'an off-chain item'
  if (collection === world.games.items) return `Sword #${id}`
  if (collection === world.games.gear) return `Gear #${id}`
  return `#${id} of ${collection}`
}

async function peopleStates(world: World): Promise<readonly PersonState[]> {
  const shown = personIds.filter((id) => !/^(attestor|council)/.test(id))
  const items = await itemOwners(world)
  return Promise.all(shown.map((id) => personState(world, id, items)))
}

async function personState(world: World, id: PersonId, owners: readonly Address[]): Promise<PersonState> {
  const { name, role, address } = world.accounts[id]
  const dmc = addressOf(world.deployment, 'dmc')
  const held = [...Object.entries(world.tokens), ['DMC', dmc] as const].map(([symbol, token]) => ({
    symbol,
    token: token as Address,
    decimals: world.decimals[symbol as keyof World['decimals']] ?? 18,
  }))
  const balances = await readAll(
    world.rpc,
    held.map(({ token }) => view(token, erc20BalanceOfAbi, [address])),
  )
  return {
    name,
    role,
    address,
    balances: held.flatMap(({ symbol, decimals }, index) => {
      const value = balances[index] ?? 0n
      return value === 0n ? [] : [{ value: value.toString(), decimals, symbol }]
    }),
    items: owners.flatMap((owner, index) => (owner === address ? [`Sword #${index + 1}`] : [])),
  }
}

/** Who owns each of the studio's items; an item that was destroyed belongs to nobody. */
async function itemOwners({ rpc, games }: World): Promise<readonly Address[]> {
  const count = await read(rpc, view(games.items, gameItemsTotalSupplyAbi, []))
  const ids = Array.from({ length: Number(count) }, (_, index) => BigInt(index + 1))
  return Promise.all(
    ids.map((id) =>
      read(rpc, view(games.items, erc721OwnerOfAbi, [id])).catch(
        (): Address => '0x0000000000000000000000000000000000000000',
      ),
    ),
  )
}

const sum = (values: readonly bigint[]): bigint => values.reduce((total, value) => total + value, 0n)

const nameOf = (world: World, address: Address): string => nameAt(world, address) ?? address
