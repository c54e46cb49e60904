import type { getFleetHistory } from '@dmex/sdk/earn'
import type { Hashpower } from '@dmex/sdk/mint'
import { html, nothing, type TemplateResult } from 'lit'
import { type Coin, measureOf } from '../../controllers/coin.js'
import { hashpowerKind, hashpowerText } from '../../controllers/hashpowerText.js'
import type { LocaleController } from '../../controllers/LocaleController.js'
import type { Address } from '../../store/types.js'
import { shortAddress } from '../address/shortAddress.js'
import { type FleetMiner, incomeOn } from './fleets.js'
import { daysLeft, isSame, numbersOf } from './nft.js'

/** All that is known about an NFT that is shown. */
export interface Known {
  readonly nft: Hashpower
  readonly account: Address | undefined
  readonly miner: FleetMiner | undefined
  /** Newest settled day of its fleet. */
  readonly newest: getFleetHistory.Day | undefined
  readonly inItem: boolean
}

/** Writes the power of an NFT. */
export function powerText(
  { units, reward }: Pick<Hashpower, 'units' | 'reward'>,
  { language }: LocaleController,
): string {
  return hashpowerText(units, hashpowerKind(reward.symbol), language)
}

/** Writes an income, in satoshi where it is small. */
export function incomeText(amount: bigint, coin: Coin, locale: LocaleController): string {
  return locale.amount(amount, measureOf(coin, amount, locale.t.chart.satoshi))
}

/** Writes money that was paid, with as many digits as are worth reading. */
export function payText(amount: bigint, pay: Coin, locale: LocaleController): string {
  return locale.amount(amount, { ...pay, digits: amount < 10n ** BigInt(pay.decimals) ? 6 : 2 })
}

/** Names an NFT as people say it: its series, and which one of the series. */
export function numberText(id: bigint, locale: LocaleController): string {
  const [series, number] = numbersOf(id)
  return locale.t.portfolio.number(locale.number(series), locale.number(number))
}

/** What an NFT is, earns and is worth when all goes wrong, as a list of terms. */
export function facts(known: Known, locale: LocaleController): TemplateResult {
  const { portfolio } = locale.t
  const { nft, miner } = known
  const left = portfolio.daysLeft(locale.number(daysLeft(nft)), locale.number(nft.termDays))
  return html`
    <dl class="facts" part="facts">
      ${fact(portfolio.unclaimed, unclaimed(known, locale))} ${newestDay(known, locale)}
      ${fact(portfolio.refund, refundText(known, locale))}
      ${fact(
        portfolio.term,
        html`${portfolio.span(locale.day(nft.startDay), locale.day(nft.endDay))}
          ${nft.state === 'earning' || nft.state === 'waiting' ? html`<span class="quiet">${left}</span>` : nothing}`,
      )}
      ${miner ? fact(portfolio.miner, minerText(miner, locale)) : nothing}
    </dl>
    ${notes(known, locale).map((note) => html`<p class="note">${note}</p>`)}
  `
}

function fact(term: string, description: unknown): TemplateResult {
  return html`<div>
    <dt>${term}</dt>
    <dd>${description}</dd>
  </div>`
}

function minerText({ company, farm, minerId }: FleetMiner, locale: LocaleController): TemplateResult {
  const name = company || locale.t.portfolio.minerNumber(locale.number(minerId))
  return html`<bdi>${name}</bdi>${farm ? html` <span class="quiet"><bdi>${farm}</bdi></span>` : nothing}`
}

function unclaimed({ nft, account }: Known, locale: LocaleController): string {
  if (!isSame(nft.beneficiary, account)) return '–'
  return incomeText(nft.claimable, nft.reward, locale)
}

function newestDay({ nft, newest, account }: Known, locale: LocaleController): TemplateResult | typeof nothing {
  const { portfolio } = locale.t
  const amount = incomeOn(newest, nft)
  if (amount === undefined || !newest || nft.state === 'terminated' || !isSame(nft.beneficiary, account)) return nothing
  const text = incomeText(amount, nft.reward, locale)
  const isMissed = !newest.ok && newest.units > 0n
  return fact(
    portfolio.newestDay(locale.day(newest.day, 'short')),
    isMissed ? html`${text} <span class="missed">× ${portfolio.missed}</span>` : text,
  )
}

/** What came back, can come back now, or would. */
function refundText({ nft, inItem }: Known, locale: LocaleController): string {
  const { portfolio } = locale.t
  const write = (amount: bigint): string => payText(amount, nft.pay, locale)
  if (nft.refundable > 0n) {
    if (!nft.locker) return portfolio.refundOpen(write(nft.refundable))
    return inItem
      ? portfolio.refundThroughItem(write(nft.refundable))
      : portfolio.refundThroughLocker(write(nft.refundable))
  }
  return nft.refunded ? portfolio.refundPaid : portfolio.refundFloor(write(nft.refundFloor))
}

function notes({ nft, account, inItem }: Known, locale: LocaleController): readonly string[] {
  const { portfolio } = locale.t
  const found: string[] = []
  if (nft.state === 'terminated') found.push(portfolio.terminatedNote)
  if (!isSame(nft.owner, account)) found.push(portfolio.notYours(shortAddress(nft.owner)))
  if (inItem) found.push(portfolio.inItem)
  else if (nft.locker) found.push(portfolio.lockedBy(shortAddress(nft.locker)))
  if (!inItem && !isSame(nft.beneficiary, account)) found.push(portfolio.incomeElsewhere)
  return found
}
