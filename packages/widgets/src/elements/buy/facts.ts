import type { getBenchmark } from '@dmex/sdk/earn'
import type { getSeries, quoteBuy } from '@dmex/sdk/mint'
import type { getMiner } from '@dmex/sdk/provide'
import { html, nothing, type TemplateResult } from 'lit'
import { measureOf } from '../../controllers/coin.js'
import { hashpowerKind, inMeasure, mainMeasure, powerText } from '../../controllers/hashpowerText.js'
import type { LocaleController } from '../../controllers/LocaleController.js'

/** What is known about a series. */
export interface Known {
  readonly series: getSeries.Result
  readonly miner: getMiner.Result | undefined
  readonly benchmark: getBenchmark.Result | undefined
  readonly quote: quoteBuy.Result | undefined
}

/** Benchmarks are whole reward assets x 10^30 per unit. */
const SCALE = 10n ** 30n

/** What units earned on the last decided day, base units of the reward token; `undefined` before the first. */
export function dailyIncome(
  { series, benchmark }: Pick<Known, 'series' | 'benchmark'>,
  units: bigint,
): bigint | undefined {
  if (!benchmark || benchmark.latestDay === 0) return undefined
  return (benchmark.latestValue * units * 10n ** BigInt(series.fleet.reward.decimals)) / SCALE
}

const row = (term: string, description: unknown): TemplateResult =>
  html`<div><dt>${term}</dt><dd>${description}</dd></div>`

/** What a series is, what it earns, and what becomes of the money. */
export function facts({ series, benchmark, quote }: Known, locale: LocaleController): TemplateResult {
  const { t } = locale
  const { fleet } = series
  const kind = hashpowerKind(fleet.reward.symbol)
  const measure = mainMeasure(kind)
  // Both in the same measure, so that they can be compared.
  const power = (units: bigint): string => inMeasure(units, measure, locale.language)
  const income = dailyIncome({ series, benchmark }, measure.units)
  const days = locale.number(series.series.termDays)
  return html`
    <dl class="facts" part="facts">
      ${row(t.buy.price, t.buy.per(locale.amount(series.price * measure.units, fleet.pay), measure.label))}
      ${row(
        t.buy.earns,
        income === undefined || !benchmark
          ? t.buy.earnsUnknown
          : html`${t.buy.earnsPer(locale.amount(income, measureOf(fleet.reward, income, t.chart.satoshi)), measure.label)}
              <span class="quiet">${t.buy.earnsFrom(locale.day(benchmark.latestDay))} ${t.common.riskNote}</span>`,
      )}
      ${row(t.buy.starts, t.buy.startsOn(locale.day(series.at.today + 1)))}
      ${row(t.buy.term, quote ? t.buy.termUntil(days, locale.day(quote.endDay)) : t.buy.termDays(days))}
      ${row(
        t.buy.left,
        html`${t.buy.leftOf(power(series.left), power(series.series.cap))}
          <meter min="0" max="100" value=${share(series.left, series.series.cap)} aria-hidden="true"></meter>`,
      )}
      ${row(
        t.buy.refund,
        quote
          ? t.buy.refundWith(locale.amount(quote.cost, quote.pay), locale.amount(quote.q, { ...quote.pay, digits: 4 }))
          : t.buy.refundFloor,
      )}
    </dl>
    <p class="quiet" part="escrow">${t.buy.escrow}</p>
  `
}

function share(part: bigint, whole: bigint): number {
  return whole === 0n ? 0 : Number((part * 100n) / whole)
}

/** Who mines, behind a line that opens. */
export function minerDetails({ series, miner }: Known, locale: LocaleController): TemplateResult | typeof nothing {
  if (!miner) return nothing
  const { t } = locale
  const { fleet } = series
  const { farm, company, totalHashrate, effectiveHashrate } = miner.disclosure
  const kind = hashpowerKind(fleet.reward.symbol)
  const power = (units: bigint): string => powerText(units, kind, locale.language)
  // Only what a link may be: the address comes from the miner.
  const link = /^https:\/\//i.test(series.uri) ? series.uri : undefined
  return html`<details part="miner">
    <summary>${t.buy.miner}</summary>
    <dl class="facts">
      ${row(t.buy.farm, html`<bdi>${farm}</bdi>`)} ${row(t.buy.company, html`<bdi>${company}</bdi>`)}
      ${row(t.buy.machines, t.buy.machinesWork(power(effectiveHashrate), power(totalHashrate)))}
      ${row(t.buy.record, t.buy.recordText(locale.number(fleet.earned), locale.number(fleet.missesIn30)))}
      ${
        link
          ? row(
              t.buy.document,
              html`<a href=${link} target="_blank" rel="noopener noreferrer"><bdi>${new URL(link).hostname}</bdi></a>`,
            )
          : nothing
      }
    </dl>
  </details>`
}
