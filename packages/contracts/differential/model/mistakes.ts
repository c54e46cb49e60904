import { Ledger } from './ledger.js'
import { LoanBook } from './loans.js'
import { Pool } from './pool.js'

/** Gives the miner the fraction of the fee that is not a whole base unit. */
export class RoundsTheFeeDown extends Ledger {
  protected override feeOf(due: bigint): bigint {
    return (due * this.rules.feeBps) / 10_000n
  }
}

/** Releases a day's slice because the day is over, not because it was paid. */
export class ReleasesByTheCalendar extends Ledger {
  protected override isDue(): boolean {
    return true
  }
}

/** Lets a buyer earn on the day of the purchase. */
export class EarnsAtOnce extends Ledger {
  protected override firstDay(bought: bigint): bigint {
    return bought
  }
}

/** Shares by what machines still owe instead of what they cost: the variant that ends on day 139. */
export class SharesByTheDebt extends Pool {
  protected override shareBase(): bigint {
    return this.toRepay
  }
}

/** Leaves the fraction of a repayment to the users. */
export class RepaysRoundedDown extends Pool {
  protected override rounded(a: bigint, b: bigint): bigint {
    return a / b
  }
}

/** Lends against the refund of today instead of the one at maturity. */
export class ForgetsDaysUntilMaturity extends LoanBook {
  protected override refundDay(): bigint {
    return this.ledger.world.today
  }
}
