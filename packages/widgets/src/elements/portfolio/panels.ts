import type { Hashpower } from '@dmex/sdk/mint'
import { html, nothing, type TemplateResult } from 'lit'
import { hashpowerKind, hashpowerText, mainMeasure, measuresOf } from '../../controllers/hashpowerText.js'
import type { LocaleController } from '../../controllers/LocaleController.js'
import type { AmountInputDetail } from '../amount-input/amount-input.js'
import { parseAmount } from '../amount-input/parseAmount.js'
import { numberText, payText, powerText } from './facts.js'

/** Reads how much is to be split off; `undefined` when that can't be done. */
export function partOf(text: string, { units, reward }: Hashpower, { language }: LocaleController): bigint | undefined {
  const kind = hashpowerKind(reward.symbol)
  const rules = { scale: mainMeasure(kind).units, measures: measuresOf(kind), language, min: 1n, max: units - 1n }
  const { value, problem } = parseAmount(text, rules)
  return problem === undefined ? value : undefined
}

/** Asks how much to split off, and says what there will be. */
export function splitPanel(
  { nft, text }: { readonly nft: Hashpower; readonly text: string },
  on: { readonly input: (text: string) => void; readonly split: () => void; readonly cancel: () => void },
  locale: LocaleController,
): TemplateResult {
  const { portfolio } = locale.t
  const kind = hashpowerKind(nft.reward.symbol)
  const measure = mainMeasure(kind)
  const power = (units: bigint): string => hashpowerText(units, kind, locale.language)
  const part = partOf(text, nft, locale)
  return panel(
    portfolio.splitTitle,
    html`
      <dmex-amount-input
        .label=${portfolio.splitAmount}
        .unit=${measure.label}
        .scale=${measure.units}
        .measures=${measuresOf(kind)}
        .min=${1n}
        .max=${nft.units - 1n}
        .format=${power}
        .text=${text}
        @dmex-input=${({ detail }: CustomEvent<AmountInputDetail>) => on.input(detail.text)}
      ></dmex-amount-input>
      <p aria-live="polite">${part === undefined ? nothing : portfolio.splitPreview(power(part), power(nft.units - part))}</p>
      <p class="quiet">${portfolio.splitNote}</p>
    `,
    { label: portfolio.split, act: on.split },
    on.cancel,
    locale,
  )
}

/** Asks which others to merge with, and says what there will be. */
export function mergePanel(
  of: {
    readonly nft: Hashpower
    readonly partners: readonly Hashpower[]
    readonly chosen: ReadonlySet<bigint>
    readonly asked: boolean
  },
  on: {
    readonly choose: (id: bigint, isChosen: boolean) => void
    readonly merge: () => void
    readonly cancel: () => void
  },
  locale: LocaleController,
): TemplateResult {
  const { portfolio } = locale.t
  const { nft, partners, chosen, asked } = of
  const joined = partners.filter(({ id }) => chosen.has(id))
  const units = joined.reduce((sum, each) => sum + each.units, nft.units)
  const isMissing = joined.length === 0
  return panel(
    portfolio.mergeTitle,
    html`
      <ul class="choices">
        ${partners.map(
          (each) => html`<li>
            <label>
              <input
                type="checkbox"
                .checked=${chosen.has(each.id)}
                @change=${(event: Event) => on.choose(each.id, (event.target as HTMLInputElement).checked)}
              />
              <span>${portfolio.mergeChoice(numberText(each.id, locale), powerText(each, locale))}</span>
            </label>
          </li>`,
        )}
      </ul>
      <p aria-live="polite" class=${isMissing && asked ? 'error' : ''}>
        ${isMissing ? (asked ? portfolio.mergeChoose : nothing) : portfolio.mergePreview(powerText({ ...nft, units }, locale))}
      </p>
      <p class="quiet">${portfolio.mergeNote}</p>
    `,
    { label: portfolio.merge, act: on.merge },
    on.cancel,
    locale,
  )
}

/** Says what a refund is before it is taken. */
export function refundPanel(
  { nft }: { readonly nft: Hashpower },
  on: { readonly refund: () => void; readonly cancel: () => void },
  locale: LocaleController,
): TemplateResult {
  const { portfolio } = locale.t
  const label = portfolio.takeRefund(payText(nft.refundable, nft.pay, locale))
  return panel(
    portfolio.refundTitle,
    html`<p>${portfolio.refundNote}</p>`,
    { label, act: on.refund },
    on.cancel,
    locale,
  )
}

function panel(
  title: string,
  content: TemplateResult,
  main: { readonly label: string; readonly act: () => void },
  cancel: () => void,
  locale: LocaleController,
): TemplateResult {
  return html`<div class="panel" part="panel" role="group" aria-labelledby="panel-title">
    <h4 id="panel-title" tabindex="-1">${title}</h4>
    ${content}
    <div class="buttons">
      <dmex-button @click=${main.act}>${main.label}</dmex-button>
      <dmex-button variant="quiet" @click=${cancel}>${locale.t.common.cancel}</dmex-button>
    </div>
  </div>`
}
