import type { lendLensQuoteAbi } from '@dmex/contracts-abi'
import { type Blocker, toBlocker } from '../core/series.js'
import type { Address, ResultOf } from '../core/types.js'
import { type Hashpower, type TakenAt, toHashpower } from '../core/views.js'
import type { borrow } from './borrow.js'
import { interestOf } from './interestOf.js'
import { type CollateralValue, toValue } from './loan.js'

type Raw = ResultOf<typeof lendLensQuoteAbi>['items'][number]

/** What could be borrowed against a hashpower NFT. Amounts are base units of the pool's asset. */
export interface Quote extends Omit<Raw, 'hashpower' | 'value' | 'blocker'> {
  readonly hashpower: Hashpower
  /** What the NFT is worth when the loan is due; `undefined` while data are stale. */
  readonly value: CollateralValue | undefined
  /** Interest of `amount` until the loan is due. */
  readonly interest: bigint
  /** Unix seconds when the loan would be due. */
  readonly maturity: bigint
  /** Why this loan would fail now; `undefined` when only the approval of the NFT can be missing. */
  readonly blocker: Blocker | undefined
  /** Arguments for `borrow`: within half an hour, at a rate at most half a percentage point higher. */
  readonly borrow: borrow.Args
  /** The block that all of this is of. */
  readonly at: TakenAt
}

const DAY = 86_400n
const HALF_AN_HOUR = 1_800n
/** Others may borrow in between: half a percentage point. */
const RATE_MARGIN = 5_000_000

/** Turns the lens's quote into ours. */
export async function toQuote(raw: Raw, at: TakenAt, pool: Address, termDays: 30 | 90 | 180): Promise<Quote> {
  const { hashpower, value, blocker, ...rest } = raw
  const { amount, rate } = rest
  const term = BigInt(termDays) * DAY
  return {
    ...rest,
    hashpower: toHashpower(hashpower, at),
    value: toValue(value),
    interest: interestOf(amount, rate, term),
    maturity: at.timestamp + term,
    blocker: await toBlocker(blocker),
    borrow: {
      pool,
      id: hashpower.id,
      amount,
      termDays,
      maxRate: rate + RATE_MARGIN,
      deadline: at.timestamp + HALF_AN_HOUR,
    },
    at,
  }
}
