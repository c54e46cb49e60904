import { execute } from '@dmex/sdk'
import { getClaimable } from '@dmex/sdk/earn'
import { getHashpower } from '@dmex/sdk/mint'
import { lendPower } from '@dmex/sdk/rig'
import { describe, expect, inject, it } from 'vitest'
import { commands, userEvent } from 'vitest/browser'
import { addressOf, as, connectAs } from '../../../test/support/acting.js'
import '../../define/portfolio.js'

import {
  AURORA,
  ada,
  balanceOf,
  card,
  cards,
  chart,
  deployment,
  fillSplit,
  focusedHost,
  mount,
  owned,
  PART,
  portfolio,
  press,
  REST,
  refresh,
  splitElsewhere,
  withMarket,
} from '../../../test/support/portfolio.js'
import type { BeforeTransaction } from '../../controllers/TransactionController.js'
import { ElementHarness } from '../../testing/index.js'

withMarket()

describe('what somebody owns', () => {
  it('is shown with the chain’s figures, and added up by coin', async () => {
    await ada()
    const nft = await getHashpower(as('player1'), { id: AURORA })
    const { items } = await getClaimable(as('player1'), { account: addressOf('player1') })
    const income = items.find(({ token }) => token.symbol === 'tBTC')
    await portfolio.reads(
      `Ready to claim ${((income?.claimable ?? 0n) + (income?.credit ?? 0n)).toLocaleString('en')} sats tBTC`,
    )
    await card(0).reads(`Ready to claim ${nft.claimable.toLocaleString('en')} sats`)
    await card(0).reads('Apr 6, 2024 to Mar 21, 2027 1,077 of 1,080 days left')
    await card(0).reads(`${(nft.refundFloor / 10n ** 6n).toLocaleString('en')}.`)
    await card(0).reads('would come back if the miner were ended today')
    await card(0).reads(/Earned on Apr 8 1\d,\d{3} sats/)
    await card(0).reads('Series 1, no. 1')
    await card(0).reads('Earning')
    await portfolio.reads('Mining income changes with the market and is not guaranteed.')
  })

  it('has its income by day behind a line that opens, and keeps it open while days pass', async () => {
    await ada()
    await portfolio.click('button', { name: 'Income by day' })
    await expect.poll(() => chart()?.querySelectorAll('.bars .bar').length).toBe(3)
    const shown = chart()
    await commands.advanceDays(1)
    await refresh()
    await expect.poll(() => chart()?.querySelectorAll('.bars .bar').length).toBe(4)
    expect(chart()).toBe(shown)
    await card(0).reads(/Earned on Apr 9/)
  })

  it('says of a missed day that it was missed', async () => {
    await commands.defaultMiner('defaulter')
    await commands.advanceDays(4)
    await connectAs('player3')
    await mount()
    await portfolio.reads('Fading Farm Ltd')
    await card(1).reads(/Earned on Apr \d+ 0 sats × missed: the miner paid too little or nothing/)
    await card(1).click('button', { name: 'Income by day' })
    await expect.poll(() => chart(1)?.querySelectorAll('.marks .mark').length).toBeGreaterThan(0)
  })

  it('says which contract holds it, and offers nothing that would fail', async () => {
    const client = as('player1')
    const item = { kind: 'erc721', collection: inject('games').items, id: 2n } as const
    await execute(client, await lendPower.plan(client, { item, powerId: AURORA, endDay: 19_900 }))
    await ada({ requests: ['attach', 'list', 'pledge'] })
    await card(0).reads('It is in a game item.')
    for (const name of ['Split', 'Merge', 'Sell', 'Put into a game item'])
      expect(portfolio.find('button', { name })).toBeUndefined()
  })

  it('is nothing: says so, with one thing to do', async () => {
    await connectAs('studio')
    await mount({ requests: ['buy'] })
    await portfolio.reads('No hashpower yet.')
    expect(portfolio.all('button')).toHaveLength(1)
    const asked = portfolio.next('dmex-buy-request')
    await press('Get hashpower')
    await asked
    portfolio.element.requests = []
    await portfolio.drawn()
    expect(portfolio.all('button')).toHaveLength(0)
  })

  it('waits for a wallet, and shows what that wallet owns', async () => {
    const wallet = await connectAs('player2', { connected: false })
    await mount()
    await portfolio.reads('Connect a wallet to see this.')
    await portfolio.click('button', { name: /Connect/ })
    await portfolio.reads('20 TH/s for tBTC')
    await portfolio.reads('5 TiB for tFIL')
    wallet.chooseAccounts(addressOf('player1'))
    await portfolio.reads('88.5 TH/s for tBTC')
    expect(portfolio.text).not.toContain('5 TiB')
  })
})

describe('splitting', () => {
  it('makes two of one on the chain, and says so', async () => {
    const wallet = await ada()
    const before = await getHashpower(as('player1'), { id: AURORA })
    await fillSplit('8.5')
    await portfolio.reads('You will have two: one of 8.5 TH/s and one of 80 TH/s.')
    await press('Split')
    await portfolio.reads('Done. You have 8.5 TH/s and 80 TH/s now, and both go on earning.')
    await expect.poll(() => cards().length).toBe(2)
    const [first, second] = await owned('player1')
    expect([first?.units, second?.units]).toEqual([REST, PART])
    expect((first?.q ?? 0n) + (second?.q ?? 0n)).toBe(before.q)
    expect(second?.startDay).toBe(before.startDay)
    expect(wallet.count('eth_sendTransaction')).toBe(1)
    await press('Done')
    await card(0).reads('80 TH/s for tBTC')
    expect(card(0).find('button', { name: 'Split' })).toBeDefined()
    await expect.poll(() => focusedHost()?.dataset.task).toBe('split')
  })

  it('takes only what leaves something, and sends nothing else', async () => {
    const wallet = await ada()
    await fillSplit('88.5')
    await press('Split')
    await portfolio.reads(/at most 88\.499 TH\/s|88\.499/)
    await portfolio.type('How much to split off', '')
    await press('Split')
    expect(wallet.count('eth_sendTransaction')).toBe(0)
    await press('Cancel')
    expect(portfolio.find('button', { name: 'Cancel' })).toBeUndefined()
  })

  it('is done by keyboard alone', async () => {
    await ada()
    const focusName = (): string => ElementHarness.focused?.textContent?.trim() ?? ''
    const split = await portfolio.get('button', { name: 'Split' })
    for (let stop = 0; stop < 10 && ElementHarness.focused !== split; stop++) await userEvent.keyboard('{Tab}')
    await expect.poll(() => ElementHarness.focused === split || focusName().includes('Split')).toBe(true)
    await userEvent.keyboard('{Enter}')
    await expect.poll(() => ElementHarness.focused?.tagName).toBe('INPUT')
    await userEvent.keyboard('2{Tab}{Enter}')
    await portfolio.reads('Done. You have 2 TH/s and 86.5 TH/s now')
    expect(ElementHarness.focused).not.toBe(document.body)
    await userEvent.keyboard('{Tab}{Tab}{Enter}')
    await expect.poll(() => portfolio.find('button', { name: 'Done' })).toBeUndefined()
    expect(ElementHarness.focused).not.toBe(document.body)
  })

  it('keeps what was written while the figures change and the element moves', async () => {
    await ada()
    await fillSplit('8.5')
    await commands.advanceDays(1)
    await refresh()
    await card(0).reads(/Earned on Apr 9/)
    const other = document.createElement('section')
    document.body.append(other)
    other.append(portfolio.element)
    await portfolio.reads('one of 8.5 TH/s and one of 80 TH/s')
    await press('Split')
    await portfolio.reads('Done.')
  })

  it('can be stopped by the page, which sees what would happen', async () => {
    const wallet = await ada()
    const seen: BeforeTransaction[] = []
    portfolio.element.addEventListener('dmex-before-tx', (event) => {
      seen.push((event as CustomEvent<BeforeTransaction>).detail)
      event.preventDefault()
    })
    await fillSplit('8.5')
    await press('Split')
    await expect.poll(() => seen.length).toBe(1)
    expect(seen[0]).toMatchObject({ action: 'mint.splitHashpower', target: deployment.addresses.hashpower, value: 0n })
    await portfolio.reads('How much to split off')
    expect(wallet.count('eth_sendTransaction')).toBe(0)
  })
})

describe('merging', () => {
  it('makes one of those that are chosen', async () => {
    await splitElsewhere(2)
    const wallet = await connectAs('player1')
    await mount()
    await expect.poll(() => cards().length).toBe(3)
    await card(0).click('button', { name: 'Merge' })
    await card(0).click('button', { name: 'Merge' })
    await portfolio.reads('Choose at least one.')
    expect(wallet.count('eth_sendTransaction')).toBe(0)
    for (const box of portfolio.all('checkbox')) box.click()
    await portfolio.reads('You will have one of 88.5 TH/s.')
    portfolio.all('checkbox')[1]?.click()
    await portfolio.reads('You will have one of 88.49 TH/s.')
    await card(0).click('button', { name: 'Merge' })
    await portfolio.reads('Done. You have one of 88.49 TH/s now.')
    await expect.poll(() => cards().length).toBe(2)
    expect((await owned('player1')).map(({ units }) => units)).toEqual([88_490n, 10n])
  })

  it('is offered only with others of the same kind', async () => {
    await connectAs('player2')
    await mount()
    await portfolio.reads('5 TiB for tFIL')
    expect(portfolio.find('button', { name: 'Merge' })).toBeUndefined()
  })
})

describe('refunds', () => {
  it('pay what was not delivered into the wallet, once the fleet is ended', async () => {
    await commands.defaultMiner('defaulter')
    await commands.advanceDays(10)
    await commands.terminateMiner('defaulter')
    await connectAs('player3')
    await mount()
    await portfolio.reads('Ended early')
    const [, fading] = await owned('player3')
    if (!fading) throw new Error('Cleo has no hashpower of Fading Farm.')
    expect(fading.refundable).toBeGreaterThan(0n)
    const money = await balanceOf('player3')
    await card(1).reads('What you paid for days without income comes back to you.')
    await portfolio.click('button', { name: /^Take [\d.]+ tUSDT back$/ })
    await portfolio.reads('It is paid into your wallet, once.')
    await portfolio.click('button', { name: /^Take/ })
    await portfolio.reads(/Done\. [\d.]+ tUSDT are in your wallet\./)
    expect((await balanceOf('player3')) - money).toBe(fading.refundable)
    await card(1).reads('Refund paid out')
    await press('Done')
    expect(portfolio.find('button', { name: /^Take/ })).toBeUndefined()
    await expect.poll(() => ElementHarness.focused?.tagName).toBe('SUMMARY')
  })
})
