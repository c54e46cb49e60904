import type { DmexClient } from '@dmex/sdk'
import { type Hashpower, listHashpower, splitHashpower } from '@dmex/sdk/mint'
import { afterEach, beforeAll, beforeEach, inject } from 'vitest'
import { commands } from 'vitest/browser'
import { addressOf, as, connectAs, leave } from './acting.js'
import '../../src/define/portfolio.js'
import type { TransactionState } from '../../src/controllers/TransactionController.js'
import type { DmexPortfolioCard } from '../../src/elements/portfolio/card.js'
import type { DmexPortfolio } from '../../src/elements/portfolio/portfolio.js'
import { getStore } from '../../src/store/store.js'
import { ElementHarness, type FakeWallet } from '../../src/testing/index.js'

/** Ada's 88.5 TH/s of Aurora. */
export const AURORA: bigint = (1n << 32n) + 1n
/** What is split off from it, and what stays. */
export const PART = 8_500n
export const REST = 80_000n
/** Nobody answers at the discard port. */
export const NOWHERE = 'http://127.0.0.1:9'

export const deployment: ReturnType<typeof inject<'deployment'>> = inject('deployment')
export const refresh = (): Promise<void> => getStore().send({ type: 'refresh', chainId: deployment.chainId })

let moment: string
/** The portfolio that is on the page. */
export let portfolio: ElementHarness<DmexPortfolio>

/** Gives each test of a file four days of income, and the market back afterwards. */
export function withMarket(): void {
  beforeAll(async () => {
    moment = await commands.snapshot()
  })

  beforeEach(async () => {
    await commands.advanceDays(4)
  })

  afterEach(async () => {
    await leave()
    await commands.startChain()
    await commands.rpc('evm_setAutomine', [true])
    await commands.revert(moment)
    await refresh()
  })
}

/** Puts a portfolio on the page. */
export async function mount(of: Partial<DmexPortfolio> = {}, width = 480): Promise<ElementHarness<DmexPortfolio>> {
  await refresh()
  const container = document.createElement('main')
  container.style.setProperty('inline-size', `${width}px`)
  const element = document.createElement('dmex-portfolio')
  Object.assign(element, { rpc: inject('rpcUrl'), deployment }, of)
  container.append(element)
  document.body.append(container)
  portfolio = new ElementHarness(element)
  return portfolio
}

/** Ada's portfolio, drawn. */
export async function ada(of: Partial<DmexPortfolio> = {}): Promise<FakeWallet> {
  const wallet = await connectAs('player1')
  await mount(of)
  await portfolio.reads('88.5 TH/s for tBTC')
  await portfolio.reads('Aurora Mining AB')
  return wallet
}

export const cards = (): readonly DmexPortfolioCard[] => [
  ...portfolio.element.renderRoot.querySelectorAll<DmexPortfolioCard>('dmex-portfolio-card'),
]
export const card = (index: number): ElementHarness<DmexPortfolioCard> => new ElementHarness(cards()[index])
export const chart = (index = 0): ShadowRoot | null | undefined =>
  cards()[index]?.renderRoot.querySelector('dmex-yield-chart')?.shadowRoot

export async function owned(person: 'player1' | 'player2' | 'player3'): Promise<readonly Hashpower[]> {
  const { items } = await listHashpower(as(person), { account: addressOf(person), limit: 200 })
  return items
}

/** Opens the form of a split, and fills it in. */
export async function fillSplit(amount: string): Promise<void> {
  await portfolio.click('button', { name: 'Split' })
  await portfolio.type('How much to split off', amount)
}

/** The element whose own part has the focus. */
export const focusedHost = (): HTMLElement | undefined => {
  const root = ElementHarness.focused?.getRootNode()
  return root instanceof ShadowRoot ? (root.host as HTMLElement) : undefined
}

export const press = (name: string): Promise<void> => portfolio.click('button', { name })

/** The hash of what the wallet sends next. */
export const sentHash = (): Promise<`0x${string}`> =>
  new Promise((resolve) =>
    portfolio.element.addEventListener('dmex-tx', (event) => {
      const { detail } = event as CustomEvent<TransactionState>
      if (detail.status === 'submitted' && detail.hash) resolve(detail.hash)
    }),
  )

export async function balanceOf(person: 'player3'): Promise<bigint> {
  const data = `0x70a08231${addressOf(person).slice(2).padStart(64, '0')}`
  return BigInt((await commands.rpc('eth_call', [{ to: inject('tokens').tUSDT, data }, 'latest'])) as string)
}

/** Has Ada split her NFT elsewhere: as many parts of 10 GH/s as said. */
export async function splitElsewhere(parts: number): Promise<void> {
  const client: DmexClient = as('player1')
  for (let left = parts; left > 0; left -= 100) {
    const units = Array.from({ length: Math.min(100, left) }, () => 10n)
    await splitHashpower(client, { id: AURORA, units, to: addressOf('player1') })
  }
}
