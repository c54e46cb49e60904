import { setSale } from '@dmex/sdk/provide'
import { describe, expect, inject, test } from 'vitest'
import { userEvent } from 'vitest/browser'
import { buyAs, connectAs, giveMoney, send } from '../../../test/support/acting.js'
import { expectAccessibleEverywhere } from '../../../test/support/axe.js'
import type { BeforeTransaction } from '../../controllers/TransactionController.js'
import { getStore } from '../../store/store.js'
import { ElementHarness } from '../../testing/index.js'
import '../../define/buy.js'

import {
  BTC,
  FIL,
  hostOf,
  NOWHERE,
  open,
  press,
  ready,
  sentHash,
  spoken,
  terms,
  withMarket,
} from '../../../test/support/buy.js'
import type { BoughtDetail } from './buy.js'

withMarket()

describe('a series', () => {
  test('says what is sold, what it earns and what becomes of the money', async () => {
    const buy = await open({ units: '2 TH' })
    await buy.reads('Aurora Farm, Norrland')
    await buy.reads('106 tUSDT per TH/s')
    await buy.reads(/about \d[\d.]* sats a day per TH\/s/)
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
    await buy.reads(/It would earn now about \d[\d.,]* sats a day/)
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
