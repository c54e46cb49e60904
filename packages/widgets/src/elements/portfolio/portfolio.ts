import { getClaimable, type getFleetHistory } from '@dmex/sdk/earn'
import type { Hashpower } from '@dmex/sdk/mint'
import { readQueryOptions } from '@dmex/sdk/query'
import {
  type ComplexAttributeConverter,
  type CSSResultGroup,
  html,
  nothing,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { ElementClass } from '../../base/defineElement.js'
import { FlowCard } from '../../base/FlowCard.js'
import { ReadController } from '../../controllers/ReadController.js'
import { flow } from '../../styles/flow.js'
import { surface } from '../../styles/surface.js'
import { tokens } from '../../styles/tokens.js'
import { DmexPortfolioCard, type PortfolioRequest } from './card.js'
import { type FleetMiner, minersQuery, newestDaysQuery } from './fleets.js'
import { partnersOf } from './nft.js'
import { HashpowerPages } from './pages.js'
import { styles } from './portfolio.styles.js'
import { totals } from './totals.js'

/** NFTs that are drawn at first, and with each "more". */
const STEP = 20

/** Words of an attribute, separated by spaces. */
const words: ComplexAttributeConverter<readonly string[]> = {
  fromAttribute: (text) => text?.split(/\s+/).filter(Boolean) ?? [],
  toAttribute: (list) => list.join(' '),
}

/**
 * What the visitor owns: their hashpower NFTs with term, income by day and the refund that protects them, and what they can do with
 * each: split, merge, take a refund. What the page offers besides, such as a market or a game, it names in `requests`; the button
 * then fires an event, and the page does the rest.
 *
 * @summary The visitor's hashpower, its income, and what can be done with it.
 * @slot empty - what to do for somebody who owns nothing yet, such as a link to the offers
 * @csspart card - the card
 * @csspart totals - power and income to claim, by coin
 * @csspart items - the list
 * @csspart item - the frame around one NFT
 * @csspart badge - the word for what an NFT is doing
 * @csspart facts - what an NFT is and earns, as a list of terms
 * @csspart actions - the buttons of an NFT
 * @csspart panel - the form of an action
 * @csspart status - where a transaction stands
 * @csspart income - the line that opens the chart of an NFT
 * @csspart more - the button that shows more
 * @csspart notice - something that stands in the way, or that is old
 * @csspart wallets - the wallets to connect
 * @cssproperty --dmex-max-width - greatest width of the card
 * @fires {CustomEvent<BeforeTransaction>} dmex-before-tx - before a wallet is asked; `preventDefault()` stops it
 * @fires {CustomEvent<TransactionState>} dmex-tx - a transaction stands somewhere else
 * @fires {CustomEvent<RequestDetail>} dmex-attach-request - an NFT shall go into a game item
 * @fires {CustomEvent<RequestDetail>} dmex-list-request - an NFT shall be sold
 * @fires {CustomEvent<RequestDetail>} dmex-pledge-request - an NFT shall be pledged
 * @fires {CustomEvent<null>} dmex-buy-request - somebody who owns nothing wants hashpower
 * @attr {string} requests - what the page answers to, of `attach`, `list`, `pledge` and `buy`, separated by spaces
 * @attr {string} explorer - address of a block explorer, such as `https://bscscan.com`
 */
export class DmexPortfolio extends FlowCard {
  static override readonly dependencies: Readonly<Record<string, ElementClass>> = {
    ...FlowCard.dependencies,
    'dmex-portfolio-card': DmexPortfolioCard,
  }
  static override styles: CSSResultGroup = [tokens, surface, flow, styles]
  static override properties: PropertyDeclarations = {
    requests: { converter: words },
    explorer: {},
    limit: { state: true },
  }

  /** What the page answers to. The event of anything else would reach nobody, so that it has no button. */
  declare requests: readonly (PortfolioRequest | 'buy')[] | undefined
  /** Address of a block explorer, such as `https://bscscan.com`; `{hash}` in it is replaced. */
  declare explorer: string | undefined
  /** How many NFTs are drawn. */
  declare protected limit: number

  readonly #pages = new HashpowerPages(
    this,
    () => this.place,
    () => this.account,
  )
  readonly #claimable = new ReadController(
    this,
    () => this.place,
    ({ client }) => (this.account ? readQueryOptions(getClaimable, client, { account: this.account }) : undefined),
  )
  readonly #miners = new ReadController(
    this,
    () => this.place,
    ({ client, chainId }) => this.#nfts && minersQuery(client, chainId, this.#nfts),
  )
  readonly #newest = new ReadController(
    this,
    () => this.place,
    ({ client, chainId }) => this.#nfts && newestDaysQuery(client, chainId, this.#nfts),
  )
  /** Kept while the next ones are read. */
  #known: {
    readonly miners: ReadonlyMap<number, FleetMiner>
    readonly newest: ReadonlyMap<number, getFleetHistory.Day>
  } = { miners: new Map(), newest: new Map() }
  #of: string | undefined

  constructor() {
    super()
    this.limit = STEP
  }

  get #nfts(): readonly Hashpower[] | undefined {
    const { items } = this.#pages
    return items?.length ? items : undefined
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed)
    if (this.#of !== this.account) {
      this.#of = this.account
      this.limit = STEP
    }
    this.#pages.ensureOver(this.limit)
  }

  protected override render(): TemplateResult {
    const { t, direction } = this.locale
    return html`
      <section class="card" part="card" dir=${direction} aria-labelledby="title">
        <h2 id="title">${t.portfolio.title}</h2>
        ${this.#body()}
      </section>
    `
  }

  #body(): TemplateResult {
    const { t } = this.locale
    const gate = this.gate()
    if (gate) return gate
    if (this.place && !this.account)
      return html`<div class="stack"><p>${t.common.connectToSee}</p>${this.connectStep()}</div>`
    const { items, error, hasMore } = this.#pages
    const retry = (): void => this.#pages.retry()
    if (!items) return error === undefined ? this.#skeleton() : this.loadFailed(error, retry)
    const stale = this.staleNotice(this.#pages.updatedAt, error, retry)
    if (items.length === 0) return html`${stale} ${hasMore ? this.#skeleton() : this.#empty()}`
    return html`
      ${stale}
      ${totals({ nfts: items, claimable: this.#claimable.shown.data?.items, isPart: hasMore }, this.locale)}
      ${this.#list(items)}
      <p class="quiet">${t.common.riskNote}</p>
    `
  }

  #skeleton(): TemplateResult {
    return html`<div class="stack" role="status" aria-label=${this.locale.t.common.loading}>
      ${[1, 2].map(() => html`<dmex-skeleton class="line"></dmex-skeleton>`)}
    </div>`
  }

  #empty(): TemplateResult {
    const { portfolio } = this.locale.t
    return html`<div class="empty">
      <p>${portfolio.empty}</p>
      <slot name="empty">
        ${
          this.requests?.includes('buy')
            ? html`<dmex-button @click=${() => this.emit('dmex-buy-request', null, { cancelable: true })}>${portfolio.buy}</dmex-button>`
            : nothing
        }
      </slot>
    </div>`
  }

  #list(items: readonly Hashpower[]): TemplateResult {
    const { portfolio } = this.locale.t
    const { miners, newest } = this.#know()
    const requests = this.requests?.filter((each) => each !== 'buy')
    const left = items.length - this.limit
    return html`
      <ul class="items" part="items" aria-label=${portfolio.list}>
        ${repeat(
          items.slice(0, this.limit),
          ({ id }) => id,
          (nft) => html`<li>
            <dmex-portfolio-card
              exportparts="item, badge, facts, actions, panel, status, income"
              theme=${this.theme ?? nothing}
              .chain=${this.settings.chain}
              .rpc=${this.settings.rpc}
              .deployment=${this.settings.deployment}
              .hashpower=${nft}
              .partners=${partnersOf(nft, items, this.account)}
              .miner=${miners.get(nft.fleetId)}
              .newest=${newest.get(nft.fleetId)}
              .requests=${requests}
              .explorer=${this.explorer}
            ></dmex-portfolio-card>
          </li>`,
        )}
      </ul>
      ${
        left > 0
          ? html`<dmex-button wide variant="quiet" part="more" @click=${this.#more}
              >${portfolio.more(this.locale.number(Math.min(STEP, left)))}</dmex-button
            >`
          : this.#pages.hasMore
            ? html`<p class="quiet" role="status">${portfolio.searching}</p>`
            : nothing
      }
    `
  }

  #know(): { miners: ReadonlyMap<number, FleetMiner>; newest: ReadonlyMap<number, getFleetHistory.Day> } {
    this.#known = {
      miners: this.#miners.shown.data ?? this.#known.miners,
      newest: this.#newest.shown.data ?? this.#known.newest,
    }
    return this.#known
  }

  readonly #more = async (): Promise<void> => {
    const first = this.limit
    this.limit += STEP
    await this.updateComplete
    // The button moves down, or goes: the first of the new ones takes the focus.
    const card = this.renderRoot.querySelectorAll<DmexPortfolioCard>('dmex-portfolio-card')[first]
    await card?.updateComplete
    card?.focus()
  }
}
