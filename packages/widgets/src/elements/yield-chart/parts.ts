import { html, nothing, type TemplateResult } from 'lit'
import type { Money } from '../../controllers/formats.js'
import type { LocaleController } from '../../controllers/LocaleController.js'
import type { Bar, ChartDay, Summary } from './model.js'

/** Writes what the parts of the chart say. */
export interface Words {
  readonly locale: LocaleController
  /** As exact as can be read at a glance; the table has every digit. */
  readonly money: Money
}

/** The days of a bar, in words. */
export function dateOfBar({ from, to }: Bar, { locale }: Words): string {
  if (from === to) return locale.day(from)
  return locale.t.chart.span(locale.day(from, 'short'), locale.day(to))
}

/** The figures of a bar, in words. */
export function figuresOfBar(bar: Bar, words: Words): string {
  const { locale, money } = words
  const { chart } = locale.t
  if (bar.idle) return chart.idle
  const write = (amount: bigint): string => locale.amount(amount, money)
  if (bar.from === bar.to) return chart.dayFigures(write(bar.amount), write(bar.benchmark))
  return chart.weekFigures(write(bar.amount), write(bar.benchmark), write(bar.total))
}

/** What was missed in a bar, in words; nothing when nothing was. */
export function missedOfBar({ missed, from, to }: Bar, { locale }: Words): string | undefined {
  if (missed === 0) return undefined
  return from === to ? locale.t.chart.missedDay : locale.t.chart.missedInWeek(locale.number(missed))
}

/** All of a bar in one line, for those who listen. */
export function sentenceOfBar(bar: Bar, words: Words): string {
  return [dateOfBar(bar, words), figuresOfBar(bar, words), missedOfBar(bar, words)].filter(Boolean).join('. ')
}

export function readout(bar: Bar, words: Words): TemplateResult {
  const missed = missedOfBar(bar, words)
  return html`<p><strong>${dateOfBar(bar, words)}</strong>${missed ? html` <span class="missed-words">× ${missed}</span>` : nothing}</p>
    <p>${figuresOfBar(bar, words)}</p>`
}

export function legend(
  { byWeek, missed }: { byWeek: boolean; missed: boolean },
  locale: LocaleController,
): TemplateResult {
  const { chart } = locale.t
  const entry = (text: string, sample: TemplateResult): TemplateResult => html`<li>${sample}${text}</li>`
  return html`<ul class="legend" part="legend">
    ${entry(
      chart.income,
      html`<svg width="12" height="12" aria-hidden="true"><rect class="bar" x="1" y="1" width="10" height="11" /></svg>`,
    )}
    ${entry(
      chart.benchmark,
      html`<svg width="24" height="12" aria-hidden="true"><path class="benchmark" d="M0 6h24" /></svg>`,
    )}
    ${
      missed
        ? entry(
            byWeek ? chart.weekWithMissed : chart.missedDay,
            html`<svg width="12" height="12" aria-hidden="true"><path class="mark" d="M2 2l8 8m0 -8l-8 8" /></svg>`,
          )
        : nothing
    }
  </ul>`
}

export function summaryList(days: readonly ChartDay[], summary: Summary, { locale, money }: Words): TemplateResult {
  const { chart } = locale.t
  const { total, best, missed } = summary
  return html`<dl class="summary" part="summary">
    <div>
      <dt>${chart.total}</dt>
      <dd>${locale.amount(total, money)}<span>${chart.since(locale.day(days[0]?.day ?? 0))}</span></dd>
    </div>
    <div>
      <dt>${chart.best}</dt>
      <dd>${locale.amount(best.amount, money)}<span>${locale.day(best.day)}</span></dd>
    </div>
    <div>
      <dt>${chart.missedDays}</dt>
      <dd>${chart.countOf(locale.number(missed), locale.number(days.length))}</dd>
    </div>
  </dl>`
}

export function summarySentence(days: readonly ChartDay[], summary: Summary, { locale, money }: Words): string {
  const { total, best, missed } = summary
  return locale.t.chart.summary(
    locale.amount(total, money),
    locale.amount(best.amount, money),
    locale.day(best.day),
    locale.number(missed),
    locale.number(days.length),
  )
}

/** Every day with its exact figures, the newest first. */
export function dayTable(days: readonly ChartDay[], { locale, money }: Words): TemplateResult {
  const { chart } = locale.t
  const write = (amount: bigint): string => locale.amount(amount, { decimals: money.decimals })
  const row = ({ day, amount, benchmark, missed, idle }: ChartDay): TemplateResult => html`<tr>
    <th scope="row">${locale.day(day)}</th>
    <td>${write(amount)}</td>
    <td>${write(benchmark)}</td>
    <td class=${missed ? 'missed' : ''}>${missed ? `× ${chart.missedDay}` : idle ? '–' : chart.yes}</td>
  </tr>`
  return html`<div id="table" class="table" part="table" role="region" aria-label=${chart.tableName} tabindex="0">
    <table>
      <caption class="sr-only">${chart.title(money.symbol ?? '')}</caption>
      <thead>
        <tr>
          <th scope="col">${chart.day}</th>
          <th scope="col">${chart.income} (${money.symbol})</th>
          <th scope="col">${chart.benchmark} (${money.symbol})</th>
          <th scope="col">${chart.delivered}</th>
        </tr>
      </thead>
      <tbody>
        ${[...days].reverse().map(row)}
      </tbody>
    </table>
  </div>`
}
