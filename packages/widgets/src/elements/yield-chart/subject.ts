import { hashpower } from '@dmex/sdk'
import type { Hashpower, HashpowerState } from '@dmex/sdk/mint'
import type { getFleet } from '@dmex/sdk/provide'
import type { Coin } from '../../controllers/coin.js'
import { hashpowerKind } from '../../controllers/hashpowerText.js'

/** What a chart is of. */
export interface Subject {
  /** What income is paid in. */
  readonly coin: Coin
  readonly units: bigint
  /** Last settled UTC day. */
  readonly settled: number
  /** First UTC day that it earns, of an NFT. */
  readonly startDay: number | undefined
  readonly state: HashpowerState | undefined
}

export const subjectOfNft = ({ reward, units, settled, startDay, state }: Hashpower): Subject => ({
  coin: reward,
  units,
  settled,
  startDay,
  state,
})

export const subjectOfFleet = ({ reward, ledger }: getFleet.Result, units: bigint): Subject => ({
  coin: reward,
  units,
  settled: ledger.settled,
  startDay: undefined,
  state: undefined,
})

/** A whole number above zero; `undefined` for anything else. */
export function parseNumber(text: string | bigint | undefined): bigint | undefined {
  if (typeof text === 'bigint') return text
  return text !== undefined && /^\s*\d{1,78}\s*$/.test(text) && BigInt(text) > 0n ? BigInt(text) : undefined
}

/** Hashpower as a person writes it; `undefined` when it can't be read. */
export function parseUnits(text: string | undefined): bigint | undefined {
  if (text === undefined) return undefined
  try {
    return hashpower(text) || undefined
  } catch {
    return undefined
  }
}

/** What a fleet's chart is worked out for unless told otherwise: one TH/s, or one TiB. */
export function defaultUnits(coin: Coin): bigint {
  return hashpower(hashpowerKind(coin.symbol) === 'storage' ? '1 TiB' : '1 TH')
}
