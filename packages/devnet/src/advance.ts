import {
  difficultyUpdaterLatestEpochAbi,
  difficultyUpdaterSubsidyAtAbi,
  hashpowerDaySettledEventAbi,
  hashpowerDeltaOfAbi,
  hashpowerPaidOnAbi,
  hashpowerReleasedEventAbi,
  lensFleetsPageAbi,
} from '@dmex/contracts-abi'
import { type Address, addressOf, type ResultOf } from '@dmex/sdk'
import {
  advanceBenchmark,
  fundDay,
  pushDifficultyEpoch,
  pushHalving,
  release,
  reportBenchmark,
  settleDays,
} from '@dmex/sdk/provide'
import { type Mined, type MinedLog, mine, type Transaction, timeOf } from './chain.js'
import { bitcoinHalvingHeight } from './constants/mining.js'
import { eventsOf, read, readAll, view } from './contracts.js'
import { assertKnown, DAY, dateOf } from './days.js'
import { type Asset, changesBetween, deliveredOf, reportsOf } from './history.js'
import { signReports } from './reports.js'
import { sceneEvening, sceneMorning } from './scene/index.js'
import { assetOf, personAt, type World } from './world.js'

/** One day of one fleet, as it settled. */
export interface SettledDay {
  readonly fleetId: number
  /** UTC day number. */
  readonly day: number
  /** `2024-04-06`. */
  readonly date: string
  /** What the miner handed over, reward token base units. */
  readonly paid: bigint
  /** Whether it was enough: the day's slice went to the miner. */
  readonly ok: boolean
  /** What was released to the miner after it, payment token base units, less the platform's fee. */
  readonly released: bigint
}

/** Told of days as they settle. */
export type OnSettled = (days: readonly SettledDay[]) => void | Promise<void>

/** Reports come at six in the morning, the market settles an hour after their window of twelve hours is over. */
const MORNING = 6 * 3600
const EVENING = 13 * 3600
const PAGE = 100

/** A fleet as the lens shows it. */
export type Fleet = ResultOf<typeof lensFleetsPageAbi>['items'][number]

/** Lists every fleet of the market. */
export async function fleetsOf({ rpc, deployment }: World): Promise<readonly Fleet[]> {
  const lens = addressOf(deployment, 'lens')
  const fleets: Fleet[] = []
  for (let cursor = 0n; ; ) {
    const { items, next } = await read(rpc, view(lens, lensFleetsPageAbi, [0, cursor, PAGE, PAGE]))
    fleets.push(...items)
    if (next === 0n) return fleets
    cursor = next
  }
}

/**
 * Lets one day pass: attestors report the day that ends, Bitcoin's changes are recorded, miners hand over what it earned,
 * every day that can settle does, and what became due is released.
 *
 * @param onSettled - told after each round of settling
 */
export async function advanceDay(world: World, onSettled?: OnSettled): Promise<void> {
  const over = Math.floor((await timeOf(world.rpc)) / DAY)
  assertKnown(over)
  const next = (over + 1) * DAY
  const changes = await bitcoinChanges(world, next + MORNING)
  const reports = await attest(world, over)
  const funding = await fund(world, await fleetsOf(world), over)
  const keeping = await sceneMorning(world, next + MORNING)
  await mine(world.rpc, [...changes, ...reports, ...funding, ...keeping], next + MORNING)
  world.delivery.close(over)
  await settle(world, over, next + EVENING, onSettled)
}

/** Records what difficulty and subsidy did since the contract last heard of it. */
export async function bitcoinChanges(
  { rpc, deployment, accounts }: World,
  until: number,
): Promise<readonly Transaction[]> {
  const updater = addressOf(deployment, 'difficultyUpdater')
  const from = accounts.deployer.address
  const latest = await read(rpc, view(updater, difficultyUpdaterLatestEpochAbi, []))
  const changes = changesBetween(Number(latest.startTime), until)
  const subsidies = await readAll(
    rpc,
    changes.map(({ time }) => view(updater, difficultyUpdaterSubsidyAtAbi, [time])),
  )
  return changes.flatMap(({ height, time, difficulty, subsidy }, index): Transaction[] => {
    if (height !== bitcoinHalvingHeight) {
      const call = pushDifficultyEpoch.call(deployment, { startTime: time, difficulty })
      return [{ from, call, label: `Difficulty of block ${height}` }]
    }
    // The epoch that the halving is in stays the latest for days: it may have been recorded before.
    if (subsidies[index] === subsidy) return []
    return [{ from, call: pushHalving.call(deployment, { time }), label: 'The halving' }]
  })
}

/** Has every attestor sign its report of a day, and brings them. */
export async function attest(world: World, day: number): Promise<readonly Transaction[]> {
  return Promise.all(
    (Object.keys(world.assetIds) as Asset[]).map(async (asset): Promise<Transaction> => {
      const assetId = world.assetIds[asset]
      const values = reportsOf(asset, day, world.seed)
      const reports = await signReports(world, assetId, day, values)
      return {
        from: world.accounts.deployer.address,
        call: reportBenchmark.call(world.deployment, { assetId, day, reports }),
        label: `${asset} reports of ${dateOf(day)}`,
      }
    }),
  )
}

/** What each miner of ours owes for the days that have not settled, up to the one that is over, and has not handed over. */
async function fund(world: World, fleets: readonly Fleet[], over: number): Promise<readonly Transaction[]> {
  const hashpower = addressOf(world.deployment, 'hashpower')
  const open = fleets.flatMap((fleet) => {
    const miner = personAt(world.accounts, fleet.operator)
    const asset = assetOf(world, fleet.ledger.assetId)
    const { settled, lastEnd } = fleet.ledger
    return miner && asset && isLive(fleet) && settled < lastEnd ? [{ fleet, miner, asset, from: settled + 1 }] : []
  })
  const days = open.flatMap((entry) =>
    Array.from({ length: Math.max(0, over - entry.from + 1) }, (_, index) => ({ ...entry, day: entry.from + index })),
  )
  const deltas = await readAll(
    world.rpc,
    days.map(({ fleet, day }) => view(hashpower, hashpowerDeltaOfAbi, [fleet.fleetId, day])),
  )
  const paid = await readAll(
    world.rpc,
    days.map(({ fleet, day }) => view(hashpower, hashpowerPaidOnAbi, [fleet.fleetId, day])),
  )
  const units = new Map<number, bigint>()
  return days.flatMap(({ fleet, miner, asset, day }, index): Transaction[] => {
    const { fleetId } = fleet
    const active = (units.get(fleetId) ?? fleet.units) + (deltas[index]?.units ?? 0n)
    units.set(fleetId, active)
    const amount = deliveredOf({
      asset,
      day,
      seed: world.seed,
      fleetId,
      units: active,
      decimals: fleet.reward.decimals,
      sharePpm: world.delivery.shareOf(miner.id, day),
    })
    if (amount === 0n || paid[index] !== 0n) return []
    const call = fundDay.call(world.deployment, { fleetId, day, amount })
    return [{ from: miner.address, call, label: `${miner.name}'s income of ${dateOf(day)}` }]
  })
}

/** Settles day after day, and releases what each made due, until nothing more can settle. */
async function settle(world: World, over: number, time: number, onSettled?: OnSettled): Promise<void> {
  const hashpower = addressOf(world.deployment, 'hashpower')
  const from = world.accounts.deployer.address
  // A fleet's settlement decides the benchmark too; an asset without fleets must not fall behind.
  const deciding = Object.entries(world.assetIds).map(([asset, assetId]) => ({
    from,
    call: advanceBenchmark.call(world.deployment, { assetId }),
    label: `Benchmark of ${asset}`,
  }))
  const keeping = await sceneEvening(world, time)
  let first = true
  for (let waiting = await behind(world, over); waiting.length > 0 || first; waiting = await behind(world, over)) {
    const settling = waiting.map(({ fleetId }) => ({
      from,
      call: settleDays.call(world.deployment, { fleetId, maxDays: 1 }),
      label: `Settling a day of fleet ${fleetId}`,
    }))
    const settled = await mine(
      world.rpc,
      first ? [...deciding, ...settling, ...keeping] : settling,
      first ? time : undefined,
    )
    first = false
    const due = (await fleetsOf(world)).filter(({ ledger }) => ledger.minerDue > 0n)
    const releasing = due.map(({ fleetId }) => ({
      from,
      call: release.call(world.deployment, { fleetId }),
      label: `Releasing escrow of fleet ${fleetId}`,
    }))
    const released = releasing.length > 0 ? await mine(world.rpc, releasing) : []
    const days = settledDays(hashpower, settled, released)
    if (days.length === 0) return
    await onSettled?.(days)
  }
}

/** Fleets with days that are over and have not settled. */
async function behind(world: World, over: number): Promise<readonly Fleet[]> {
  return (await fleetsOf(world)).filter(
    (fleet) => isLive(fleet) && fleet.ledger.settled < Math.min(over, fleet.ledger.lastEnd),
  )
}

const isLive = ({ ledger }: Fleet): boolean => ledger.status === 1

function settledDays(hashpower: Address, settled: readonly Mined[], released: readonly Mined[]): readonly SettledDay[] {
  const amounts = new Map(
    eventsOf(hashpower, logsOf(released), hashpowerReleasedEventAbi).map(({ fleetId, amount }) => [fleetId, amount]),
  )
  return eventsOf(hashpower, logsOf(settled), hashpowerDaySettledEventAbi).map(({ fleetId, day, paid, ok }) => ({
    fleetId,
    day,
    date: dateOf(day),
    paid,
    ok,
    released: amounts.get(fleetId) ?? 0n,
  }))
}

const logsOf = (mined: readonly Mined[]): readonly MinedLog[] => mined.flatMap(({ logs }) => logs)
