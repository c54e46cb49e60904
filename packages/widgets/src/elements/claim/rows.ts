import { html, type TemplateResult } from 'lit'
import type { LocaleController } from '../../controllers/LocaleController.js'
import type { Hex } from '../../store/types.js'
import type { Payment } from './due.js'

/** A payment, and whether it is made. */
export interface Row extends Payment {
  readonly state: 'waiting' | 'now' | 'paid'
  readonly hash?: Hex
}

/** Digits behind the point that are shown at most. */
const DIGITS = 8

/** Writes what is paid in a coin. */
export function coinText({ token, amount }: Pick<Payment, 'token' | 'amount'>, locale: LocaleController): string {
  return locale.amount(amount, { ...token, digits: Math.min(token.decimals, DIGITS) })
}

/** Writes what is paid in several coins. */
export function coinList(payments: readonly Payment[], locale: LocaleController): string {
  const format = new Intl.ListFormat(locale.language, { type: 'conjunction' })
  return format.format(payments.map((payment) => coinText(payment, locale)))
}

/** Draws payments one by one: what is paid, what is under way, and what is still there. */
export function paymentRows(rows: readonly Row[], isOver: boolean, locale: LocaleController): TemplateResult {
  const { claim } = locale.t
  const say = (row: Row): string => {
    const written = coinText(row, locale)
    if (row.state === 'paid') return claim.paid(written)
    if (isOver) return claim.unpaid(written)
    return row.state === 'now' ? claim.paying(written) : claim.waiting(written)
  }
  return html`<ul class="payments" part="payments" aria-label=${claim.payments}>
    ${rows.map((row) => html`<li data-state=${row.state}>${say(row)}</li>`)}
  </ul>`
}
