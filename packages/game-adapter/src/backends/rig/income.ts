import type { DmexClient } from '@dmex/sdk'
import { getFleetHistory } from '@dmex/sdk/earn'
import type { Hashpower } from '@dmex/sdk/rig'
import type { Power } from '../../core/types.js'

/** What a fleet credited per unit and day, scaled by 10^30 over the whole token. */
type FleetDays = ReadonlyMap<number, bigint>

/** Days of the history kept from read to read: a settled day never changes, except by a reorganisation of the chain. */
interface Kept {
  readonly from: number
  readonly settled: number
  readonly days: FleetDays
}

const PAGE = 400
/** Deeper than any reorganisation that a game should live through. */
const READ_AGAIN = 3

/** Reads what fleets paid, a few calls for all items of a fleet, and works out the figures of each NFT from it. */
export class FleetIncome {
  readonly #client: DmexClient
  readonly #kept = new Map<number, Kept>()

  constructor(client: DmexClient) {
    this.#client = client
  }

  /** Makes sure that all days of these NFTs are known. */
  async load(powers: readonly Hashpower[], block?: bigint): Promise<void> {
    const needed = new Map<number, { from: number; settled: number }>()
    for (const { fleetId, startDay, settled } of powers) {
      const known = needed.get(fleetId)
      needed.set(fleetId, {
        from: Math.min(startDay, known?.from ?? startDay),
        settled: Math.max(settled, known?.settled ?? settled),
      })
    }
    await Promise.all([...needed].map(([fleetId, { from, settled }]) => this.#loadFleet(fleetId, from, settled, block)))
  }

  async #loadFleet(fleetId: number, from: number, settled: number, block: bigint | undefined): Promise<void> {
    const kept = this.#kept.get(fleetId)
    if (kept && kept.from <= from && kept.settled === settled) return
    const usable = kept && kept.from <= from && kept.settled < settled ? kept : undefined
    const first = usable ? Math.max(from, usable.settled - READ_AGAIN) : from
    const days = new Map(usable?.days)
    // The newest 400 come first; a longer history is read backwards.
    for (let toDay = settled; toDay >= first; toDay -= PAGE) {
      const fromDay = Math.max(first, toDay - PAGE + 1)
      const history = await getFleetHistory(this.#client, { fleetId, fromDay, toDay }, { block })
      for (const { day, perUnit } of history.days) days.set(day, perUnit)
    }
    this.#kept.set(fleetId, { from: Math.min(from, usable?.from ?? from), settled, days })
  }

  /** The figures of an NFT whose fleet was loaded. */
  powerOf({ id, fleetId, units, startDay, endDay, settled, reward }: Hashpower): Power {
    const days: FleetDays = this.#kept.get(fleetId)?.days ?? new Map()
    const scale = 10n ** BigInt(30 - reward.decimals)
    const last = Math.min(settled, endDay)
    let sum = 0n
    let daysMined = 0
    let streakDays = 0
    for (let day = startDay; day <= last; day++) {
      const perUnit = days.get(day) ?? 0n
      sum += perUnit
      if (perUnit > 0n) daysMined++
      streakDays = perUnit > 0n ? streakDays + 1 : 0
    }
    const today = settled <= endDay && settled >= startDay ? (units * (days.get(settled) ?? 0n)) / scale : 0n
    // Test tokens stand for the asset: tBTC and WBTC count as BTC.
    const asset = /BTC$/i.test(reward.symbol) ? 'BTC' : /FIL$/i.test(reward.symbol) ? 'FIL' : reward.symbol
    return { id, asset, units, startDay, endDay, today, total: (units * sum) / scale, streakDays, daysMined }
  }
}
