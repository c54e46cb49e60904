import { html, nothing, type TemplateResult } from 'lit'
import { errorText } from '../controllers/errorText.js'
import type { TransactionController, TransactionState } from '../controllers/TransactionController.js'
import { DmexButton } from '../elements/button/button.js'
import { DmexSkeleton } from '../elements/skeleton/skeleton.js'
import { DmexTxStatus, type StatusActionDetail } from '../elements/tx-status/tx-status.js'
import { isRejection } from '../store/errors.js'
import type { Address } from '../store/types.js'
import type { ElementClass } from './defineElement.js'
import { FlowElement } from './FlowElement.js'
import type { Source } from './source.js'

/** What the elements that act have in common: how they say that something is missing, and how one gets further. */
export class FlowCard extends FlowElement {
  static override readonly dependencies: Readonly<Record<string, ElementClass>> = {
    'dmex-button': DmexButton,
    'dmex-skeleton': DmexSkeleton,
    'dmex-tx-status': DmexTxStatus,
  }

  /** Where to read and act, once that is known. */
  protected get place(): Source | undefined {
    return typeof this.source === 'object' ? this.source : undefined
  }

  /** Who is connected. */
  protected get account(): Address | undefined {
    const { status, account } = this.connection.current
    return status === 'connected' ? account : undefined
  }

  /** What stands in the way before there is anything to read; `undefined` when nothing does. */
  protected gate(): TemplateResult | undefined {
    const { t } = this.locale
    if (this.sourceError !== undefined)
      return this.notice(t.errors.DeploymentMissing, { label: t.common.retry, act: () => this.retrySource() })
    if (this.source === 'no-chain') return this.notice(t.common.noChain)
    if (this.source === 'connect-to-see')
      return html`<div class="stack"><p>${t.common.connectToSee}</p>${this.connectStep()}</div>`
    // A wallet on another network is asked nothing: what it would answer is about that network.
    return this.place?.endpoint === 'wallet' ? this.switchStep() : undefined
  }

  /** Says something, with one thing to do about it. */
  protected notice(
    text: string,
    action?: { readonly label: string; readonly act: () => void },
    tone: 'plain' | 'problem' = 'problem',
  ): TemplateResult {
    return html`<div class="notice" part="notice" data-tone=${tone}>
      <p>${text}</p>
      ${action ? html`<dmex-button wide variant="quiet" @click=${action.act}>${action.label}</dmex-button>` : nothing}
    </div>`
  }

  /** Holds the place of what is being read. */
  protected skeleton(lines: number): TemplateResult {
    return html`<div class="stack" role="status" aria-label=${this.locale.t.common.loading}>
      ${Array.from({ length: lines }, () => html`<dmex-skeleton class="line"></dmex-skeleton>`)}
    </div>`
  }

  /** Says that something could not be read, why, and asks again. */
  protected loadFailed(error: unknown, retry: () => void): TemplateResult {
    const { t } = this.locale
    return this.notice(`${t.common.loadFailed} ${errorText(error, t.errors)}`, { label: t.common.retry, act: retry })
  }

  /** Says that figures are old, when the endpoint stopped answering. */
  protected staleNotice(updatedAt: number, error: unknown, retry: () => void): TemplateResult | typeof nothing {
    const { place, locale } = this
    if (!place || updatedAt === 0 || !(error || this.connection.state.down.includes(place.chainId))) return nothing
    const time = new Intl.DateTimeFormat(locale.language, { timeStyle: 'short' }).format(updatedAt)
    return this.notice(locale.t.common.stale(time), { label: locale.t.common.retry, act: retry })
  }

  /** Lets the visitor connect a wallet. */
  protected connectStep(): TemplateResult {
    const { t } = this.locale
    const { wallets, connection } = this.connection.state
    if (connection.status === 'connecting') return this.notice(t.common.connecting, undefined, 'plain')
    const failure = connection.error === undefined ? nothing : this.#connectFailure(connection.error)
    // A page that connects by itself would not learn of a wallet that was chosen here.
    if (connection.page?.canConnect)
      return html`<div class="wallets" part="wallets">
        ${failure}
        <dmex-button wide @click=${() => this.#connect('page')}>${t.common.connect}</dmex-button>
      </div>`
    if (connection.page) return this.notice(t.connect.byPage, undefined, 'plain')
    if (wallets.length === 0) return this.notice(t.common.noWallet)
    return html`<div class="wallets" part="wallets">
      ${failure}
      ${wallets.map(
        (wallet) => html`<dmex-button wide @click=${() => this.#connect(wallet.id)}>
          <span class="wallet">
            ${wallet.icon?.startsWith('data:') ? html`<img src=${wallet.icon} alt="" />` : nothing}
            ${wallets.length === 1 ? t.common.connect : t.common.connectWith(wallet.name)}
          </span>
        </dmex-button>`,
      )}
    </div>`
  }

  #connectFailure(error: unknown): TemplateResult {
    const { t } = this.locale
    return html`<p class="error" role="alert">${isRejection(error) ? t.transaction.rejected : t.common.connectFailed}</p>`
  }

  #connect(id: string): void {
    // The store keeps what went wrong, and every element that waits for a wallet shows it.
    this.connection.store.send({ type: 'connect', wallet: id }).catch(() => undefined)
  }

  /** Whether the wallet is on another network than this element. */
  protected get wrongChain(): Extract<TransactionState, { status: 'wrong-chain' }> | undefined {
    const { chainId } = this.connection.current
    if (!this.account || !this.place || chainId === this.place.chainId) return undefined
    return { status: 'wrong-chain', expected: this.place.chainId, actual: chainId }
  }

  /** Lets the visitor switch networks; `undefined` when the wallet is on the right one. */
  protected switchStep(): TemplateResult | undefined {
    const { wrongChain } = this
    if (!wrongChain) return undefined
    const onAction = (event: Event): void => {
      event.stopPropagation()
      void this.switchChain()
    }
    return html`<dmex-tx-status part="status" .state=${wrongChain} @dmex-action=${onAction}></dmex-tx-status>`
  }

  /** Asks the wallet to go to this element's network. */
  protected async switchChain(): Promise<boolean> {
    const { place } = this
    if (!place) return false
    try {
      await this.connection.store.send({ type: 'switch-chain', chain: { id: place.chainId, rpc: this.settings.rpc } })
      return this.connection.current.chainId === place.chainId
    } catch {
      // Declined, or not known to the wallet: the question stays on the screen.
      return false
    }
  }

  /** Does what the main button of a transaction's status says; `retry` and `done` are the element's own. */
  protected async onStatusAction(
    tx: TransactionController,
    event: CustomEvent<StatusActionDetail>,
    { retry, done }: { readonly retry: () => void; readonly done: () => void },
  ): Promise<void> {
    // The page learns what it is about by `dmex-tx`.
    event.stopPropagation()
    switch (event.detail.action) {
      case 'retry':
        return retry()
      case 'done':
        return done()
      case 'switch':
        if (await this.switchChain()) tx.reset()
        return
      case 'follow': {
        const { state } = tx
        const hash = 'hash' in state ? state.hash : undefined
        const pending = this.connection.state.pending.find((each) => each.hash === hash)
        if (pending) await tx.resume(pending)
      }
    }
  }

  /** Moves the focus to a part of it, once it is drawn: what had the focus is gone. */
  protected async focusOn(selector: string): Promise<void> {
    await this.updateComplete
    const target = this.renderRoot.querySelector<HTMLElement & { updateComplete?: Promise<unknown> }>(selector)
    await target?.updateComplete
    target?.focus()
  }
}
