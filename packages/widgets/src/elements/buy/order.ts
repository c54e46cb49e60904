import type { getSeries, quoteBuy } from '@dmex/sdk/mint'
import { html, nothing, type TemplateResult } from 'lit'
import { measureOf } from '../../controllers/coin.js'
import { errorText } from '../../controllers/errorText.js'
import { hashpowerKind, powerText } from '../../controllers/hashpowerText.js'
import type { LocaleController } from '../../controllers/LocaleController.js'
import { dailyIncome, type Known } from './facts.js'

/** What an amount costs and would earn; and what the buyer has, once somebody is connected. */
export function total(
  { series, benchmark, quote }: Known,
  units: bigint,
  isConnected: boolean,
  locale: LocaleController,
): TemplateResult | typeof nothing {
  if (!quote) return nothing
  const { t } = locale
  const income = dailyIncome({ series, benchmark }, units)
  return html`<dl class="facts total" part="cost">
    <div>
      <dt>${t.buy.pay}</dt>
      <dd>${locale.amount(quote.cost, quote.pay)} <span class="quiet">${t.buy.networkFee}</span></dd>
    </div>
    ${
      income === undefined
        ? nothing
        : html`<div>
            <dt>${t.buy.wouldEarn}</dt>
            <dd>${t.buy.about(locale.amount(income, measureOf(series.fleet.reward, income, t.chart.satoshi)))}</dd>
          </div>`
    }
    ${
      isConnected
        ? html`<div>
            <dt>${t.buy.have}</dt>
            <dd>${locale.amount(quote.balance, { ...quote.pay, digits: 2 })}</dd>
          </div>`
        : nothing
    }
  </dl>`
}

/** What would go wrong with a purchase, said before anybody signs. */
export function objectionTo(
  { series, quote }: Known,
  isConnected: boolean,
  locale: LocaleController,
): string | undefined {
  if (!quote) return undefined
  const { t, language } = locale
  const kind = hashpowerKind(series.fleet.reward.symbol)
  const power = (units: bigint): string => powerText(units, kind, language)
  if (quote.blocker?.code === 'WalletCapReached')
    return t.buy.cap(power(series.terms.walletCap), power(quote.walletLeft))
  if (quote.blocker) return errorText({ ...quote.blocker, name: 'DmexError' }, t.errors)
  const lacking = quote.cost - quote.balance
  return isConnected && lacking > 0n ? t.buy.missing(locale.amount(lacking, quote.pay)) : undefined
}

/** Says that the wallet asks twice, where it does. */
export function permissionNote(quote: quoteBuy.Result, locale: LocaleController): TemplateResult | typeof nothing {
  if (quote.allowance >= quote.cost) return nothing
  return html`<p class="quiet">${locale.t.buy.permission(locale.amount(quote.cost, quote.pay))}</p>`
}

/** Why nobody can buy of a series now, if so. */
export function whyClosed(
  { blocker, left, terms, at }: getSeries.Result,
  { t, language }: LocaleController,
): string | undefined {
  if (!blocker && left > 0n) return undefined
  const time = (seconds: number): string =>
    new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(seconds * 1_000)
  if (blocker?.code === 'SaleNotOpen')
    return Number(at.timestamp) < terms.opensAt ? t.buy.opens(time(terms.opensAt)) : t.buy.ended(time(terms.closesAt))
  if (!blocker || blocker.code === 'SoldOut') return t.buy.soldOut
  return errorText({ ...blocker, name: 'DmexError' }, t.errors)
}
