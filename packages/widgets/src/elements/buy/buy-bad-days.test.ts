import { closeSeries, setSale, setSalesPaused } from '@dmex/sdk/provide'
import { describe, expect, inject, test } from 'vitest'
import { commands } from 'vitest/browser'
import { buyAs, send } from '../../../test/support/acting.js'
import '../../define/buy.js'

import {
  BTC,
  FADING,
  NOWHERE,
  open,
  press,
  ready,
  seen,
  sentHash,
  terms,
  unseen,
  withMarket,
} from '../../../test/support/buy.js'

withMarket()

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
