import type { getClaimable } from '@dmex/sdk/earn'
import type { Hashpower } from '@dmex/sdk/mint'
import { html, nothing, type TemplateResult } from 'lit'
import type { LocaleController } from '../../controllers/LocaleController.js'
import { incomeText, powerText } from './facts.js'

/** Adds up power by the coin that it earns. What is over or ended earns nothing any more. */
function powers(nfts: readonly Hashpower[]): readonly Hashpower[] {
  const sums = new Map<string, Hashpower>()
  for (const nft of nfts) {
    if (nft.state !== 'earning' && nft.state !== 'waiting') continue
    const known = sums.get(nft.reward.token)
    sums.set(nft.reward.token, known ? { ...known, units: known.units + nft.units } : nft)
  }
  return [...sums.values()]
}

/** How much power there is, and how much income waits, by coin. */
export function totals(
  of: {
    readonly nfts: readonly Hashpower[]
    readonly claimable: readonly getClaimable.Item[] | undefined
    /** There are more NFTs than these. */
    readonly isPart: boolean
  },
  locale: LocaleController,
): TemplateResult {
  const { portfolio } = locale.t
  const { nfts, claimable, isPart } = of
  const due = claimable?.filter((each) => each.claimable + each.credit > 0n)
  return html`<dl class="totals" part="totals">
      <div>
        <dt>${portfolio.power}</dt>
        ${powers(nfts).map((sum) => html`<dd>${portfolio.powerFor(powerText(sum, locale), sum.reward.symbol)}</dd>`)}
      </div>
      <div>
        <dt>${portfolio.claimable}</dt>
        ${
          due === undefined
            ? html`<dd><dmex-skeleton></dmex-skeleton></dd>`
            : due.length === 0
              ? html`<dd>${portfolio.nothingClaimable}</dd>`
              : due.map(({ token, claimable: amount, credit }) => {
                  const text = incomeText(amount + credit, token, locale)
                  return html`<dd>
                    ${text}${text.endsWith(token.symbol) ? nothing : html`<span class="quiet"> ${token.symbol}</span>`}
                  </dd>`
                })
        }
      </div>
    </dl>
    ${isPart ? html`<p class="quiet">${portfolio.soFar}</p>` : nothing}`
}
