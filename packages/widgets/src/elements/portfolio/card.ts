import type { Log } from '@dmex/sdk'
import { type getFleetHistory, refund } from '@dmex/sdk/earn'
import { type Hashpower, mergeHashpower, splitHashpower } from '@dmex/sdk/mint'
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
import { TransactionController, type TransactionState } from '../../controllers/TransactionController.js'
import { flow } from '../../styles/flow.js'
import { tokens } from '../../styles/tokens.js'
import { DmexAmountInput } from '../amount-input/amount-input.js'
import type { StatusActionDetail } from '../tx-status/tx-status.js'
import { DmexYieldChart } from '../yield-chart/yield-chart.js'
import { styles } from './card.styles.js'
import { facts, type Known, numberText, payText, powerText } from './facts.js'
import type { FleetMiner } from './fleets.js'
import { isFree, isInItem, isSame } from './nft.js'
import { mergePanel, partOf, refundPanel, splitPanel } from './panels.js'

/** What a page can offer to do with an NFT, besides what the portfolio does itself. */
export type PortfolioRequest = 'attach' | 'list' | 'pledge'

/** What a listener of `dmex-attach-request`, `dmex-list-request` or `dmex-pledge-request` gets. */
export interface RequestDetail {
  /** The hashpower NFT. */
  readonly id: bigint
}

type Task = 'split' | 'merge' | 'refund'

/** What a task did, told when it is over. */
interface Outcome {
  readonly task: Task
  readonly text: string
}

const TASKS: readonly Task[] = ['split', 'merge', 'refund']

const ACTIONS: Readonly<Record<Task, { extractEvent(logs: readonly Log[]): unknown }>> = {
  split: splitHashpower,
  merge: mergeHashpower,
  refund,
}

/**
 * One hashpower NFT of a portfolio: what it is and earns, and what its owner can do with it. What was opened or written in it stays
 * while the figures change.
 *
 * @summary One hashpower NFT of a portfolio.
 * @csspart item - the frame around it
 * @csspart badge - the word for what it is doing
 * @csspart facts - what it is and earns, as a list of terms
 * @csspart actions - the buttons
 * @csspart panel - the form of an action
 * @csspart status - where a transaction stands
 * @csspart income - the line that opens the chart
 * @csspart notice - something that stands in the way
 * @csspart wallets - the wallets to connect
 * @fires {CustomEvent<BeforeTransaction>} dmex-before-tx - before a wallet is asked; `preventDefault()` stops it
 * @fires {CustomEvent<TransactionState>} dmex-tx - a transaction stands somewhere else
 * @fires {CustomEvent<RequestDetail>} dmex-attach-request - the NFT shall go into a game item
 * @fires {CustomEvent<RequestDetail>} dmex-list-request - the NFT shall be sold
 * @fires {CustomEvent<RequestDetail>} dmex-pledge-request - the NFT shall be pledged
 */
export class DmexPortfolioCard extends FlowCard {
  static override readonly dependencies: Readonly<Record<string, ElementClass>> = {
    ...FlowCard.dependencies,
    'dmex-amount-input': DmexAmountInput,
    'dmex-yield-chart': DmexYieldChart,
  }
  static override styles: CSSResultGroup = [tokens, flow, styles]
  static override properties: PropertyDeclarations = {
    hashpower: { attribute: false },
    partners: { attribute: false },
    miner: { attribute: false },
    newest: { attribute: false },
    requests: { attribute: false },
    explorer: {},
    task: { state: true },
    text: { state: true },
    chosen: { state: true },
    asked: { state: true },
    isOpen: { state: true },
    outcome: { state: true },
  }

  /** The NFT. */
  declare hashpower: Hashpower | undefined
  /** NFTs that it can be merged with. */
  declare partners: readonly Hashpower[] | undefined
  /** Who runs its fleet. */
  declare miner: FleetMiner | undefined
  /** Newest settled day of its fleet. */
  declare newest: getFleetHistory.Day | undefined
  /** What the page offers besides. */
  declare requests: readonly PortfolioRequest[] | undefined
  /** Address of a block explorer, such as `https://bscscan.com`; `{hash}` in it is replaced. */
  declare explorer: string | undefined

  /** What its owner is about to do. */
  declare protected task: Task | undefined
  /** What is written in the field of a split. */
  declare protected text: string
  /** The others that are chosen for a merge. */
  declare protected chosen: ReadonlySet<bigint>
  /** A merge was asked for without a choice. */
  declare protected asked: boolean
  /** Whether the chart is open. */
  declare protected isOpen: boolean
  declare protected outcome: Outcome | undefined

  readonly #transactions: Readonly<Record<Task, TransactionController>> = {
    split: new TransactionController(this, () => this.place, 'mint.splitHashpower'),
    merge: new TransactionController(this, () => this.place, 'mint.mergeHashpower'),
    refund: new TransactionController(this, () => this.place, 'earn.refund'),
  }
  #resumedFor: string | undefined

  constructor() {
    super()
    this.text = ''
    this.chosen = new Set()
    this.asked = false
    this.isOpen = false
  }

  /** Moves the focus to its name. */
  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector<HTMLElement>('#name')?.focus(options)
  }

  get #subject(): string {
    return `nft:${this.hashpower?.id}`
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed)
    const { account, place } = this
    if (!account || !place || !this.hashpower || this.#resumedFor === `${account}:${this.#subject}`) return
    this.#resumedFor = `${account}:${this.#subject}`
    for (const task of TASKS) {
      const tx = this.#transactions[task]
      const pending = tx.unfinished(account, this.#subject)
      if (!pending) continue
      this.task = task
      void tx.resume(pending, { action: ACTIONS[task] })
    }
  }

  protected override render(): TemplateResult | typeof nothing {
    const { hashpower: nft, locale } = this
    if (!nft) return nothing
    const { portfolio } = locale.t
    const known: Known = {
      nft,
      account: this.account,
      miner: this.miner,
      newest: this.newest,
      inItem: this.place !== undefined && isInItem(nft, this.place.client),
    }
    return html`
      <article class="item" part="item" dir=${locale.direction} aria-labelledby="name">
        <header>
          <h3 id="name" tabindex="-1">${this.#name(nft)}</h3>
          <span class="badge" part="badge" data-state=${nft.state}>${this.#badge(nft)}</span>
          <p class="quiet">${numberText(nft.id, locale)}</p>
        </header>
        ${facts(known, locale)} ${this.task ? this.#taskPart(nft, this.task) : this.#actions(nft)}
        <details
          class="income"
          part="income"
          .open=${this.isOpen}
          @toggle=${(event: Event) => {
            this.isOpen = (event.target as HTMLDetailsElement).open
          }}
        >
          <summary>${portfolio.income}</summary>
          ${this.isOpen ? this.#chart(nft) : nothing}
        </details>
      </article>
    `
  }

  #name(nft: Hashpower): string {
    return this.locale.t.portfolio.name(powerText(nft, this.locale), nft.reward.symbol)
  }

  #badge({ state, startDay }: Hashpower): string {
    const { portfolio } = this.locale.t
    return state === 'waiting' ? portfolio.waiting(this.locale.day(startDay, 'short')) : portfolio[state]
  }

  #chart(nft: Hashpower): TemplateResult {
    return html`<dmex-yield-chart
        bare
        theme=${this.theme ?? nothing}
        .hashpower=${nft}
        .chain=${this.chain}
        .rpc=${this.rpc}
        .deployment=${this.deployment}
      ></dmex-yield-chart>
      <p class="quiet">${this.locale.t.portfolio.nftId} <bdi>${nft.id}</bdi></p>`
  }

  // ---- what can be done

  #actions(nft: Hashpower): TemplateResult | typeof nothing {
    const { portfolio } = this.locale.t
    const isMine = isSame(nft.owner, this.account)
    const free = isFree(nft, this.account)
    const begin = (task: Task, label: string): TemplateResult =>
      html`<dmex-button variant=${task === 'refund' ? nothing : 'quiet'} data-task=${task} @click=${() => this.#begin(task)}>${label}</dmex-button>`
    const request = (name: PortfolioRequest, label: string): TemplateResult | typeof nothing =>
      this.requests?.includes(name)
        ? html`<dmex-button variant="quiet" @click=${() => this.#request(name, nft)}>${label}</dmex-button>`
        : nothing
    const buttons = [
      isMine && !nft.locker && nft.refundable > 0n
        ? begin('refund', portfolio.takeRefund(payText(nft.refundable, nft.pay, this.locale)))
        : nothing,
      free ? request('attach', portfolio.attach) : nothing,
      free ? request('list', portfolio.sell) : nothing,
      free ? request('pledge', portfolio.pledge) : nothing,
      free && nft.units > 1n ? begin('split', portfolio.split) : nothing,
      free && this.partners?.length ? begin('merge', portfolio.merge) : nothing,
    ].filter((each) => each !== nothing)
    if (buttons.length === 0) return nothing
    return html`<div class="buttons" part="actions" role="group" aria-label=${portfolio.actions(this.#name(nft))}>${buttons}</div>`
  }

  #request(name: PortfolioRequest, { id }: Hashpower): void {
    const detail: RequestDetail = { id }
    this.emit(`dmex-${name}-request`, detail, { cancelable: true })
  }

  #begin(task: Task): void {
    this.task = task
    void this.focusOn(task === 'split' ? 'dmex-amount-input' : '#panel-title')
  }

  #end(): void {
    const { task } = this
    if (task) this.#transactions[task].reset()
    this.task = undefined
    this.text = ''
    this.chosen = new Set()
    this.asked = false
    this.outcome = undefined
    // The action's own button may be gone: what was refunded can't be refunded again.
    void this.updateComplete.then(() =>
      this.focusOn(this.renderRoot.querySelector(`[data-task=${task}]`) ? `[data-task=${task}]` : 'summary'),
    )
  }

  #taskPart(nft: Hashpower, task: Task): TemplateResult {
    const { state } = this.#transactions[task]
    return state.status === 'idle' ? this.#panel(nft, task) : this.#status(state, task)
  }

  #panel(nft: Hashpower, task: Task): TemplateResult {
    const cancel = (): void => this.#end()
    switch (task) {
      case 'split': {
        const input = (text: string): void => {
          this.text = text
        }
        return splitPanel({ nft, text: this.text }, { input, split: () => void this.#split(), cancel }, this.locale)
      }
      case 'merge': {
        const choose = (id: bigint, isChosen: boolean): void => {
          this.chosen = new Set([...this.chosen, id].filter((each) => each !== id || isChosen))
        }
        const of = { nft, partners: this.partners ?? [], chosen: this.chosen, asked: this.asked }
        return mergePanel(of, { choose, merge: () => void this.#merge(), cancel }, this.locale)
      }
      case 'refund':
        return refundPanel({ nft }, { refund: () => void this.#refund(), cancel }, this.locale)
    }
  }

  #status(state: TransactionState, task: Task): TemplateResult {
    const tx = this.#transactions[task]
    const mayLeave = !tx.busy && state.status !== 'success' && !('sent' in state && state.sent)
    return html`
      <dmex-tx-status
        part="status"
        .state=${state}
        .explorer=${this.explorer}
        .successText=${this.outcome?.task === task ? this.outcome.text : undefined}
        @dmex-action=${(event: CustomEvent<StatusActionDetail>) =>
          void this.onStatusAction(tx, event, { retry: () => this.#again(task), done: () => this.#end() })}
      ></dmex-tx-status>
      ${
        mayLeave
          ? html`<dmex-button wide variant="quiet" @click=${() => this.#end()}>${this.locale.t.portfolio.change}</dmex-button>`
          : nothing
      }
    `
  }

  /** Back to the form, as it was filled in. */
  #again(task: Task): void {
    this.#transactions[task].reset()
    void this.focusOn(task === 'split' ? 'dmex-amount-input' : '#panel-title')
  }

  // ---- transactions

  async #split(): Promise<void> {
    const { hashpower: nft, account, locale } = this
    const input = this.renderRoot.querySelector<DmexAmountInput>('dmex-amount-input')
    const part = nft && partOf(this.text, nft, locale)
    if (!nft || !account || !input?.report() || part === undefined) return
    const text = locale.t.portfolio.splitDone(
      powerText({ ...nft, units: part }, locale),
      powerText({ ...nft, units: nft.units - part }, locale),
    )
    const done = this.#transactions.split.run({
      subject: this.#subject,
      plan: (client) => splitHashpower.plan(client, { id: nft.id, units: [part], to: account }),
      onSuccess: () => this.#succeed('split', text),
    })
    await this.focusOn('dmex-tx-status')
    await done
  }

  async #merge(): Promise<void> {
    const { hashpower: nft, locale } = this
    const joined = (this.partners ?? []).filter(({ id }) => this.chosen.has(id))
    this.asked = true
    if (!nft || joined.length === 0) return
    const done = this.#transactions.merge.run({
      subject: this.#subject,
      plan: (client) => mergeHashpower.plan(client, { ids: [nft.id, ...joined.map(({ id }) => id)] }),
      onSuccess: ({ units }) =>
        this.#succeed('merge', locale.t.portfolio.mergeDone(powerText({ ...nft, units }, locale))),
    })
    await this.focusOn('dmex-tx-status')
    await done
  }

  async #refund(): Promise<void> {
    const { hashpower: nft, locale } = this
    if (!nft) return
    const done = this.#transactions.refund.run({
      subject: this.#subject,
      plan: (client) => refund.plan(client, { id: nft.id }),
      onSuccess: ({ amount }) => this.#succeed('refund', locale.t.portfolio.refundDone(locale.amount(amount, nft.pay))),
    })
    await this.focusOn('dmex-tx-status')
    await done
  }

  #succeed(task: Task, text: string): void {
    this.outcome = { task, text }
  }
}
