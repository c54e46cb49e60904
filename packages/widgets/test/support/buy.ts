import { afterEach, beforeAll, beforeEach, expect, inject } from 'vitest'
import { commands } from 'vitest/browser'
import type { TransactionState } from '../../src/controllers/TransactionController.js'
import { getStore } from '../../src/store/store.js'
import { ElementHarness, type FakeWallet } from '../../src/testing/index.js'
import { connectAs, leave } from './acting.js'
import '../../src/define/buy.js'
import type { DmexBuy } from '../../src/elements/buy/buy.js'

export const BTC = 1
export const FIL = 2
export const FADING = 4
/** Nobody answers at the discard port. */
export const NOWHERE = 'http://127.0.0.1:9'

let moment: string

/** Gives each test of a file the market as it was. */
export function withMarket(): void {
  beforeAll(async () => {
    moment = await commands.snapshot()
  })

  beforeEach(async () => {
    await commands.startChain()
  })

  afterEach(async () => {
    await leave()
    await commands.startChain()
    await commands.rpc('evm_setAutomine', [true])
    await commands.revert(moment)
    await getStore().send({ type: 'refresh', chainId: inject('deployment').chainId })
  })
}

export const open = async (properties: Partial<DmexBuy> & { lang?: string } = {}): Promise<ElementHarness<DmexBuy>> => {
  const element = document.createElement('dmex-buy')
  Object.assign(element, { series: BTC, rpc: inject('rpcUrl'), deployment: inject('deployment'), ...properties })
  document.body.append(element)
  const harness = new ElementHarness(element)
  await harness.drawn()
  // An answer that an earlier test asked for may have come after its market was gone.
  await new Promise((resolve) => setTimeout(resolve, 50))
  void getStore().send({ type: 'refresh', chainId: inject('deployment').chainId })
  return harness
}

/** A page where somebody is about to buy. */
export const ready = async (
  properties: Partial<DmexBuy> = {},
): Promise<{ readonly buy: ElementHarness<DmexBuy>; readonly wallet: FakeWallet }> => {
  const wallet = await connectAs('player1')
  const buy = await open({ units: '2 TH', ...properties })
  const button = (): string | null | undefined =>
    buy.find('button', { name: /^Buy 2 TH\/s for 212 tUSDT$/ })?.getAttribute('aria-disabled')
  await expect.poll(button).toBe(null)
  return { buy, wallet }
}

export const press = (buy: ElementHarness): Promise<void> => buy.click('button', { name: /^Buy .* for / })

/** The hash of what the wallet sent last. */
export const sentHash = (buy: ElementHarness): Promise<`0x${string}`> =>
  new Promise((resolve) =>
    buy.element.addEventListener('dmex-tx', (event) => {
      const { detail } = event as CustomEvent<TransactionState>
      if (detail.status === 'submitted' && detail.hash) resolve(detail.hash)
    }),
  )

/** A transaction is seen before it is gone, as on any chain that takes a while. */
export const seen = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1_500))

/** Lets something happen before the page looks at the chain again: it does not look while it is hidden. */
export async function unseen(act: () => Promise<void>): Promise<void> {
  const look = (state: string): void => {
    Object.defineProperty(document, 'visibilityState', { value: state, configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
  }
  look('hidden')
  try {
    // What was asked before is answered before.
    await new Promise((resolve) => setTimeout(resolve, 400))
    await act()
  } finally {
    look('visible')
    Reflect.deleteProperty(document, 'visibilityState')
  }
}

export const terms = { price: 106_000n }

export const hostOf = (element: Element | undefined): Element | undefined => {
  const root = element?.getRootNode()
  return root instanceof ShadowRoot ? root.host : undefined
}

export const spoken = (element: Element | undefined): string => element?.textContent?.replace(/\s+/g, ' ') ?? ''
