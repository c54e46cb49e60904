import { closeSeries, setSale, setSalesPaused } from '@dmex/sdk/provide'
import { afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { commands, userEvent } from 'vitest/browser'
import { buyAs, connectAs, giveMoney, leave, send } from '../../../test/support/acting.js'
import { expectAccessibleEverywhere } from '../../../test/support/axe.js'
import type { BeforeTransaction, TransactionState } from '../../controllers/TransactionController.js'
import { getStore } from '../../store/store.js'
import { ElementHarness, type FakeWallet } from '../../testing/index.js'
import '../../define/buy.js'
import type { BoughtDetail, DmexBuy } from './buy.js'

const BTC = 1
const FIL = 2
const FADING = 4
/** Nobody answers at the discard port. */
const NOWHERE = 'http://127.0.0.1:9'

let moment: string

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

const open = async (properties: Partial<DmexBuy> & { lang?: string } = {}): Promise<ElementHarness<DmexBuy>> => {
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
const ready = async (
  properties: Partial<DmexBuy> = {},
): Promise<{ readonly buy: ElementHarness<DmexBuy>; readonly wallet: FakeWallet }> => {
  const wallet = await connectAs('player1')
  const buy = await open({ units: '2 TH', ...properties })
  const button = (): string | null | undefined =>
    buy.find('button', { name: /^Buy 2 TH\/s for 212 tUSDT$/ })?.getAttribute('aria-disabled')
  await expect.poll(button).toBe(null)
  return { buy, wallet }
}

const press = (buy: ElementHarness): Promise<void> => buy.click('button', { name: /^Buy .* for / })

/** The hash of what the wallet sent last. */
const sentHash = (buy: ElementHarness): Promise<`0x${string}`> =>
  new Promise((resolve) =>
    buy.element.addEventListener('dmex-tx', (event) => {
      const { detail } = event as CustomEvent<TransactionState>
      if (detail.status === 'submitted' && detail.hash) resolve(detail.hash)
    }),
  )

/** A transaction is seen before it is gone, as on any chain that takes a while. */
const seen = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1_500))

/** Lets something happen before the page looks at the chain again: it does not look while it is hidden. */
async function unseen(act: () => Promise<void>): Promise<void> {
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

const terms = { price: 106_000n }

const hostOf = (element: Element | undefined): Element | undefined => {
  const root = element?.getRootNode()
  return root instanceof ShadowRoot ? root.host : undefined
}

const spoken = (element: Element | undefined): string => element?.textContent?.replace(/\s+/g, ' ') ?? ''

describe('a series', () => {
  test('says what is sold, what it earns and what becomes of the money', async () => {
    const buy = await open({ units: '2 TH' })
    await buy.reads('Aurora Farm, Norrland')
    await buy.reads('106 tUSDT per TH/s')
    await buy.reads(/about 0\.0000\d+ tBTC a day per TH\/s/)
    await buy.reads('Mining income changes with the market and is not guaranteed.')
    await buy.reads(/1,080 days, until .* 2027/)
    await buy.reads(/tomorrow, Apr \d+, 2024 \(UTC\)/)
    await buy.reads('1,651.5 TH/s of 1,770 TH/s')
    await buy.reads(/price of every day not delivered: 212 tUSDT at first, 0\.1962 tUSDT less with each day/)
    await buy.reads('only for days that it delivered')
    await buy.click('button', { name: 'About the miner' })
    await buy.reads('Aurora Mining AB')
  })

  test('sells storage in its own measure', async () => {
    const buy = await open({ series: FIL, units: '2 TiB' })
    await buy.reads('51.2 tUSDT per TiB')
    await buy.reads(/You pay 102\.4 tUSDT/)
  })

  test('tells what an amount costs before anybody is connected', async () => {
    const buy = await open({ units: '2 TH' })
    await buy.reads(/You pay 212 tUSDT plus the network fee/)
    await buy.reads(/It would earn now about 0\.00000\d+ tBTC a day/)
  })
})

describe('buying', () => {
  test('buys what was chosen, says when it earns, and what to do next', async () => {
    const { buy, wallet } = await ready()
    const bought = buy.next<BoughtDetail>('dmex-bought')
    await press(buy)
    const { id, units, cost, hash } = await bought
    expect([units, cost]).toEqual([2_000n, 212_000_000n])
    expect(id).toBeGreaterThan(0n)
    expect(hash).toMatch(/^0x[0-9a-f]{64}$/)
    await buy.reads('You bought 2 TH/s for 212 tUSDT.')
    await buy.reads(/It earns from Apr \d+, 2024 \(UTC\) on\. Come back on Apr \d+, 2024/)
    // One signature in place of an approval, and one transaction.
    expect([wallet.count('eth_signTypedData_v4'), wallet.count('eth_sendTransaction')]).toEqual([1, 1])
    expect(sessionStorage.length).toBe(0)
    await buy.click('button', { name: 'Buy more' })
    await buy.get('textbox', { name: 'How much?' })
  })

  test('by keyboard alone, and the focus is never lost', async () => {
    await connectAs('player1')
    const buy = await open()
    await buy.get('textbox', { name: 'How much?' })
    await buy.get('button', { name: 'About the miner' })
    for (let step = 0; step < 12 && ElementHarness.focused?.tagName !== 'INPUT'; step++) await userEvent.tab()
    await userEvent.keyboard('3')
    await buy.get('button', { name: /^Buy 3 TH\/s for 318 tUSDT$/ })
    for (let step = 0; step < 9 && !ElementHarness.focused?.textContent?.includes('318'); step++) {
      await userEvent.tab()
      if (spoken(hostOf(ElementHarness.focused)).includes('318')) break
    }
    await userEvent.keyboard('{Enter}')
    await buy.reads('You bought 3 TH/s for 318 tUSDT.')
    expect(spoken(ElementHarness.focused)).toContain('You bought 3 TH/s')
    await userEvent.tab()
    for (let step = 0; step < 3 && ElementHarness.focused?.tagName !== 'BUTTON'; step++) await userEvent.tab()
    expect(ElementHarness.focused).not.toBe(document.body)
  })

  test('tells the page what is about to be signed, and stops when it says so', async () => {
    const { buy, wallet } = await ready()
    let seen: BeforeTransaction | undefined
    buy.element.addEventListener(
      'dmex-before-tx',
      (event) => {
        seen = (event as CustomEvent<BeforeTransaction>).detail
        event.preventDefault()
      },
      { once: true },
    )
    await press(buy)
    await expect.poll(() => seen?.action ?? buy.text).toBe('mint.buyHashpower')
    expect(seen?.target).toBe(inject('deployment').addresses.primarySale)
    expect(seen?.spender).toMatchObject({ token: inject('tokens').tUSDT, amount: 212_000_000n })
    await buy.get('button', { name: /^Buy 2 TH/ })
    expect(wallet.count('eth_signTypedData_v4') + wallet.count('eth_sendTransaction')).toBe(0)
  })

  test('an amount that was typed survives a reload', async () => {
    const first = await open()
    await first.type('How much?', '7.25')
    first.element.remove()
    const second = await open({ units: '2 TH' })
    await second.reads(/You pay 768\.5 tUSDT/)
  })

  test('a purchase that is under way survives a reload', async () => {
    const { buy, wallet } = await ready()
    await wallet.hold()
    const sent = sentHash(buy)
    await press(buy)
    await sent
    buy.element.remove()
    const again = await open({ units: '2 TH' })
    await again.reads('Sent. Waiting for the network; you can leave this page.')
    const bought = again.next<BoughtDetail>('dmex-bought')
    await wallet.letGo()
    expect((await bought).units).toBe(2_000n)
    await again.reads('You bought 2 TH/s for 212 tUSDT.')
    expect(getStore().read().pending).toEqual([])
  })

  test('goes on when the element is moved in the document', async () => {
    const { buy, wallet } = await ready()
    await wallet.hold()
    const sent = sentHash(buy)
    await press(buy)
    await sent
    const box = document.createElement('div')
    document.body.append(box)
    box.append(buy.element)
    await wallet.letGo()
    await buy.reads('You bought 2 TH/s for 212 tUSDT.')
    await buy.reads('1,649.5 TH/s of 1,770 TH/s')
  })
})

describe('before a wallet', () => {
  test('wrong network: says which one, and switches', async () => {
    const wallet = await connectAs('player1', { chainId: 1 })
    const buy = await open({ units: '2 TH' })
    await buy.reads('Your wallet is on another network. Nothing was sent. Switch it to network 31337.')
    await buy.click('button', { name: 'Switch network' })
    await buy.get('button', { name: /^Buy 2 TH/ })
    expect(wallet.count('wallet_switchEthereumChain')).toBe(1)
  })

  test('unknown series: says so', async () => {
    const buy = await open({ series: 999 })
    await buy.reads('There is no such series. Check its number.')
  })

  test('no series: says what to set', async () => {
    const buy = await open({ series: undefined })
    await buy.reads('Which series? Set the "series" attribute')
  })

  test('deployment file missing: says so, and tries again', async () => {
    const buy = await open({ deployment: '/nothing-here.json' })
    await buy.reads('The list of contracts that this page names could not be loaded.')
    buy.element.deployment = inject('deployment')
    await buy.reads('106 tUSDT per TH/s')
  })
})

describe('an amount', () => {
  test('not enough money: says how much is missing, before anybody signs', async () => {
    const wallet = await connectAs('player3')
    await giveMoney('player3', 0n)
    const buy = await open({ units: '1500 TH' })
    await buy.reads(/You need [\d,.]+ tUSDT more\. Add it to this wallet, or choose a smaller amount\./)
    await press(buy)
    expect(wallet.count('eth_sendTransaction') + wallet.count('eth_signTypedData_v4')).toBe(0)
    await buy.get('textbox', { name: 'How much?' })
  })

  test.each([
    ['zero', '0', 'Write an amount above zero.'],
    ['letters', 'two', 'Write the amount in digits, such as 2.5.'],
    ['more than left', '1700', 'That is too much. Write 1.652'],
    ['nothing', '', 'Write an amount.'],
  ])('%s is refused with what to do', async (_name, text, words) => {
    const wallet = await connectAs('player1')
    const buy = await open()
    await buy.type('How much?', text)
    await buy.click('button', { name: 'Buy' })
    await buy.reads(words.replace('1.652', '1,651.5 TH/s or less.'))
    expect(wallet.count('eth_sendTransaction') + wallet.count('eth_signTypedData_v4')).toBe(0)
  })

  test('above the wallet cap: says how much one wallet may buy', async () => {
    const sale = setSale.call(inject('deployment'), { seriesId: BTC, sale: { ...terms, walletCap: 100_000n } })
    await send('miner1', sale)
    await buyAs('player1', BTC, 98_500n)
    await connectAs('player1')
    const buy = await open({ units: '5 TH' })
    await buy.reads('One wallet may buy 100 TH/s of this series. You can still buy 1.5 TH/s.')
    await buy.type('How much?', '3')
    await buy.reads('That is too much. Write 1.5 TH/s or less.')
  })
})

describe('a bad day', () => {
  test('rejected: nothing was sent, and it can be tried again at once', async () => {
    const { buy, wallet } = await ready()
    wallet.rejectNext()
    await press(buy)
    await buy.reads('You declined. Nothing was sent, and your money is where it was.')
    await buy.click('button', { name: 'Try again' })
    await buy.reads('You bought 2 TH/s for 212 tUSDT.')
  })

  test('rejected by a wallet that says so only in the causes', async () => {
    const { buy, wallet } = await ready()
    wallet.rejectNext({ nested: true })
    await press(buy)
    await buy.reads('You declined. Nothing was sent')
  })

  test('a wallet that can not sign a permit: allows the amount first, then buys', async () => {
    const { buy, wallet } = await ready()
    wallet.failNext({ method: 'eth_signTypedData_v4', code: -32601, message: 'Method not found.' })
    const release = wallet.hangNext({ method: 'eth_sendTransaction' })
    await press(buy)
    await buy.reads('Step 1 of 2: allow the exact amount in your wallet. No money moves with this step.')
    release()
    await buy.reads('You bought 2 TH/s for 212 tUSDT.')
    expect(wallet.count('eth_sendTransaction')).toBe(2)
  })

  test('rejected after an approval: says that the approval stays', async () => {
    const { buy, wallet } = await ready()
    wallet.failNext({ method: 'eth_signTypedData_v4', code: -32601, message: 'Method not found.' })
    wallet.beforeNextSend(async () => wallet.rejectNext({ method: 'eth_sendTransaction' }))
    await press(buy)
    await buy.reads('You declined. No money has moved; the approval that you gave before stays until it is used.')
    await buy.click('button', { name: 'Try again' })
    await buy.reads('You bought 2 TH/s for 212 tUSDT.')
  })

  test('reverted: the money is where it was, and why', async () => {
    const { buy, wallet } = await ready()
    await wallet.hold()
    const sent = sentHash(buy)
    await press(buy)
    await sent
    const sale = setSale.call(inject('deployment'), { seriesId: BTC, sale: { price: 107_000n } })
    await send('miner1', sale, 50_000_000_000n)
    await wallet.letGo()
    await buy.reads('The network refused it. Your money is where it was; only the network fee is gone.')
    await buy.reads(/The miner changed the terms meanwhile|The price rose meanwhile/)
    await buy.click('button', { name: 'Try again' })
    await buy.get('button', { name: /^Buy 2 TH\/s for 214 tUSDT$/ })
  })

  test.each([
    ['replaced', 'other', 'Your wallet sent another transaction in its place. This one did not happen'],
    ['cancelled', 'cancel', 'You cancelled it in your wallet. Your money is where it was'],
  ] as const)('%s in the wallet: this one did not happen', async (_name, how, words) => {
    const { buy, wallet } = await ready()
    await wallet.hold()
    const sent = sentHash(buy)
    await press(buy)
    const hash = await sent
    await seen()
    await wallet.replace(hash, how)
    await wallet.letGo()
    await buy.reads(words)
    await buy.get('button', { name: 'Try again' })
  })

  test('sped up in the wallet: it is the same purchase', async () => {
    const { buy, wallet } = await ready()
    await wallet.hold()
    const sent = sentHash(buy)
    await press(buy)
    const hash = await sent
    await seen()
    await wallet.replace(hash, 'speed-up')
    await wallet.letGo()
    await buy.reads('You bought 2 TH/s for 212 tUSDT.')
  })

  test('RPC down from the start and back', async () => {
    const buy = await open({ units: '2 TH', rpc: NOWHERE })
    await buy.reads(/This could not be loaded\. The network does not answer/)
    buy.element.rpc = inject('rpcUrl')
    await buy.reads('106 tUSDT per TH/s')
  })

  test('RPC down meanwhile and back: the figures stay, and say that they are old', async () => {
    const { buy } = await ready()
    await commands.stopChain()
    await buy.reads(/The network does not answer\. These figures are from/)
    await buy.reads('106 tUSDT per TH/s')
    await commands.startChain()
    await expect.poll(() => buy.text, { timeout: 10_000 }).not.toContain('These figures are from')
  })

  test('RPC down while it is bought: nothing was sent', async () => {
    const { buy } = await ready()
    await commands.stopChain()
    await press(buy)
    await buy.reads('Nothing was sent. Your money is where it was.')
    await commands.startChain()
    await expect.poll(() => buy.text, { timeout: 10_000 }).not.toContain('These figures are from')
    await buy.click('button', { name: 'Try again' })
    await buy.reads('You bought 2 TH/s for 212 tUSDT.')
  })

  test('sold out meanwhile: said before the wallet opens', async () => {
    const { buy, wallet } = await ready()
    await unseen(async () => {
      await buyAs('lender', BTC)
      await press(buy)
      await buy.reads('Nothing was sent.')
    })
    await buy.reads(/Nothing was sent\. Your money is where it was\. Somebody bought the last of it/)
    expect(wallet.count('eth_signTypedData_v4') + wallet.count('eth_sendTransaction')).toBe(0)
    await buy.click('button', { name: 'Try again' })
    await buy.reads('All of it is sold. Choose another series.')
  })

  test('price rose meanwhile: nobody pays more than was shown', async () => {
    const { buy, wallet } = await ready()
    await unseen(async () => {
      await send('miner1', setSale.call(inject('deployment'), { seriesId: BTC, sale: { price: 150_000n } }))
      await press(buy)
      await buy.reads('Nothing was sent.')
    })
    await buy.reads(/Nothing was sent\. Your money is where it was\. The price rose meanwhile/)
    expect(wallet.count('eth_signTypedData_v4') + wallet.count('eth_sendTransaction')).toBe(0)
    await buy.click('button', { name: 'Try again' })
    await buy.get('button', { name: /^Buy 2 TH\/s for 300 tUSDT$/ })
  })

  test('sale paused: says that income and refunds go on', async () => {
    await send('council1', setSalesPaused.call(inject('deployment'), { paused: true }))
    const buy = await open()
    await buy.reads('All sales are paused for now; income and refunds go on.')
    expect(buy.find('textbox')).toBeUndefined()
  })

  test('sale not open: says when it opens', async () => {
    const opensAt = Math.floor(Date.UTC(2030, 0, 2) / 1_000)
    await send('miner1', setSale.call(inject('deployment'), { seriesId: BTC, sale: { ...terms, opensAt } }))
    const buy = await open()
    await buy.reads(/The sale opens on Jan 2, 2030/)
  })

  test('series closed: says so', async () => {
    await send('miner1', closeSeries.call(inject('deployment'), { seriesId: BTC }))
    const buy = await open()
    await buy.reads('This series is closed for good. Choose another series.')
  })

  test('terminated fleet: nothing is sold, and owners learn of their refund', async () => {
    await commands.defaultMiner('defaulter')
    await commands.advanceDays(10)
    await commands.terminateMiner('defaulter')
    const buy = await open({ series: FADING })
    await buy.reads(/machines were shut down for good. Nothing of it is sold any more; owners can take a refund/)
    expect(buy.find('textbox')).toBeUndefined()
  }, 60_000)
})

describe('for everybody', () => {
  test('in Chinese and in Arabic, from right to left', async () => {
    const buy = await open({ units: '2 TH', lang: 'zh-CN' })
    await buy.reads('购买算力')
    buy.element.lang = 'ar'
    await buy.reads('شراء قدرة تعدين')
    expect(getComputedStyle((buy.element.shadowRoot as ShadowRoot).querySelector('.card') as Element).direction).toBe(
      'rtl',
    )
  })

  test('axe finds nothing: before, while, after, and when something stands in the way', async () => {
    const { buy, wallet } = await ready()
    await expectAccessibleEverywhere(buy.element)
    wallet.rejectNext()
    await press(buy)
    await buy.reads('You declined')
    await expectAccessibleEverywhere(buy.element)
    await buy.click('button', { name: 'Try again' })
    await buy.reads('You bought')
    await expectAccessibleEverywhere(buy.element)
    buy.element.rpc = NOWHERE
    await buy.reads('could not be loaded')
    await expectAccessibleEverywhere(buy.element)
  })

  test('fits a width of 280 pixels', async () => {
    const buy = await open({ units: '2 TH' })
    buy.element.style.setProperty('inline-size', '280px')
    await buy.reads(/You pay/)
    const card = (buy.element.shadowRoot as ShadowRoot).querySelector('.card') as HTMLElement
    expect(card.scrollWidth).toBeLessThanOrEqual(280)
  })
})
