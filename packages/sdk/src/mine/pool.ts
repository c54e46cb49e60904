import type { mineLensPoolsAbi } from '@dmex/contracts-abi'
import { someone } from '../core/nobody.js'
import { type Blocker, toBlocker } from '../core/series.js'
import type { Address, ResultOf } from '../core/types.js'
import type { TakenAt, Token } from '../core/views.js'

type Raw = ResultOf<typeof mineLensPoolsAbi>['items'][number]
type RawMachine = Raw['machines'][number]
type RawParameters = Raw['parameters']

/** A hashpower NFT that a pool owns. */
export interface Machine extends Omit<RawMachine, 'machine'>, Omit<RawMachine['machine'], 'id'> {
  /** The hashpower NFT. */
  readonly id: bigint
}

/** Income on sale. */
export interface Lot {
  readonly id: number
  /** Base units of the reward token. */
  readonly amount: bigint
  /** What it costs now, base units of the asset; `undefined` while the oracle's price is stale. */
  readonly price: bigint | undefined
  /** Unix seconds since when it has been on sale. */
  readonly openedAt: number
  /** Days of income in it, and the last of them (UTC day number). */
  readonly daysCount: number
  readonly throughDay: number
}

/** A joint-mining pool. Amounts are base units of its asset unless said otherwise. */
export interface Pool
  extends Omit<
      Raw,
      'state' | 'parameters' | 'scheduled' | 'share' | 'blocker' | 'incomeSale' | 'lot' | 'lotPrice' | 'machines'
    >,
    Omit<Raw['state'], 'throughDay' | 'queueHead' | 'queueTail'>,
    RawParameters {
  readonly asset: Token
  readonly reward: Token
  /** Part of the income that is the users' while the queue and the guard ask for less, 0 to 1. The router's part comes out of it. */
  readonly usersShare: number
  /** Last day collected, UTC day number. */
  readonly throughDay: number
  /** Tickets that wait. */
  readonly queueLength: number
  /** The ticket that is paid next. */
  readonly nextTicket: bigint
  /** Why every deposit would fail now; `undefined` when `room` can be deposited. */
  readonly blocker: Blocker | undefined
  /** What governance planned to buy; `undefined` when nothing. `expiresAt` is unix seconds. */
  readonly purchase: Raw['scheduled'] | undefined
  /** Where income is sold; `undefined` where machines earn the asset itself. */
  readonly sale: { readonly address: Address; readonly lot: Lot | undefined } | undefined
  /** In the order of repayment. */
  readonly machines: readonly Machine[]
  /** The block that all of this is of. */
  readonly at: TakenAt
}

/** Turns the lens's pool into ours. */
export async function toPool(raw: Raw, at: TakenAt): Promise<Pool> {
  const { state, parameters, scheduled, share, blocker, incomeSale, lot, lotPrice, machines, ...rest } = raw
  const { throughDay, queueHead, queueTail, ...sums } = state
  const { id, amount, openedAt, daysCount, throughDay: lotThroughDay } = lot
  const address = someone(incomeSale)
  return {
    ...rest,
    ...sums,
    ...parameters,
    usersShare: Number(share) / 1e18,
    throughDay: Number(throughDay),
    queueLength: Number(queueTail - queueHead),
    nextTicket: queueHead,
    blocker: await toBlocker(blocker),
    purchase: scheduled.units ? scheduled : undefined,
    sale: address && {
      address,
      lot: amount
        ? { id, amount, price: lotPrice || undefined, openedAt, daysCount, throughDay: lotThroughDay }
        : undefined,
    },
    machines: machines.map(({ machine, ...seen }) => ({ ...machine, ...seen })),
    at,
  }
}
