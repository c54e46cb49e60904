import type { Call, Log } from '@dmex/sdk'
import type { Hashpower } from '@dmex/sdk/mint'
import {
  type CSSResultGroup,
  html,
  nothing,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit'
import { FlowCard } from '../../base/FlowCard.js'
import { errorText } from '../../controllers/errorText.js'
import { ReadController } from '../../controllers/ReadController.js'
import { type Ending, TransactionController, type TransactionState } from '../../controllers/TransactionController.js'
import type { Address, Hex } from '../../store/types.js'
import { flow } from '../../styles/flow.js'
import { surface } from '../../styles/surface.js'
import { tokens } from '../../styles/tokens.js'
import type { StatusActionDetail } from '../tx-status/tx-status.js'
import { canBatch } from './canBatch.js'
import { styles } from './claim.styles.js'
import {
  callsFor,
  holdingsQuery,
  type Income,
  incomeQuery,
  nextIncomeDay,
  type Paid,
  paidIn,
  paymentsFor,
  planPayment,
  planTogether,
} from './due.js'
import { RefundController } from './RefundController.js'
import { coinList, coinText, paymentRows, type Row } from './rows.js'

/** What a listener of `dmex-claimed` gets. */
export interface ClaimedDetail {
  /** What was paid, one entry for each transaction and coin. */
  readonly payments: readonly (Paid & { readonly symbol: string; readonly hash: Hex })[]
}

/** Sends the calls that pay an account, and pays the network's fee. Gives the transaction's hash back. */
export type Sponsor = (calls: readonly Call[]) => Promise<Hex>

/** All claims of an account are about the same: what is left after one is in the next. */
const SUBJECT = 'income'

/**
 * Pays out what an account's hashpower has earned, coin by coin; and the refund, where a miner stopped.
 *
 * @summary Claim mining income.
 * @csspart card - the card
 * @csspart coins - what can be claimed, by coin
 * @csspart claim - the main button
 * @csspart status - where the claim stands
 * @csspart payments - what was paid and what was not, of several coins
 * @csspart refunds - refunds of miners that stopped
 * @csspart refund - the button that takes a refund
 * @csspart refund-status - where a refund stands
 * @csspart notice - something that stands in the way, or that is old
 * @csspart wallets - the wallets to connect
 * @slot next - what the page offers after a claim
 * @cssproperty --dmex-max-width - greatest width of the card
 * @fires {CustomEvent<BeforeTransaction>} dmex-before-tx - before a wallet is asked; `preventDefault()` stops it
 * @fires {CustomEvent<TransactionState>} dmex-tx - a claim or refund stands somewhere else
 * @fires {CustomEvent<ClaimedDetail>} dmex-claimed - income was paid
 * @fires {CustomEvent<RefundedDetail>} dmex-refunded - a refund was paid
 * @attr {boolean} sponsored - the page pays the network's fee, by its `sponsor`
 * @attr {string} explorer - address of a block explorer, such as `https://bscscan.com`
 */
export class DmexClaim extends FlowCard {
  static override styles: CSSResultGroup = [tokens, surface, flow, styles]
  static override properties: PropertyDeclarations = {
    sponsored: { type: Boolean },
    sponsor: { attribute: false },
    explorer: {},
    rows: { state: true },
    working: { state: true },
    asking: { state: true },
  }

  /** The page pays the network's fee, by its `sponsor`: no wallet is asked. */
  declare sponsored: boolean | undefined
  /** Sends the calls that pay an account, and pays the network's fee. */
  declare sponsor: Sponsor | undefined
  /** Address of a block explorer, such as `https://bscscan.com`; `{hash}` in it is replaced. */
  declare explorer: string | undefined
  /** What is being paid. */
  declare protected rows: readonly Row[] | undefined
  declare protected working: boolean | undefined
  /** What became of asking the page to pay. */
  declare protected asking: 'now' | 'failed' | undefined

  readonly #income = new ReadController(
    this,
    () => this.place,
    ({ client }) => (this.account ? incomeQuery(client, this.account) : undefined),
  )
  readonly #holdings = new ReadController(
    this,
    () => this.place,
    ({ client }) => (this.account ? holdingsQuery(client, this.account) : undefined),
  )
  readonly #tx = new TransactionController(this, () => this.place, 'earn.claim')
  readonly #refund = new RefundController(this, () => this.place)
  #resumedFor: string | undefined

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed)
    const { place, account } = this
    if (!place || !account || this.#resumedFor === `${place.chainId}:${account}`) return
    this.#resumedFor = `${place.chainId}:${account}`
    if (!this.working) this.#forget()
    const pending = this.#tx.unfinished(account, SUBJECT)
    if (pending) void this.#tx.resume(pending, this.#ending(account))
    this.#refund.resume(account)
  }

  protected override render(): TemplateResult {
    const { t, direction } = this.locale
    return html`
      <section class="card" part="card" dir=${direction} aria-labelledby="title">
        <h2 id="title" tabindex="-1">${t.claim.title}</h2>
        ${this.#body()}
      </section>
    `
  }

  #body(): TemplateResult {
    const { t } = this.locale
    const gate = this.gate()
    if (gate) return gate
    if (!this.account) return html`<div class="stack"><p>${t.common.connectToSee}</p>${this.connectStep()}</div>`
    const { data, status, error, updatedAt } = this.#income.shown
    const retry = (): void => {
      this.#income.retry()
      this.#holdings.retry()
    }
    if (!data) return status === 'error' ? this.loadFailed(error, retry) : this.skeleton(2)
    const holdings = this.#holdings.shown.data
    return html`
      ${this.staleNotice(updatedAt, error ?? undefined, retry)}
      ${this.#isIdle ? this.#offer(data, holdings) : this.#status(holdings)} ${this.#refunds(holdings ?? [])}
    `
  }

  // ---- what can be claimed

  get #isIdle(): boolean {
    return !this.working && this.rows === undefined && !this.asking && this.#tx.state.status === 'idle'
  }

  #offer(income: readonly Income[], holdings: readonly Hashpower[] | undefined): TemplateResult {
    const { t } = this.locale
    const due = income.filter(({ amount }) => amount > 0n)
    const next = this.#next(holdings)
    if (due.length === 0) {
      if (!holdings) return this.skeleton(2)
      if (holdings.length === 0) return html`<p>${t.claim.nothingOwned}</p>`
      return html`<div><p>${t.claim.nothing}</p>${next}</div>`
    }
    return html`
      <div>
        <p class="quiet">${t.claim.ready}</p>
        <ul class="coins" part="coins">
          ${due.map(({ token, amount }) => html`<li>${coinText({ token, amount }, this.locale)}</li>`)}
        </ul>
        ${next}
      </div>
      ${this.#button(due)}
    `
  }

  #next(holdings: readonly Hashpower[] | undefined): TemplateResult | typeof nothing {
    const day = nextIncomeDay(holdings ?? [])
    return day === undefined ? nothing : html`<p class="quiet">${this.locale.t.claim.next(this.locale.day(day))}</p>`
  }

  #button(due: readonly Income[]): TemplateResult {
    const { t } = this.locale
    const isPaidByPage = this.sponsored === true && this.sponsor !== undefined
    const switching = isPaidByPage ? undefined : this.switchStep()
    if (switching) return switching
    const [only] = due
    const times = paymentsFor(due).length
    const note = isPaidByPage
      ? t.claim.sponsored
      : times > 1
        ? `${t.claim.fee} ${t.claim.each(this.locale.number(times))}`
        : t.claim.fee
    return html`<div class="stack">
      <dmex-button wide part="claim" @click=${() => this.#start(isPaidByPage)}
        >${only && due.length === 1 ? t.claim.claim(coinText(only, this.locale)) : t.claim.claimAll}</dmex-button
      >
      <p class="quiet">${note}</p>
    </div>`
  }

  // ---- paying it out

  #status(holdings: readonly Hashpower[] | undefined): TemplateResult {
    const { t } = this.locale
    const rows = this.rows ?? []
    const paid = rows.filter(({ state }) => state === 'paid')
    if (this.asking === 'failed')
      return html`${this.notice(t.claim.sponsorFailed, { label: t.common.retry, act: () => this.#start(true) })}
        <dmex-button wide variant="quiet" @click=${() => this.#start(false)}>${t.claim.payMyself}</dmex-button>`
    const state = this.#shownState
    return html`<dmex-tx-status
      part="status"
      .state=${state}
      .explorer=${this.explorer}
      .successText=${paid.length > 0 ? t.claim.claimed(coinList(paid, this.locale)) : undefined}
      .words=${this.#isPartly(state, paid) ? { text: t.claim.partly(coinList(paid, this.locale)), reason: this.#whyNotAll(state) } : undefined}
      @dmex-action=${this.#onAction}
    >
      ${rows.length > 1 ? paymentRows(rows, !this.working && state.status !== 'success', this.locale) : nothing}
      ${state.status === 'success' ? html`${this.#next(holdings)}<slot name="next"></slot>` : nothing}
    </dmex-tx-status>`
  }

  /** Whether it broke off after some coins were paid. */
  #isPartly(state: TransactionState, paid: readonly Row[]): boolean {
    // Where nobody knows how the last one ended, that is what must be said.
    const isOpen = state.status === 'failed' && state.sent
    return !this.working && state.status !== 'success' && !isOpen && paid.length > 0
  }

  #whyNotAll(state: TransactionState): string | undefined {
    const { claim, errors } = this.locale.t
    if (state.status === 'rejected') return claim.declinedRest
    return 'error' in state ? errorText(state.error, errors) : undefined
  }

  /** Between two payments it is not over. */
  get #shownState(): TransactionState {
    const { state } = this.#tx
    const isBetween = this.working && (state.status === 'success' || state.status === 'idle')
    return isBetween || this.asking === 'now' ? { status: 'checking' } : state
  }

  async #start(isPaidByPage: boolean): Promise<void> {
    const { data } = this.#income.shown
    if (!data || this.working || this.#tx.busy) return
    this.asking = undefined
    this.rows = paymentsFor(data).map((payment) => ({ ...payment, state: 'waiting' }))
    await this.#goOn(isPaidByPage)
  }

  /** Pays what is not paid yet. */
  async #goOn(isPaidByPage: boolean): Promise<void> {
    const { account, place } = this
    const before = this.rows ?? []
    if (!account || !place || before.length === 0) return this.#forget()
    this.#tx.reset()
    this.working = true
    void this.focusOn('dmex-tx-status')
    if (isPaidByPage) await this.#byPage(account)
    else if (before.filter(({ state }) => state !== 'paid').length > 1 && (await this.#takesAll(account)))
      await this.#together()
    else await this.#oneByOne()
    this.working = false
    // The page stopped it before a wallet was asked.
    if (this.#tx.state.status === 'idle' && !this.asking) return this.#forget()
    const payments = (this.rows ?? []).flatMap((row, index) =>
      row.state === 'paid' && before[index]?.state !== 'paid' && row.hash
        ? [{ token: row.token.token, symbol: row.token.symbol, amount: row.amount, hash: row.hash }]
        : [],
    )
    if (payments.length > 0) this.#tell({ payments })
  }

  #takesAll(account: Address): Promise<boolean> {
    return canBatch(this.connection.current.provider, account, this.place?.chainId ?? 0)
  }

  async #oneByOne(): Promise<void> {
    for (const [index, row] of (this.rows ?? []).entries()) {
      if (row.state === 'paid') continue
      this.#mark(index, { state: 'now' })
      await this.#tx.run({
        subject: SUBJECT,
        plan: (client) => planPayment(client, row),
        onSuccess: ({ amount }, hash) => this.#mark(index, { state: 'paid', amount, hash }),
      })
      if (this.#tx.state.status !== 'success') return
    }
  }

  async #together(): Promise<void> {
    const open = (this.rows ?? []).filter(({ state }) => state !== 'paid')
    await this.#tx.run({
      subject: SUBJECT,
      plan: (client) => planTogether(client, open),
      onSuccess: (_event, hash) => {
        for (const index of (this.rows ?? []).keys()) this.#mark(index, { state: 'paid', hash })
      },
    })
  }

  async #byPage(account: Address): Promise<void> {
    const { place, sponsor } = this
    if (!place || !sponsor) return
    const open = (this.rows ?? []).filter(({ state }) => state !== 'paid')
    this.asking = 'now'
    let hash: Hex
    try {
      hash = await sponsor(callsFor(place.client.dmexDeployment ?? place.chainId, account, open))
    } catch {
      this.asking = 'failed'
      return
    }
    this.asking = undefined
    const pending = {
      hash,
      chainId: place.chainId,
      account,
      action: 'earn.claim',
      subject: SUBJECT,
      sentAt: Date.now(),
    }
    this.connection.store.send({ type: 'remember', transaction: pending })
    await this.#tx.resume(pending, this.#ending(account))
  }

  /** What to do with a transaction that is only known by its hash: of an earlier visit, or of the page. */
  #ending(account: Address): Ending<readonly Paid[]> {
    return {
      action: { extractEvent: (logs: readonly Log[]) => paidIn(logs, account) },
      onSuccess: (paid, hash) => this.#onPaid(paid, hash),
    }
  }

  #onPaid(paid: readonly Paid[], hash: Hex): void {
    const known = this.#income.shown.data ?? []
    this.rows = paid.flatMap(({ token, amount }) => {
      const coin = known.find((each) => each.token.token.toLowerCase() === token.toLowerCase())?.token
      return coin ? [{ token: coin, amount, ids: [], hash, state: 'paid' as const }] : []
    })
    if (this.working) return
    const payments = this.rows.map((row) => ({
      token: row.token.token,
      symbol: row.token.symbol,
      amount: row.amount,
      hash,
    }))
    this.#tell({ payments })
  }

  #tell(detail: ClaimedDetail): void {
    this.emit('dmex-claimed', detail)
  }

  #mark(index: number, change: Partial<Row>): void {
    this.rows = (this.rows ?? []).map((row, each) => (each === index ? { ...row, ...change } : row))
  }

  #forget(): void {
    this.#tx.reset()
    this.rows = undefined
    this.asking = undefined
  }

  #onAction(event: CustomEvent<StatusActionDetail>): void {
    void this.onStatusAction(this.#tx, event, {
      retry: () => {
        const isOpen = (this.rows ?? []).some(({ state }) => state !== 'paid')
        if (isOpen) void this.#goOn(this.sponsored === true && this.sponsor !== undefined)
        else this.#forget()
      },
      done: () => {
        this.#forget()
        void this.focusOn('h2')
      },
    })
  }

  // ---- refunds

  #refunds(holdings: readonly Hashpower[]): TemplateResult | typeof nothing {
    const own = holdings.filter(
      ({ refundable, owner, id }) =>
        this.#refund.isAbout(id) || (refundable > 0n && owner.toLowerCase() === this.account?.toLowerCase()),
    )
    if (own.length === 0) return nothing
    return html`<div class="refunds" part="refunds">
      <h3>${this.locale.t.claim.refundTitle}</h3>
      ${own.map((each) => this.#refund.render(each, this.locale, this.explorer, this.#onRefundAction))}
    </div>`
  }

  #onRefundAction = (event: CustomEvent<StatusActionDetail>): void => {
    void this.onStatusAction(this.#refund.tx, event, {
      retry: () => void this.#refund.again(),
      done: () => this.#refund.forget(),
    })
  }
}
