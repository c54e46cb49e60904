import type { DmexClient, Plan } from '@dmex/sdk'
import { DmexError } from '@dmex/sdk/errors'
import { buyHashpower, quoteBuy } from '@dmex/sdk/mint'

/** What the person must see anew, not just confirm again. */
export const LOOK_AGAIN: ReadonlySet<unknown> = new Set([
  'PriceTooHigh',
  'TermsChanged',
  'SoldOut',
  'WalletCapReached',
  'InsufficientBalance',
])

/** What the visitor saw when they said yes. */
export interface Agreed {
  readonly seriesId: number
  readonly units: bigint
  /** Price per unit that was shown. */
  readonly price: bigint
  readonly termsVersion: number
}

/**
 * Plans a purchase at the price that was shown and no higher. Asks the chain once more first, so that what changed meanwhile is
 * said before a wallet opens, not after a permit was signed for nothing.
 */
export async function planPurchase(client: DmexClient, agreed: Agreed): Promise<Plan<buyHashpower.Event>> {
  const { seriesId, units, price, termsVersion } = agreed
  const account = (client.dmexWallet ?? client).account?.address
  const now = await quoteBuy(client, { seriesId, units, account })
  if (now.blocker) {
    const { code, message } = now.blocker
    // The blocker names one of the contracts' errors; what it was called with is not known.
    throw new DmexError(code, message, {} as Record<never, never> as DmexError['args'])
  }
  if (now.price > price)
    throw new DmexError('PriceTooHigh', 'The price rose. Look at the new one.', { price: now.price, maxPrice: price })
  if (now.termsVersion !== termsVersion)
    throw new DmexError('TermsChanged', 'The terms of the sale changed. Read them again.', {
      version: now.termsVersion,
      expected: termsVersion,
    })
  if (now.balance < now.cost)
    throw new DmexError('InsufficientBalance', 'The wallet holds less than the price. Add money to it.', {
      token: now.pay.token,
      amount: now.cost,
      balance: now.balance,
    })
  return buyHashpower.plan(client, { ...now.buy, maxPrice: price })
}
