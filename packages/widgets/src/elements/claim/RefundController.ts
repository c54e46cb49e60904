import { refund } from '@dmex/sdk/earn'
import type { Hashpower } from '@dmex/sdk/mint'
import { html, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit'
import type { Source } from '../../base/source.js'
import { hashpowerKind, hashpowerText } from '../../controllers/hashpowerText.js'
import type { LocaleController } from '../../controllers/LocaleController.js'
import { TransactionController } from '../../controllers/TransactionController.js'
import { getStore } from '../../store/store.js'
import type { Address, Hex } from '../../store/types.js'
import type { StatusActionDetail } from '../tx-status/tx-status.js'

/** What a listener of `dmex-refunded` gets. */
export interface RefundedDetail {
  /** The hashpower NFT. */
  readonly id: bigint
  /** What was paid, base units of the payment token. */
  readonly amount: bigint
  readonly hash: Hex
}

interface Host extends ReactiveControllerHost, EventTarget {}

const subjectOf = (id: bigint): string => `refund:${id}`

/** Takes refunds for its host, one at a time, and draws where they stand. */
export class RefundController implements ReactiveController {
  /** Where the refund stands. */
  readonly tx: TransactionController
  readonly #host: Host
  /** Which NFT it is about. */
  #id: bigint | undefined
  #paid: bigint | undefined

  constructor(host: Host, source: () => Source | undefined) {
    this.#host = host
    this.tx = new TransactionController(host, source, 'earn.refund')
    host.addController(this)
  }

  hostConnected(): void {}

  /** Whether the refund of this NFT is under way, or over and still shown. */
  isAbout(id: bigint): boolean {
    return this.#id === id
  }

  /** Takes up again a refund of an earlier visit. */
  resume(account: Address): void {
    const pending = getStore()
      .read()
      .pending.find((each) => each.action === 'earn.refund' && each.account.toLowerCase() === account.toLowerCase())
    if (!pending || this.tx.busy) return
    this.#id = BigInt(pending.subject.slice('refund:'.length))
    void this.tx.resume(pending, { action: refund, onSuccess: (event, hash) => this.#onRefunded(event, hash) })
  }

  /** Takes the refund of an NFT. */
  async take(id: bigint): Promise<void> {
    if (this.tx.busy) return
    this.tx.reset()
    this.#id = id
    this.#paid = undefined
    await this.tx.run({
      subject: subjectOf(id),
      plan: (client) => refund.plan(client, { id }),
      onSuccess: (event, hash) => this.#onRefunded(event, hash),
    })
  }

  /** Takes it once more, after something went wrong. */
  async again(): Promise<void> {
    if (this.#id !== undefined) await this.take(this.#id)
  }

  /** Shows no longer how it ended. */
  forget(): void {
    this.tx.reset()
    this.#id = undefined
    this.#paid = undefined
    this.#host.requestUpdate()
  }

  #onRefunded({ id, amount }: refund.Event, hash: Hex): void {
    // What the miner's bond adds is in another token, and in the wallet as well.
    this.#paid = amount
    const detail: RefundedDetail = { id, amount, hash }
    this.#host.dispatchEvent(new CustomEvent('dmex-refunded', { detail, bubbles: true, composed: true }))
    this.#host.requestUpdate()
  }

  /** Draws the refund of an NFT: what it pays and the button, or where it stands. */
  render(
    nft: Hashpower,
    locale: LocaleController,
    explorer: string | undefined,
    onAction: (event: CustomEvent<StatusActionDetail>) => void,
  ): TemplateResult {
    const { t } = locale
    const { id, units, seriesId, refundable, locker, pay, reward } = nft
    const { state, busy } = this.tx
    if (this.#id === id && state.status !== 'idle')
      return html`<dmex-tx-status
        part="refund-status"
        .state=${state}
        .explorer=${explorer}
        .successText=${this.#paid === undefined ? undefined : t.claim.refunded(moneyText(this.#paid, pay, locale))}
        @dmex-action=${onAction}
      ></dmex-tx-status>`
    const amount = moneyText(refundable, pay, locale)
    const power = hashpowerText(units, hashpowerKind(reward.symbol), locale.language)
    return html`<p>${t.claim.refundText(amount, power, locale.number(seriesId))}</p>
      ${
        locker
          ? html`<p class="quiet">${t.claim.refundLocked}</p>`
          : html`<dmex-button wide part="refund" variant="quiet" ?busy=${busy} @click=${() => this.take(id)}
              >${t.claim.refund(amount)}</dmex-button
            >`
      }`
  }
}

/** An amount of the payment token: of more than one, two digits behind the point are enough. */
function moneyText(amount: bigint, pay: Hashpower['pay'], locale: LocaleController): string {
  return locale.amount(amount, amount < 10n ** BigInt(pay.decimals) ? pay : { ...pay, digits: 2 })
}
