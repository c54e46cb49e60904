import type { Address, Power } from '../../core/types.js'

export const DAY = 86_400

/** Assets that the sandbox mines, and the decimals of their tokens. */
export type Asset = 'BTC' | 'FIL'

/** Income is kept per unit, times this: as the ledger on the chain does, 10^(30 - decimals). */
export const SCALE: Readonly<Record<Asset, bigint>> = { BTC: 10n ** 22n, FIL: 10n ** 12n }

/** A hashpower NFT. */
export interface Nft {
  readonly id: bigint
  readonly asset: Asset
  readonly units: bigint
  readonly startDay: number
  readonly endDay: number
  owner: Address
  /** What was paid already, per unit and scaled. */
  base: bigint
  /** The item whose slot holds it. */
  slot: string | undefined
  /** Grows with every change of the NFT. */
  nonce: number
}

/** Income of days, per unit and scaled. */
export class DayLedger {
  readonly #sums: Record<Asset, Map<number, bigint>> = { BTC: new Map(), FIL: new Map() }
  readonly #rates: Record<Asset, (day: number) => bigint>
  /** Last settled UTC day. */
  settled: number

  constructor(settled: number) {
    this.settled = settled
    // 60 to 80 satoshi a TH/s, 5 mFIL to 6 mFIL a TiB: about what a day pays, a little different each day.
    this.#rates = {
      BTC: (day) => (BigInt(60 + ((day * 8) % 21)) * SCALE.BTC) / 1_000n,
      FIL: (day) => (BigInt(50 + ((day * 3) % 11)) * 10n ** 14n * SCALE.FIL) / 1_024n,
    }
  }

  setRate(asset: Asset, rate: bigint): void {
    this.#rates[asset] = () => rate
  }

  /** Settles all days up to one. */
  settleThrough(day: number): void {
    while (this.settled < day) {
      const before = this.settled++
      for (const asset of ['BTC', 'FIL'] as const)
        this.#sums[asset].set(this.settled, this.sum(asset, before) + this.#rates[asset](this.settled))
    }
  }

  /** Income of all days up to one, per unit and scaled. */
  sum(asset: Asset, day: number): bigint {
    return this.#sums[asset].get(day) ?? 0n
  }

  /** What an NFT earned and was not paid through a day, and its `base` after it was. */
  income(
    { asset, units, startDay, endDay, base }: Nft,
    throughDay: number = Number.MAX_SAFE_INTEGER,
  ): [bigint, bigint] {
    const last = Math.min(this.settled, endDay, throughDay)
    if (last < startDay) return [0n, base]
    const from = base === 0n ? this.sum(asset, startDay - 1) : base
    const sum = this.sum(asset, last)
    if (sum <= from) return [0n, base]
    const pay = (units * (sum - from)) / SCALE[asset]
    // What was paid is rounded up: no fraction is ever paid twice.
    return [pay, pay === 0n ? base : from + (pay * SCALE[asset] + units - 1n) / units]
  }

  /** What an NFT earned after a day, whoever was paid. */
  incomeAfter({ asset, units, startDay, endDay }: Nft, day: number): bigint {
    const last = Math.min(this.settled, endDay)
    const from = Math.max(day, startDay - 1)
    return last <= from ? 0n : (units * (this.sum(asset, last) - this.sum(asset, from))) / SCALE[asset]
  }

  power(nft: Nft): Power {
    const { id, asset, units, startDay, endDay } = nft
    const last = Math.min(this.settled, endDay)
    const earned = (day: number): boolean => this.sum(asset, day) > this.sum(asset, day - 1)
    let daysMined = 0
    for (let day = startDay; day <= last; day++) if (earned(day)) daysMined++
    let streakDays = 0
    while (last - streakDays >= startDay && earned(last - streakDays)) streakDays++
    const today = this.settled <= endDay ? this.incomeAfter(nft, this.settled - 1) : 0n
    return {
      id,
      asset,
      units,
      startDay,
      endDay,
      today,
      total: this.incomeAfter(nft, startDay - 1),
      streakDays,
      daysMined,
    }
  }
}
