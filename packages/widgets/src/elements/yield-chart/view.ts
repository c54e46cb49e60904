import type { getFleetHistory } from '@dmex/sdk/earn'
import { isBitcoin, measureOf } from '../../controllers/coin.js'
import type { LocaleController } from '../../controllers/LocaleController.js'
import {
  barOf,
  type ChartDay,
  findHalving,
  isDense,
  type Summary,
  summarise,
  ticksFor,
  toBars,
  toChartDays,
} from './model.js'
import type { Words } from './parts.js'
import { axisWidth, type Plot } from './plot.js'
import type { Subject } from './subject.js'

/** All that the drawn chart is made of. */
export interface View {
  readonly days: readonly ChartDay[]
  readonly summary: Summary
  readonly byWeek: boolean
  /** First day of a halving among the days. */
  readonly halving: number | undefined
  readonly plot: Plot
  readonly words: Words
}

/** What decides how days are shown. */
export interface Frame {
  readonly locale: LocaleController
  readonly mostDays: number
  /** Pixels. */
  readonly width: number
  /** The day that is looked at. */
  readonly activeDay: number | undefined
}

/** Works out the chart of some days; `undefined` when there are none yet. */
export function viewOf(
  history: readonly getFleetHistory.Day[],
  { coin, units }: Subject,
  { locale, mostDays, width, activeDay }: Frame,
): View | undefined {
  const days = toChartDays(history, units, coin.decimals).slice(-mostDays)
  const summary = summarise(days)
  if (!summary) return undefined
  const most = days
    .flatMap(({ amount, benchmark }) => [amount, benchmark])
    .reduce((top, each) => (each > top ? each : top))
  const money = measureOf(coin, most, locale.t.chart.satoshi)
  const ticks = ticksFor(most)
  const tickTexts = ticks.map((tick) => locale.amount(tick, { decimals: money.decimals }))
  const byWeek = isDense(days.length, width - axisWidth(tickTexts))
  const bars = toBars(days, byWeek)
  const halving = isBitcoin(coin) ? findHalving(days) : undefined
  const plot: Plot = {
    bars,
    ticks,
    tickTexts,
    dateText: ({ from }) => locale.day(from, 'short'),
    active: barOf(bars, activeDay),
    halving: barOf(bars, halving),
    halvingText: locale.t.chart.halving,
    width,
    mirrored: locale.direction === 'rtl',
  }
  return { days, summary, byWeek, halving, plot, words: { locale, money } }
}
