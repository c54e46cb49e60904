import { getFleetHistory, getIncomeHistory } from '@dmex/sdk/earn'
import { getHashpower, type Hashpower } from '@dmex/sdk/mint'
import { getFleet } from '@dmex/sdk/provide'
import { readQueryOptions } from '@dmex/sdk/query'
import { type CSSResultGroup, html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import type { ElementClass } from '../../base/defineElement.js'
import { FlowElement } from '../../base/FlowElement.js'
import type { Source } from '../../base/source.js'
import { announce } from '../../controllers/announce.js'
import { errorText } from '../../controllers/errorText.js'
import { ReadController } from '../../controllers/ReadController.js'
import { surface } from '../../styles/surface.js'
import { tokens } from '../../styles/tokens.js'
import { DmexButton } from '../button/button.js'
import { DmexSkeleton } from '../skeleton/skeleton.js'
import { barOf } from './model.js'
import { dayTable, legend, readout, sentenceOfBar, summaryList, summarySentence } from './parts.js'
import { barAt, drawPlot, PLOT_HEIGHT } from './plot.js'
import { defaultUnits, parseNumber, parseUnits, type Subject, subjectOfFleet, subjectOfNft } from './subject.js'
import { type View, viewOf } from './view.js'
import { styles } from './yield-chart.styles.js'

/** Days that a fleet's chart shows unless told otherwise. */
const FLEET_DAYS = 30
/** The most that one read brings. */
const MOST_DAYS = 400
/** Width to draw at before the page has laid it out, pixels. */
const FIRST_WIDTH = 320

/**
 * What a hashpower NFT, or a fleet, was paid each day, beside what the market paid: bars, a line, crosses where the miner missed a
 * day, and the same as a table. Arrow keys, a finger or the mouse look at single days. Days that are too many for a bar each are
 * drawn by week.
 *
 * @summary Income by day against the market average, missed days marked.
 *
 * @attr {string} nft - number of a hashpower NFT
 * @attr {number} fleet - number of a miner's fleet, in place of an NFT
 * @attr {string} units - how much of the fleet's hashpower to work it out for, such as `2.5 TH` (1 TH or 1 TiB unless said)
 * @attr {number} days - how many of the newest days to show: 30 of a fleet and all of an NFT unless said, 400 at most
 * @attr {boolean} bare - without the card around it, inside another card
 *
 * @csspart card - the card around everything
 * @csspart readout - the figures of the day that is looked at
 * @csspart plot - the drawing
 * @csspart legend - what the shapes mean
 * @csspart summary - sum, best day, missed days
 * @csspart toggle - the button that shows the table
 * @csspart table - the table
 * @csspart stale - the note that the figures are old
 * @csspart error - the message that nothing could be read
 *
 * @cssproperty --dmex-chart-bar - colour of the bars
 * @cssproperty --dmex-chart-benchmark - colour of the market average
 * @cssproperty --dmex-chart-missed - colour of missed days
 */
export class DmexYieldChart extends FlowElement {
  static override styles: CSSResultGroup = [tokens, surface, styles]
  static override readonly dependencies: Readonly<Record<string, ElementClass>> = {
    'dmex-button': DmexButton,
    'dmex-skeleton': DmexSkeleton,
  }
  static override properties: PropertyDeclarations = {
    nft: {},
    fleet: { type: Number },
    units: {},
    days: { type: Number },
    bare: { type: Boolean, reflect: true },
    hashpower: { attribute: false },
    plotWidth: { state: true },
    walked: { state: true },
    hovered: { state: true },
    tableOpen: { state: true },
  }

  /** Number of a hashpower NFT. */
  declare nft: string | bigint | undefined
  /** Number of a miner's fleet, in place of an NFT. */
  declare fleet: number | undefined
  /** How much of the fleet's hashpower to work it out for. */
  declare units: string | undefined
  /** How many of the newest days to show. */
  declare days: number | undefined
  /** Without the card around it. */
  declare bare: boolean | undefined
  /** The NFT itself, when the page has read it already: one read less. */
  declare hashpower: Hashpower | undefined

  /** Pixels. */
  declare private plotWidth: number
  /** UTC day that the keys walked to. */
  declare private walked: number | undefined
  /** UTC day under the mouse. */
  declare private hovered: number | undefined
  declare private tableOpen: boolean

  readonly #readSource = (): Source | undefined => (typeof this.source === 'object' ? this.source : undefined)

  readonly #nft = new ReadController(this, this.#readSource, ({ client }) => {
    const id = this.#nftId
    return id === undefined || this.hashpower ? undefined : readQueryOptions(getHashpower, client, { id })
  })

  readonly #fleet = new ReadController(this, this.#readSource, ({ client }) => {
    const fleetId = this.#fleetId
    return fleetId === undefined ? undefined : readQueryOptions(getFleet, client, { fleetId })
  })

  readonly #history = new ReadController<{ readonly days: readonly getFleetHistory.Day[] }>(
    this,
    this.#readSource,
    ({ client }) => {
      const id = this.#nftId
      const subject = this.#subject
      // All days of an NFT need nothing else to be known; the newest days of something need its newest day.
      if (id !== undefined && this.days === undefined) return readQueryOptions(getIncomeHistory, client, { id })
      if (!subject) return undefined
      const fromDay = this.#firstDayOf(subject)
      if (id !== undefined) return readQueryOptions(getIncomeHistory, client, { id, fromDay })
      const fleetId = this.#fleetId
      if (fleetId === undefined) return undefined
      return readQueryOptions(getFleetHistory, client, { fleetId, fromDay, units: subject.units })
    },
  )

  #resize: ResizeObserver | undefined
  #observed: Element | undefined
  #anchor: { readonly of: string; readonly fromDay: number } | undefined
  #view: View | undefined
  #said: string | undefined

  constructor() {
    super()
    this.plotWidth = FIRST_WIDTH
    this.tableOpen = false
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#resize?.disconnect()
    this.#observed = undefined
  }

  get #nftId(): bigint | undefined {
    return this.hashpower?.id ?? parseNumber(this.nft)
  }

  get #fleetId(): number | undefined {
    if (this.#nftId !== undefined || !this.fleet || !Number.isSafeInteger(this.fleet)) return undefined
    return this.fleet
  }

  get #subject(): Subject | undefined {
    if (this.#nftId !== undefined) {
      const nft = this.hashpower ?? this.#nft.shown.data
      return nft && subjectOfNft(nft)
    }
    const fleet = this.#fleet.shown.data
    return fleet && subjectOfFleet(fleet, parseUnits(this.units) ?? defaultUnits(fleet.reward))
  }

  /** Stays the same while days pass, so that one read goes on being asked; the newest days are cut from what it brings. */
  #firstDayOf({ settled, startDay }: Subject): number {
    const of = `${this.#nftId}/${this.#fleetId}/${this.days}`
    const wanted = Math.max(startDay ?? 1, settled - this.#mostDays + 1)
    if (this.#anchor?.of !== of || this.#anchor.fromDay > wanted) this.#anchor = { of, fromDay: wanted }
    return this.#anchor.fromDay
  }

  get #mostDays(): number {
    const wanted = this.days ?? (this.#fleetId === undefined ? MOST_DAYS : FLEET_DAYS)
    return Math.min(MOST_DAYS, Math.max(1, Math.floor(wanted) || FLEET_DAYS))
  }

  protected override render(): TemplateResult {
    return html`<div class="card" part="card" dir=${this.locale.direction}>${this.#content()}</div>`
  }

  #content(): TemplateResult {
    this.#view = undefined
    const { common, chart } = this.locale.t
    if (this.#nftId === undefined && this.#fleetId === undefined) return this.#place(chart.which)
    if (this.units !== undefined && !parseUnits(this.units)) return this.#place(chart.badUnits)
    if (this.source === 'connect-to-see') return this.#place(common.connectToSee)
    if (this.source === 'no-chain') return this.#place(common.noChain)
    const subject = this.#subject
    const history = this.#history.shown
    if (subject && history.data) {
      this.#view = viewOf(history.data.days, subject, {
        locale: this.locale,
        mostDays: this.#mostDays,
        width: this.plotWidth,
        activeDay: this.hovered ?? this.walked,
      })
      return this.#view ? this.#chart(this.#view) : this.#empty(subject)
    }
    const error = this.sourceError ?? this.#nft.shown.error ?? this.#fleet.shown.error ?? history.error
    const isOver = [this.#nft, this.#fleet, this.#history].some(({ shown }) => shown.status === 'error')
    return error !== undefined && (isOver || this.sourceError) ? this.#failed(error) : this.#loading()
  }

  #chart(view: View): TemplateResult {
    const { days, summary, byWeek, halving, words } = view
    const { chart } = this.locale.t
    const unit = words.money.symbol ?? ''
    return html`
      ${this.#stale()}
      <figure>
        <figcaption id="title">${byWeek ? chart.titleByWeek(unit) : chart.title(unit)}</figcaption>
        ${this.#drawing(view)} ${legend({ byWeek, missed: summary.missed > 0 }, this.locale)}
      </figure>
      ${halving === undefined ? nothing : html`<p class="quiet">${chart.halvingNote(this.locale.day(halving))}</p>`}
      ${summary.missed > 0 ? html`<p class="quiet">${chart.missedNote}</p>` : nothing}
      ${summaryList(days, summary, words)} ${this.#toggle()} ${this.tableOpen ? dayTable(days, words) : nothing}
      ${this.bare ? nothing : html`<p class="quiet">${this.locale.t.common.riskNote}</p>`}
    `
  }

  #drawing({ plot, words }: View): TemplateResult {
    const { bars } = plot
    const last = bars.length - 1
    const now = plot.active ?? last
    const bar = bars[now]
    if (!bar) return html``
    return html`
      <div class="readout" part="readout" aria-hidden="true">${readout(bar, words)}</div>
      <div
        class="plot"
        part="plot"
        role="slider"
        tabindex="0"
        aria-label=${this.locale.t.chart.walk}
        aria-describedby="title"
        aria-valuemin="1"
        aria-valuemax=${bars.length}
        aria-valuenow=${now + 1}
        aria-valuetext=${sentenceOfBar(bar, words)}
        @keydown=${this.#onKey}
        @focus=${() => {
          this.walked ??= bars[last]?.to
        }}
        @pointermove=${this.#onPoint}
        @pointerdown=${this.#onPoint}
        @pointerleave=${() => {
          this.hovered = undefined
        }}
      >
        <svg class="drawing" height=${PLOT_HEIGHT} direction=${this.locale.direction} aria-hidden="true">
          ${drawPlot(plot)}
        </svg>
      </div>
    `
  }

  #toggle(): TemplateResult {
    const { chart } = this.locale.t
    return html`<dmex-button
      class="toggle"
      part="toggle"
      variant="quiet"
      wide
      @click=${() => {
        this.tableOpen = !this.tableOpen
      }}
      >${this.tableOpen ? chart.hideTable : chart.showTable}</dmex-button
    >`
  }

  /** The endpoint fell silent: what was read before is still shown, and said to be old. */
  #stale(): TemplateResult | typeof nothing {
    const source = this.#readSource()
    const { status, updatedAt } = this.#history.shown
    if (!source || (!this.connection.state.down.includes(source.chainId) && status !== 'error')) return nothing
    const time = new Intl.DateTimeFormat(this.locale.language, { timeStyle: 'short' }).format(updatedAt)
    return html`<p class="quiet" part="stale" role="status">${this.locale.t.common.stale(time)}</p>`
  }

  #empty({ startDay, state }: Subject): TemplateResult {
    const { chart } = this.locale.t
    if (startDay === undefined) return this.#place(chart.nothing)
    const date = this.locale.day(startDay)
    return this.#place(
      state === 'waiting' ? chart.notYet(date) : state === 'earning' ? chart.firstSoon(date) : chart.nothing,
    )
  }

  #place(text: string): TemplateResult {
    return html`<div class="place"><p>${text}</p></div>`
  }

  #failed(error: unknown): TemplateResult {
    const { common } = this.locale.t
    return html`<div class="place" part="error" role="alert">
      <p>${common.loadFailed} ${errorText(error, this.locale.t.errors)}</p>
      <dmex-button @click=${this.#retry}>${common.retry}</dmex-button>
    </div>`
  }

  /** As high as the chart that comes, so that nothing jumps. */
  #loading(): TemplateResult {
    const { chart, common } = this.locale.t
    return html`
      <figure aria-busy="true">
        <figcaption>${chart.titleEmpty}</figcaption>
        <div class="readout"><span class="sr-only" role="status">${common.loading}</span><dmex-skeleton></dmex-skeleton></div>
        <div class="plot"><dmex-skeleton></dmex-skeleton></div>
        ${legend({ byWeek: false, missed: false }, this.locale)}
      </figure>
      <dl class="summary">
        ${[chart.total, chart.best, chart.missedDays].map(
          (name) => html`<div>
            <dt>${name}</dt>
            <dd><dmex-skeleton></dmex-skeleton>${name === chart.missedDays ? nothing : html`<span>&nbsp;</span>`}</dd>
          </div>`,
        )}
      </dl>
      <dmex-button class="toggle" variant="quiet" wide disabled>${chart.showTable}</dmex-button>
      ${this.bare ? nothing : html`<p class="quiet">${common.riskNote}</p>`}
    `
  }

  readonly #retry = (): void => {
    if (this.sourceError) this.retrySource()
    for (const read of [this.#nft, this.#fleet, this.#history]) if (read.shown.error !== undefined) read.retry()
  }

  readonly #onPoint = (event: PointerEvent): void => {
    if (!this.#view) return
    const { plot } = this.#view
    const area = (event.currentTarget as HTMLElement).getBoundingClientRect()
    const bar = plot.bars[barAt(event.clientX - area.left, plot) ?? -1]
    if (!bar) return
    // A finger leaves nothing to hover with: the day it touched stays.
    if (event.pointerType === 'mouse' && event.type === 'pointermove') this.hovered = bar.to
    else this.walked = bar.to
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const plot = this.#view?.plot
    if (!plot || event.altKey || event.ctrlKey || event.metaKey) return
    const last = plot.bars.length - 1
    const now = barOf(plot.bars, this.walked) ?? last
    const target = keyTarget(event.key, now, last, plot.mirrored)
    if (target === undefined) return
    event.preventDefault()
    this.hovered = undefined
    this.walked = plot.bars[Math.min(last, Math.max(0, target))]?.to
  }

  protected override updated(): void {
    this.#measure()
    if (!this.#view) return
    const { days, summary, words } = this.#view
    const said = `${this.#nftId}/${this.#fleetId}/${days.at(-1)?.day}/${summary.total}`
    if (said === this.#said) return
    this.#said = said
    announce(summarySentence(days, summary, words))
  }

  #measure(): void {
    const plot = this.renderRoot.querySelector('.plot')
    if (!plot || plot === this.#observed) return
    this.#resize ??= new ResizeObserver(([entry]) => {
      const width = Math.floor(entry?.contentRect.width ?? 0)
      if (width > 0) this.plotWidth = width
    })
    this.#resize.disconnect()
    this.#resize.observe(plot)
    this.#observed = plot
  }
}

/** Where a key leads to: sideways as it looks on the screen, up and down in time. */
function keyTarget(key: string, now: number, last: number, mirrored: boolean): number | undefined {
  const later = mirrored ? 'ArrowLeft' : 'ArrowRight'
  const earlier = mirrored ? 'ArrowRight' : 'ArrowLeft'
  if (key === later || key === 'ArrowUp') return now + 1
  if (key === earlier || key === 'ArrowDown') return now - 1
  if (key === 'PageUp') return now + 7
  if (key === 'PageDown') return now - 7
  if (key === 'Home') return 0
  if (key === 'End') return last
  return undefined
}
