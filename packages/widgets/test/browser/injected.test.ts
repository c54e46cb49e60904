import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { getStore } from '../../src/store/store.js'
import { ConnectHarness, type FakeWallet, fakeWallet } from '../../src/testing/index.js'

const rpcUrl = inject('rpcUrl')
const { player1 } = inject('accounts')
const page = globalThis as { ethereum?: FakeWallet }

// Before anything of ours is loaded, as in the browser of an older wallet app.
page.ethereum = fakeWallet({ rpcUrl, accounts: player1.address })

let harness: ConnectHarness
beforeAll(async () => {
  await import('../../src/define/connect.js')
  const element = document.createElement('dmex-connect')
  document.body.append(element)
  harness = new ConnectHarness(element)
})
afterAll(async () => {
  await getStore().send({ type: 'disconnect' })
  harness.element.remove()
  delete page.ethereum
})

it('a wallet that does not announce itself is offered while no other does', async () => {
  await harness.open()
  expect(harness.wallets).toEqual(['Browser wallet'])
  await harness.click('button', { name: 'Browser wallet' })
  await expect.poll(() => harness.isConnected).toBe(true)
  expect(page.ethereum?.count('eth_requestAccounts')).toBe(1)
  await harness.choose('Disconnect')
})

it('a picture that would have to be fetched is not shown', async () => {
  const wallet = fakeWallet({ rpcUrl, accounts: player1.address, name: 'Spy', icon: 'https://spy.invalid/pixel.png' })
  wallet.announce()
  await harness.open()
  await expect.poll(() => harness.wallets).toEqual(['Spy'])
  expect(harness.element.shadowRoot?.querySelector('img')).toBeNull()
  expect(performance.getEntriesByType('resource').some(({ name }) => name.includes('spy.invalid'))).toBe(false)
  wallet.stop()
})
