import { getBenchmark } from '@dmex/sdk/earn'
import { buyHashpower, getSeries, quoteBuy } from '@dmex/sdk/mint'
import { getMiner } from '@dmex/sdk/provide'
import { readQueryOptions } from '@dmex/sdk/query'
import {
  type CSSResultGroup,
  html,
  nothing,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit'
import type { ElementClass } from '../../base/defineElement.js'
import { FlowCard } from '../../base/FlowCard.js'
import { hashpowerKind, mainMeasure, measuresOf, powerText } from '../../controllers/hashpowerText.js'
import { ReadController } from '../../controllers/ReadController.js'
import { TransactionController } from '../../controllers/TransactionController.js'
import type { Hex } from '../../store/types.js'
import { flow } from '../../styles/flow.js'
import { surface } from '../../styles/surface.js'
import { tokens } from '../../styles/tokens.js'
import { type AmountInputDetail, DmexAmountInput } from '../amount-input/amount-input.js'
import type { StatusActionDetail } from '../tx-status/tx-status.js'
import { styles } from './buy.styles.js'
import { COMMON_AMOUNTS, readDraft, readUnits, startingText, TYPING_MS, writeDraft } from './draft.js'
import { facts, type Known, minerDetails } from './facts.js'
import { objectionTo, permissionNote, total, whyClosed } from './order.js'
import { LOOK_AGAIN, planPurchase } from './prepare.js'

/** What a listener of `dmex-bought` gets. */
export interface BoughtDetail {
  /** The hashpower NFT. */
  readonly id: bigint
  /** Units of hashpower, 1 GH/s or 1 GiB each. */
  readonly units: bigint
  /** What was paid, base units of the payment token. */
  readonly cost: bigint
  readonly hash: Hex
}

interface Bought extends BoughtDetail {
  /** First UTC day that it earns. */
  readonly startDay: number
}

/**
 * Sells hashpower of one series: what it is and earns, what becomes of the money, how much to buy, and the purchase itself.
 *
 * @summary Buy hashpower of a series.
 * @csspart card - the card
 * @csspart facts - what the series is, as a list of terms
 * @csspart escrow - how the escrow works, in a sentence
 * @csspart miner - what the miner discloses, behind a line that opens
 * @csspart order - amount, cost and button
 * @csspart cost - what it costs and would earn
 * @csspart buy - the main button
 * @csspart status - where the purchase stands
 * @csspart notice - something that stands in the way, or that is old
 * @csspart wallets - the wallets to connect
 * @slot next - what the page offers after a purchase, such as a link to the game
 * @cssproperty --dmex-max-width - greatest width of the card
 * @fires {CustomEvent<BeforeTransaction>} dmex-before-tx - before a wallet is asked; `preventDefault()` stops it
 * @fires {CustomEvent<TransactionState>} dmex-tx - the purchase stands somewhere else
 * @fires {CustomEvent<BoughtDetail>} dmex-bought - it is bought
 * @attr {number} series - number of the series
 * @attr {string} units - amount to begin with, such as `2 TH`
 * @attr {string} explorer - address of a block explorer, such as `https://bscscan.com`
 */
export class DmexBuy extends FlowCard {
  static override readonly dependencies: Readonly<Record<string, ElementClass>> = {
    ...FlowCard.dependencies,
    'dmex-amount-input': DmexAmountInput,
  }
  static override styles: CSSResultGroup = [tokens, surface, flow, styles]
  static override properties: PropertyDeclarations = {
    series: { type: Number },
    units: {},
    explorer: {},
    text: { state: true },
    asked: { state: true },
    bought: { state: true },
  }

  /** Number of the series. */
  declare series: number | undefined
  /** Amount to begin with, such as `2 TH`. */
  declare units: string | undefined
  /** Address of a block explorer, such as `https://bscscan.com`; `{hash}` in it is replaced. */
  declare explorer: string | undefined
  /** What is written in the amount's field; `undefined` until the series is known. */
  declare protected text: string | undefined
  /** Units whose cost is asked for. */
  declare protected asked: bigint | undefined
  declare protected bought: Bought | undefined

  readonly #series = new ReadController(
    this,
    () => this.place,
    ({ client }) => (this.series ? readQueryOptions(getSeries, client, { seriesId: this.series }) : undefined),
  )
  readonly #miner = new ReadController(
    this,
    () => this.place,
    ({ client }) => {
      const { data } = this.#series.shown
      return data && readQueryOptions(getMiner, client, { minerId: data.fleet.minerId })
    },
  )
  readonly #benchmark = new ReadController(
    this,
    () => this.place,
    ({ client }) => {
      const { data } = this.#series.shown
      return (
        data &&
        readQueryOptions(getBenchmark, client, { assetId: data.fleet.ledger.assetId, fromDay: data.at.today - 1 })
      )
    },
  )
  readonly #quote = new ReadController(
    this,
    () => this.place,
    ({ client }) => {
      const { series: seriesId, asked: units, account } = this
      return seriesId && units ? readQueryOptions(quoteBuy, client, { seriesId, units, account }) : undefined
    },
  )
  readonly #tx = new TransactionController(this, () => this.place, 'mint.buyHashpower')
  #typing: ReturnType<typeof setTimeout> | undefined
  /** Whose draft and pending purchase were looked for already. */
  #draftOf: string | undefined
  #resumedFor: string | undefined
  #walletLeft: { readonly of: string; readonly units: bigint } | undefined
  /** What was agreed to, while it is carried out. */
  #order: { readonly units: bigint; readonly cost: bigint } | undefined

  get #subject(): string {
    return `series:${this.series}`
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearTimeout(this.#typing)
    this.#typing = undefined
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed)
    if (changed.has('series') && changed.get('series') !== undefined) {
      this.#tx.reset()
      this.bought = undefined
    }
    const { place, account } = this
    const { data } = this.#series.shown
    if (!place || !data || data.seriesId !== this.series) return
    const draftOf = `${place.chainId}:${this.series}:${this.units}`
    if (this.#draftOf !== draftOf) {
      this.#draftOf = draftOf
      this.text =
        readDraft(place.chainId, data.seriesId) ??
        startingText(this.units, hashpowerKind(data.fleet.reward.symbol), this.locale.language)
      this.asked = undefined
    }
    // What could not be bought a moment ago may be on sale now.
    if (this.asked === undefined && this.#typing === undefined && this.text) this.asked = this.#parse(this.text)
    if (account && this.#resumedFor !== `${account}:${draftOf}`) {
      this.#resumedFor = `${account}:${draftOf}`
      const pending = this.#tx.unfinished(account, this.#subject)
      if (pending)
        void this.#tx.resume(pending, { action: buyHashpower, onSuccess: (event, hash) => this.#onBought(event, hash) })
    }
    const quote = this.#quote.shown.data
    if (account && quote) this.#walletLeft = { of: `${account}:${this.#subject}`, units: quote.walletLeft }
  }

  protected override updated(): void {
    // An answer that was there already came after `willUpdate` looked.
    if (this.#series.shown.data && this.text === undefined) this.requestUpdate()
  }

  protected override render(): TemplateResult {
    const { t, direction } = this.locale
    const { data, status, error } = this.#series.shown
    const farm = this.#miner.shown.data?.disclosure.farm
    return html`
      <section class="card" part="card" dir=${direction} aria-labelledby="title">
        <header>
          <h2 id="title">${t.buy.title}</h2>
          ${farm ? html`<p class="quiet">${t.buy.from(farm)}</p>` : nothing}
        </header>
        ${this.#body(data, status === 'error' ? error : undefined)}
      </section>
    `
  }

  #body(series: getSeries.Result | undefined, error: unknown): TemplateResult {
    const { t } = this.locale
    if (!this.series || !(this.series > 0)) return this.notice(t.buy.noSeries)
    const gate = this.gate()
    if (gate) return gate
    const retry = (): void => this.#series.retry()
    if (!series) return error === undefined ? this.skeleton(5) : this.loadFailed(error, retry)
    const quote = this.#quote.shown.data
    const known: Known = { series, miner: this.#miner.shown.data, benchmark: this.#benchmark.shown.data, quote }
    return html`
      ${this.staleNotice(this.#series.shown.updatedAt, error, retry)} ${facts(known, this.locale)}
      ${minerDetails(known, this.locale)}
      <div class="order" part="order">
        ${this.#tx.state.status === 'idle' ? this.#form(known) : this.#status(known)}
      </div>
    `
  }

  // ---- the order

  #form(known: Known): TemplateResult {
    const { series } = known
    const { t, language } = this.locale
    const closed = whyClosed(series, this.locale)
    if (closed) return this.notice(closed, undefined, 'plain')
    const kind = hashpowerKind(series.fleet.reward.symbol)
    const measure = mainMeasure(kind)
    return html`
      <dmex-amount-input
        .label=${t.buy.amount}
        .unit=${measure.label}
        .scale=${measure.units}
        .measures=${measuresOf(kind)}
        .max=${this.#most(series)}
        .choices=${COMMON_AMOUNTS.map((each) => each * measure.units)}
        .format=${(units: bigint) => powerText(units, kind, language)}
        .text=${this.text}
        @dmex-input=${this.#onInput}
      ></dmex-amount-input>
      ${this.#cost(known)} ${this.#nextStep(known)}
    `
  }

  #cost(known: Known): TemplateResult | typeof nothing {
    const { asked, locale } = this
    const { quote } = known
    if (!asked) return nothing
    const { error } = this.#quote.shown
    if (!quote) return error ? this.loadFailed(error, () => this.#quote.retry()) : html`<dmex-skeleton></dmex-skeleton>`
    const objection = objectionTo(known, this.account !== undefined, locale)
    return html`
      ${total(known, asked, this.account !== undefined, locale)}
      <div aria-live="polite">
        ${objection === undefined ? this.account && permissionNote(quote, locale) : this.notice(objection)}
      </div>
    `
  }

  #nextStep({ series, quote }: Known): TemplateResult {
    const { t, language } = this.locale
    if (!this.account) return this.connectStep()
    const switching = this.switchStep()
    if (switching) return switching
    const lacks = quote !== undefined && (quote.balance < quote.cost || quote.blocker !== undefined)
    const kind = hashpowerKind(series.fleet.reward.symbol)
    const label =
      quote && this.asked
        ? t.buy.buyFor(powerText(this.asked, kind, language), this.locale.amount(quote.cost, quote.pay))
        : t.buy.buy
    return html`<dmex-button
      wide
      part="buy"
      ?disabled=${lacks}
      ?busy=${this.asked !== undefined && !quote && !this.#quote.shown.error}
      @click=${() => this.#buy()}
      >${label}</dmex-button
    >`
  }

  /** The most that can be bought now. */
  #most({ left, terms }: getSeries.Result): bigint {
    const known = this.#walletLeft
    const walletLeft =
      known?.of === `${this.account}:${this.#subject}` ? known.units : terms.walletCap > 0n ? terms.walletCap : left
    return walletLeft < left ? walletLeft : left
  }

  // ---- the purchase

  #status({ series }: Known): TemplateResult {
    const { t, language } = this.locale
    const { state } = this.#tx
    const kind = hashpowerKind(series.fleet.reward.symbol)
    const power = (units: bigint): string => powerText(units, kind, language)
    const price = (cost: bigint): string => this.locale.amount(cost, series.fleet.pay)
    const isOver = !this.#tx.busy && state.status !== 'success'
    const { bought } = this
    return html`
      <dmex-tx-status
        part="status"
        .state=${state}
        .explorer=${this.explorer}
        .successText=${bought ? t.buy.bought(power(bought.units), price(bought.cost)) : undefined}
        .doneLabel=${t.buy.more}
        @dmex-action=${this.#onAction}
      >
        ${
          bought && state.status === 'success'
            ? html`<p class="bought">
                ${t.buy.boughtStarts(this.locale.day(bought.startDay))}
                ${t.buy.boughtNext(this.locale.day(bought.startDay + 1))}
              </p>`
            : this.#order
              ? html`<p>${t.buy.summary(power(this.#order.units), price(this.#order.cost))}</p>`
              : nothing
        }
        ${state.status === 'success' ? html`<slot name="next"></slot>` : nothing}
      </dmex-tx-status>
      ${
        isOver && !('sent' in state && state.sent)
          ? html`<dmex-button wide variant="quiet" @click=${() => this.#backToOrder()}>${t.buy.change}</dmex-button>`
          : nothing
      }
    `
  }

  async #buy(): Promise<void> {
    const input = this.renderRoot.querySelector<DmexAmountInput>('dmex-amount-input')
    const quote = this.#quote.shown.data
    const { asked: units, series: seriesId, account } = this
    if (!input?.report() || !quote || !units || !seriesId || !account || this.#tx.busy) return
    const { price, termsVersion } = quote
    this.#order = { units, cost: quote.cost }
    this.bought = undefined
    const done = this.#tx.run({
      subject: this.#subject,
      plan: (client) => planPurchase(client, { seriesId, units, price, termsVersion }),
      onSuccess: (event, hash) => this.#onBought(event, hash),
    })
    // What had the focus makes room for what becomes of the purchase.
    await this.focusOn('dmex-tx-status')
    await done
  }

  #onBought({ id, units, paid }: buyHashpower.Event, hash: Hex): void {
    const today = this.#series.shown.data?.at.today ?? 0
    this.bought = { id, units, cost: paid, hash, startDay: this.#quote.shown.data?.startDay ?? today + 1 }
    if (this.place && this.series) writeDraft(this.place.chainId, this.series, undefined)
    const detail: BoughtDetail = { id, units, cost: paid, hash }
    this.emit('dmex-bought', detail)
  }

  #onAction(event: CustomEvent<StatusActionDetail>): void {
    const { state } = this.#tx
    const code = 'error' in state ? (state.error as { code?: unknown } | undefined)?.code : undefined
    const mayRepeat = (state.status === 'rejected' || state.status === 'failed') && !LOOK_AGAIN.has(code)
    void this.onStatusAction(this.#tx, event, {
      retry: () => {
        this.#backToOrder()
        if (mayRepeat) void this.updateComplete.then(() => this.#buy())
      },
      done: () => {
        this.bought = undefined
        this.#backToOrder()
      },
    })
  }

  #backToOrder(): void {
    this.#tx.reset()
    this.#order = undefined
    void this.focusOn('dmex-amount-input')
  }

  // ---- the amount

  #parse(text: string): bigint | undefined {
    const { data } = this.#series.shown
    if (!data) return undefined
    const kind = hashpowerKind(data.fleet.reward.symbol)
    return readUnits(text, kind, this.#most(data), this.locale.language)
  }

  #onInput({ detail: { text, value, problem } }: CustomEvent<AmountInputDetail>): void {
    this.text = text
    if (this.place && this.series) writeDraft(this.place.chainId, this.series, text)
    clearTimeout(this.#typing)
    this.#typing = undefined
    const units = problem === undefined ? value : undefined
    // An amount that can't be bought is not asked for, and what it replaces is not shown any longer.
    if (units === undefined) this.asked = undefined
    else
      this.#typing = setTimeout(() => {
        this.#typing = undefined
        this.asked = units
      }, TYPING_MS)
  }
}
