import { afterEach, describe, inject, test } from 'vitest'
import { leave } from '../../../test/support/acting.js'
import { ElementHarness, fakeWallet } from '../../testing/index.js'
import '../../define/buy.js'
import type { DmexBuy } from './buy.js'

// On a page of their own: what has announced itself to a page, or was brought by it, stays there.

afterEach(leave)

const open = async (properties: Partial<DmexBuy> = {}): Promise<ElementHarness<DmexBuy>> => {
  const element = document.createElement('dmex-buy')
  Object.assign(element, { series: 1, rpc: inject('rpcUrl'), deployment: inject('deployment'), ...properties })
  document.body.append(element)
  const harness = new ElementHarness(element)
  await harness.drawn()
  return harness
}

describe('buying without a wallet', () => {
  test('no wallet: says how to get one', async () => {
    const buy = await open({ units: '2 TH' })
    await buy.reads('No wallet was found. Install one in this browser')
  })

  test('connect to see: without an endpoint the wallet is asked', async () => {
    const wallet = fakeWallet({
      rpcUrl: inject('rpcUrl'),
      accounts: inject('accounts').player1.address,
      name: 'Pocket',
    })
    wallet.announce()
    const buy = await open({ rpc: undefined, units: '2 TH' })
    await buy.reads('Connect a wallet to see this.')
    await buy.click('button', { name: /Connect/ })
    await buy.get('button', { name: /^Buy 2 TH\/s for 212 tUSDT$/ })
    wallet.stop()
  })

  test('a declined connection says that nothing happened, and can be tried again', async () => {
    const wallet = fakeWallet({ rpcUrl: inject('rpcUrl'), accounts: inject('accounts').player1.address, name: 'Shy' })
    wallet.announce()
    const buy = await open({ units: '2 TH' })
    wallet.rejectNext({ method: 'eth_requestAccounts' })
    await buy.click('button', { name: /^Connect (wallet|Shy)$/ })
    await buy.reads('You declined. Nothing was sent, and your money is where it was.')
    await buy.click('button', { name: /^Connect (wallet|Shy)$/ })
    await buy.get('button', { name: /^Buy 2 TH\/s for 212 tUSDT$/ })
    wallet.stop()
  })

  test('a wallet that is asked for everything, on another network: switches first', async () => {
    const { address } = inject('accounts').player1
    const wallet = fakeWallet({ rpcUrl: inject('rpcUrl'), accounts: address, name: 'Elsewhere', chainId: 1 })
    wallet.announce()
    const buy = await open({ rpc: undefined, units: '2 TH' })
    await buy.click('button', { name: /^Connect (wallet|Elsewhere)$/ })
    await buy.reads('Your wallet is on another network. Nothing was sent. Switch it to network 31337.')
    await buy.click('button', { name: 'Switch network' })
    await buy.get('button', { name: /^Buy 2 TH\/s for 212 tUSDT$/ })
    wallet.stop()
  })
})
