import { approveHashpower, splitHashpower } from '@dmex/sdk/mint'
import { describe, expect, inject, it } from 'vitest'
import { commands } from 'vitest/browser'
import { addressOf, as, connectAs, send } from '../../../test/support/acting.js'
import { expectAccessibleEverywhere } from '../../../test/support/axe.js'
import '../../define/portfolio.js'

import {
  AURORA,
  ada,
  card,
  cards,
  chart,
  deployment,
  fillSplit,
  focusedHost,
  mount,
  NOWHERE,
  owned,
  portfolio,
  press,
  refresh,
  sentHash,
  splitElsewhere,
  withMarket,
} from '../../../test/support/portfolio.js'
import { getStore } from '../../store/store.js'
import { ElementHarness } from '../../testing/index.js'
import type { RequestDetail } from './card.js'

withMarket()

describe('what goes wrong', () => {
  it('another network: asks the wallet to come over, and goes on', async () => {
    const wallet = await ada()
    await fillSplit('8.5')
    wallet.moveTo(1)
    await press('Split')
    await portfolio.reads('Your wallet is on another network. Nothing was sent.')
    await portfolio.click('button', { name: /Switch/ })
    await portfolio.reads('one of 8.5 TH/s and one of 80 TH/s')
    await press('Split')
    await portfolio.reads('Done.')
  })

  it('declined: nothing was sent, and the form is as it was', async () => {
    const wallet = await ada()
    await fillSplit('8.5')
    wallet.rejectNext()
    await press('Split')
    await portfolio.reads('You declined. Nothing was sent, and your money is where it was.')
    await press('Try again')
    await portfolio.reads('one of 8.5 TH/s and one of 80 TH/s')
    await press('Split')
    await portfolio.reads('Done.')
  })

  it('reverted: says that only the network fee is gone', async () => {
    const { player2 } = inject('accounts')
    await approveHashpower(as('player1'), { id: AURORA, spender: player2.address })
    const wallet = await ada()
    await fillSplit('8.5')
    await wallet.hold()
    const sent = sentHash()
    await press('Split')
    await sent
    const first = splitHashpower.call(deployment, { id: AURORA, units: [85_000n], to: addressOf('player1') })
    await send('player2', first, 50_000_000_000n)
    await wallet.letGo()
    await portfolio.reads('The network refused it. Your money is where it was; only the network fee is gone.')
    await press('Back')
    await card(0).reads('3.5 TH/s for tBTC')
  })

  it('no coin for the network fee: says what is missing', async () => {
    await ada()
    await fillSplit('8.5')
    await commands.rpc('anvil_setBalance', [addressOf('player1'), '0x0'])
    await press('Split')
    await portfolio.reads(/network fee/)
    expect((await owned('player1')).length).toBe(1)
  })

  it('a reload in between: takes the transaction up again', async () => {
    const wallet = await ada()
    await fillSplit('8.5')
    await wallet.hold()
    const sent = sentHash()
    await press('Split')
    await sent
    portfolio.element.remove()
    await mount()
    await portfolio.reads('Sent. Waiting for the network; you can leave this page.')
    await wallet.letGo()
    await portfolio.reads('Done.')
    await expect.poll(() => cards().length).toBe(2)
    expect(getStore().read().pending).toEqual([])
  })

  it('a silent network from the start, and back', async () => {
    await connectAs('player2')
    await mount({ rpc: NOWHERE })
    await portfolio.reads(/This could not be loaded\. The network does not answer/)
    portfolio.element.rpc = inject('rpcUrl')
    await portfolio.reads('20 TH/s for tBTC')
  })

  it('a network that falls silent: keeps the figures and says how old they are', async () => {
    await ada()
    await commands.stopChain()
    await refresh()
    await portfolio.reads('The network does not answer. These figures are from')
    await portfolio.reads('88.5 TH/s for tBTC')
    await commands.startChain()
    await refresh()
    await expect.poll(() => portfolio.text, { timeout: 10_000 }).not.toContain('does not answer')
  })
})

describe('what the page adds', () => {
  it('has a button only when the page says that it answers, and tells it which NFT', async () => {
    await ada()
    for (const name of ['Put into a game item', 'Sell', 'Borrow against it'])
      expect(portfolio.find('button', { name })).toBeUndefined()
    portfolio.element.setAttribute('requests', 'attach list pledge')
    for (const [name, type] of [
      ['Put into a game item', 'dmex-attach-request'],
      ['Sell', 'dmex-list-request'],
      ['Borrow against it', 'dmex-pledge-request'],
    ] as const) {
      const asked = portfolio.next<RequestDetail>(type)
      await press(name)
      expect(await asked).toEqual({ id: AURORA })
    }
  })
})

describe('two hundred NFTs', () => {
  it('are drawn twenty at a time, quickly, over more than one page of the chain', async () => {
    await splitElsewhere(205)
    await connectAs('player1')
    const started = performance.now()
    await mount()
    await expect.poll(() => cards().length, { timeout: 10_000 }).toBe(20)
    // Measured 0.2 s on two busy cores; redrawing all 206 after a day, the day included, 0.9 s.
    expect(performance.now() - started).toBeLessThan(3_000)
    await press('Show 20 more')
    expect(cards()).toHaveLength(40)
    await expect.poll(() => ElementHarness.focused?.id).toBe('name')
    expect(focusedHost()).toBe(cards()[20])
    for (let shown = 40; shown < 200; shown += 20) await press('Show 20 more')
    await portfolio.click('button', { name: 'Show 6 more' })
    expect(cards()).toHaveLength(206)
    await portfolio.reads('88.5 TH/s for tBTC')
    const changed = performance.now()
    await commands.advanceDays(1)
    await refresh()
    await card(205).reads(/Earned on Apr 9/)
    expect(performance.now() - changed).toBeLessThan(6_000)
  }, 90_000)
})

describe('everybody', () => {
  it('reads it: nothing that axe objects to, with a form, a chart and a status', async () => {
    await splitElsewhere(1)
    const wallet = await connectAs('player1')
    await mount({ requests: ['attach', 'list'] })
    await expect.poll(() => cards().length).toBe(2)
    await card(0).click('button', { name: 'Merge' })
    await card(1).click('button', { name: 'Split' })
    await card(1).click('button', { name: 'Income by day' })
    await expect.poll(() => chart(1)?.querySelector('svg.drawing')).toBeTruthy()
    await expectAccessibleEverywhere(portfolio.element)
    wallet.rejectNext()
    portfolio.all('checkbox')[0]?.click()
    await card(0).click('button', { name: 'Merge' })
    await portfolio.reads('You declined')
    await expectAccessibleEverywhere(portfolio.element)
  })

  it('reads it in Arabic from right to left, and in Chinese', async () => {
    await ada()
    portfolio.element.lang = 'ar'
    await portfolio.reads('قدرة التعدين لديك')
    const heading = cards()[0]?.renderRoot.querySelector('h3')?.getBoundingClientRect()
    const badge = cards()[0]?.renderRoot.querySelector('.badge')?.getBoundingClientRect()
    expect(heading?.right).toBeGreaterThan(badge?.right ?? 0)
    portfolio.element.lang = 'zh-TW'
    await portfolio.reads('我的算力')
    await portfolio.reads('礦工')
    portfolio.element.lang = 'zh-CN'
    await portfolio.reads('矿工')
  })

  it('reads it on a narrow screen without scrolling sideways', async () => {
    await connectAs('player1')
    await mount({ requests: ['attach', 'list', 'pledge'] }, 280)
    await portfolio.reads('Aurora Mining AB')
    await press('Split')
    await portfolio.click('button', { name: 'Income by day' })
    await expect.poll(() => chart()?.querySelector('svg.drawing')).toBeTruthy()
    const { left, right } = portfolio.element.getBoundingClientRect()
    for (const each of [...(cards()[0]?.renderRoot.querySelectorAll('*') ?? [])]) {
      const box = each.getBoundingClientRect()
      if (box.width === 0) continue
      expect(box.right, each.outerHTML.slice(0, 80)).toBeLessThanOrEqual(right + 1)
      expect(box.left, each.outerHTML.slice(0, 80)).toBeGreaterThanOrEqual(left - 1)
    }
  })
})
