import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import '../../define/connect.js'
import { expectAccessible, expectAccessibleEverywhere } from '../../../test/support/axe.js'
import { getStore } from '../../store/store.js'
import {
  ConnectHarness,
  ElementHarness,
  type FakeWallet,
  type FakeWalletOptions,
  fakeWallet,
} from '../../testing/index.js'
import type { DmexConnect } from './connect.js'

const rpcUrl = inject('rpcUrl')
const { chainId } = inject('deployment')
const { player1, player2 } = inject('accounts')

let element: DmexConnect
let harness: ConnectHarness
const wallets: FakeWallet[] = []

// Wallets can't be taken back from a page, so that each test has one of its own name.
let number = 0
function wallet(options: Partial<FakeWalletOptions> = {}): FakeWallet {
  const made = fakeWallet({
    rpcUrl,
    accounts: [player1.address, player2.address],
    name: `Wallet ${++number}`,
    rdns: `test.wallet${number}`,
    ...options,
  })
  wallets.push(made)
  made.announce()
  return made
}

beforeEach(() => {
  element = document.createElement('dmex-connect')
  document.body.append(element)
  harness = new ConnectHarness(element)
})

afterEach(async () => {
  await getStore().send({ type: 'disconnect' })
  for (const each of wallets.splice(0)) each.stop()
  element.remove()
})

const short = (address: string): string => `${address.slice(0, 6)}…${address.slice(-4)}`

// First, while no wallet has announced itself to this page.
it('says what a wallet is where there is none, and looks again', async () => {
  await harness.open()
  await harness.reads(/no wallet in this browser/)
  await harness.click('button', { name: 'Look again' })
  await harness.reads(/Still none/)
  await expectAccessibleEverywhere(element)
  const late = wallet()
  await harness.reads(late.info.name)
  await harness.click('button', { name: late.info.name })
  await expect.poll(() => harness.isConnected).toBe(true)
})

describe('connecting', () => {
  it('lists wallets with their pictures, and shows account, network and balance', async () => {
    const first = wallet()
    const connected = harness.next('dmex-connect')
    await harness.open()
    expect(harness.wallets).toContain(first.info.name)
    await harness.click('button', { name: first.info.name })
    expect(await connected).toEqual({ account: player1.address, chainId, wallet: first.info.rdns })
    await expect.poll(() => harness.text).toContain(short(player1.address))
    await expect.poll(() => harness.find('button', { name: /^Account .* ETH$/ })).toBeDefined()
    await harness.click('button', { name: /^Account/ })
    await harness.reads(`Network ${chainId}`)
    expect(element.shadowRoot?.querySelector('img')?.src).toBe(first.info.icon)
  })

  it('says nothing was learned when it is declined, and tries again', async () => {
    const first = wallet()
    first.rejectNext({ nested: true })
    await harness.connectBy(first.info.name)
    await harness.reads(/You declined in .*Wallet/)
    await harness.connectBy(first.info.name)
    await expect.poll(() => harness.isConnected).toBe(true)
    expect(harness.text).not.toContain('declined')
  })

  it('points to the question that is open already, and follows its answer', async () => {
    const first = wallet()
    first.failNext({ code: -32002 })
    await harness.connectBy(first.info.name)
    await harness.reads(/A question is open already/)
    await first.request({ method: 'wallet_requestPermissions', params: [{ eth_accounts: {} }] })
    await expect.poll(() => harness.isConnected).toBe(true)
  })

  it('can be given up while the wallet is silent', async () => {
    const first = wallet()
    const answer = first.hangNext()
    await harness.connectBy(first.info.name)
    await harness.reads(/Answer in/)
    await harness.click('button', { name: 'Cancel' })
    expect(harness.text).toBe('Connect wallet')
    answer()
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(harness.isConnected).toBe(false)
  })

  it('closes the list before the wallet is asked, so that its window can be seen', async () => {
    const first = wallet()
    first.hangNext()
    const dialog = (): boolean => new ElementHarness(element).find('dialog') !== undefined
    let wasOpen: boolean | undefined
    const request = first.request.bind(first)
    first.request = async (args) => {
      if (args.method === 'eth_requestAccounts') wasOpen = dialog()
      return request(args)
    }
    await harness.open()
    expect(dialog()).toBe(true)
    await harness.click('button', { name: first.info.name })
    await expect.poll(() => wasOpen).toBe(false)
  })

  it('loads a wallet that the page brings only when it is chosen', async () => {
    const brought = fakeWallet({ rpcUrl, accounts: player2.address })
    let loads = 0
    element.wallets = [
      {
        name: 'Brought along',
        load: async () => {
          loads++
          return brought
        },
      },
    ]
    await harness.open()
    expect(loads).toBe(0)
    await harness.click('button', { name: 'Brought along' })
    await harness.reads(short(player2.address))
    expect(loads).toBe(1)
  })
})

describe('while connected', () => {
  let mine: FakeWallet
  beforeEach(async () => {
    mine = wallet()
    await harness.connectBy(mine.info.name)
    await expect.poll(() => harness.isConnected).toBe(true)
  })

  it('follows the account that its owner chooses', async () => {
    const changed = harness.next('dmex-connect')
    mine.chooseAccounts(player2.address)
    expect(await changed).toMatchObject({ account: player2.address })
    await harness.reads(short(player2.address))
  })

  it('asks the wallet for another account, or says how to choose one there', async () => {
    await harness.choose('Use another account')
    await expect.poll(() => mine.count('wallet_requestPermissions')).toBe(1)
    mine.failNext({ method: 'wallet_requestPermissions', code: 4200 })
    await harness.choose('Use another account')
    await harness.reads(/Choose the other account in your wallet/)
  })

  it('disconnects on request, and stays so after a reload', async () => {
    const gone = harness.next('dmex-disconnect')
    await harness.choose('Disconnect')
    expect(await gone).toEqual({ account: player1.address })
    await harness.reads('Connect wallet')
    expect(mine.connected).toBe(false)
    expect(localStorage.getItem('dmex.wallet@1')).toBeNull()
    await expect.poll(() => ElementHarness.focused?.tagName).toBe('BUTTON')
  })

  it('says so when the wallet leaves, and comes back with it', async () => {
    mine.disconnect()
    await harness.reads(/The wallet ended the connection/)
    await mine.request({ method: 'wallet_requestPermissions', params: [{ eth_accounts: {} }] })
    await expect.poll(() => harness.isConnected).toBe(true)
  })

  it('stays when the wallet loses its network for a moment', async () => {
    mine.loseNetwork()
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(harness.isConnected).toBe(true)
  })

  it('keeps up after it was moved to another place in the page', async () => {
    const place = document.createElement('section')
    document.body.prepend(place)
    place.append(element)
    mine.chooseAccounts(player2.address)
    await harness.reads(short(player2.address))
    place.replaceWith(element)
  })

  it('shows the balance again after it changed', async () => {
    const before = (await harness.get('button', { name: /^Account .* ETH$/ })).textContent
    const value = `0x${(10n ** 18n).toString(16)}`
    await mine.request({
      method: 'eth_sendTransaction',
      params: [{ from: player1.address, to: player2.address, value }],
    })
    await expect
      .poll(() => harness.find('button', { name: /^Account .* ETH$/ })?.textContent, { timeout: 10_000 })
      .not.toBe(before)
  })
})

describe('on the wrong network', () => {
  let mine: FakeWallet
  beforeEach(async () => {
    element.chain = chainId
    element.rpc = rpcUrl
    mine = wallet({ chainId: 1 })
  })
  const label = `Switch to network ${chainId}`

  it('names both networks and switches with one button', async () => {
    await harness.connectBy(mine.info.name)
    await harness.reads(`Your wallet is on Ethereum. This page needs network ${chainId}.`)
    await expectAccessible(element)
    await harness.click('button', { name: label })
    await expect.poll(() => harness.text).not.toContain('needs')
    await expect.poll(() => getStore().read().connection.chainId).toBe(chainId)
  })

  it('adds a network that the wallet does not know, also when the wallet hides that', async () => {
    mine.forgetChain(chainId)
    await harness.connectBy(mine.info.name)
    await harness.click('button', { name: label })
    await expect.poll(() => mine.count('wallet_addEthereumChain')).toBe(1)
    await expect.poll(() => getStore().read().connection.chainId).toBe(chainId)
    mine.moveTo(1)
    mine.failNext({ method: 'wallet_switchEthereumChain', code: 4902, nested: true })
    await harness.click('button', { name: label })
    await expect.poll(() => mine.count('wallet_addEthereumChain')).toBe(2)
  })

  it('says what to do when the wallet declines or can not', async () => {
    await harness.connectBy(mine.info.name)
    mine.rejectNext({ method: 'wallet_switchEthereumChain' })
    await harness.click('button', { name: label })
    await harness.reads(/You declined, so nothing changed/)
    mine.failNext({ method: 'wallet_switchEthereumChain' })
    await harness.click('button', { name: label })
    await harness.reads(/The wallet did not switch/)
    element.rpc = undefined
    mine.forgetChain(chainId)
    await harness.click('button', { name: label })
    await harness.reads(/does not know network/)
    mine.moveTo(chainId)
    await expect.poll(() => harness.text).not.toContain('does not know')
  })
})

describe('by keyboard alone', () => {
  it('connects, and works the menu as menus are worked', async () => {
    const mine = wallet()
    await userEvent.tab()
    expect(ElementHarness.focused?.tagName).toBe('BUTTON')
    await userEvent.keyboard('{Enter}')
    await harness.get('dialog')
    while (ElementHarness.focused?.textContent?.trim() !== mine.info.name) await userEvent.tab()
    await userEvent.keyboard('{Enter}')
    const button = await harness.get('button', { name: /^Account/ })
    await expect.poll(() => ElementHarness.focused).toBe(button)
    await userEvent.keyboard('{ArrowDown}')
    await expect.poll(() => ElementHarness.focused?.textContent).toBe('Copy address')
    expect(button.ariaExpanded).toBe('true')
    await userEvent.keyboard('{End}')
    expect(ElementHarness.focused?.textContent).toBe('Disconnect')
    await userEvent.keyboard('{ArrowDown}')
    expect(ElementHarness.focused?.textContent).toBe('Copy address')
    await userEvent.keyboard('u')
    expect(ElementHarness.focused?.textContent).toBe('Use another account')
    await userEvent.keyboard('{Escape}')
    await expect.poll(() => ElementHarness.focused).toBe(button)
    expect(harness.find('menu')).toBeUndefined()
    await userEvent.keyboard('{ArrowUp}')
    await expect.poll(() => ElementHarness.focused?.textContent).toBe('Disconnect')
    await userEvent.tab()
    await expect.poll(() => harness.find('menu')).toBeUndefined()
  })

  it('leaves the list by Escape, back to where it began', async () => {
    wallet()
    await userEvent.tab()
    const before = ElementHarness.focused
    await userEvent.keyboard('{Enter}')
    await harness.get('dialog')
    await userEvent.keyboard('{Escape}')
    await expect.poll(() => harness.find('dialog')).toBeUndefined()
    expect(ElementHarness.focused).toBe(before)
  })
})

describe('for everybody', () => {
  it('passes in every theme and language: closed, list, connected, menu', async () => {
    const mine = wallet()
    await expectAccessibleEverywhere(element)
    await harness.open()
    await expectAccessibleEverywhere(element)
    await harness.click('button', { name: mine.info.name })
    await harness.click('button', { name: /^Account/ })
    await expectAccessibleEverywhere(element)
  })

  it('runs from right to left where the page does, and opens its menu at the right edge', async () => {
    document.documentElement.lang = 'ar'
    document.documentElement.dir = 'rtl'
    try {
      const mine = wallet()
      await harness.click('button', { name: 'ربط المحفظة' })
      await harness.click('button', { name: mine.info.name })
      const button = await harness.get('button', { name: /^الحساب/ })
      button.click()
      const menu = await harness.get('menu')
      expect(getComputedStyle(menu).direction).toBe('rtl')
      const panel = menu.closest('#panel')?.getBoundingClientRect()
      expect(panel?.right).toBeLessThanOrEqual(innerWidth)
      expect(Math.round(panel?.right ?? 0)).toBe(
        Math.round(Math.min(button.getBoundingClientRect().right, innerWidth - 6)),
      )
      expect(await harness.get('menuitem', { name: 'قطع الاتصال' })).toBeDefined()
    } finally {
      document.documentElement.removeAttribute('lang')
      document.documentElement.removeAttribute('dir')
    }
  })

  it('fits a width of 280 pixels', async () => {
    await page.viewport(280, 640)
    try {
      const mine = wallet({ chainId: 1 })
      element.chain = chainId
      await harness.connectBy(mine.info.name)
      await harness.reads(/needs/)
      await harness.click('button', { name: /^Account/ })
      expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(280)
      const panel = element.shadowRoot?.querySelector('#panel')?.getBoundingClientRect()
      expect(panel?.left).toBeGreaterThanOrEqual(0)
      expect(panel?.right).toBeLessThanOrEqual(280)
    } finally {
      await page.viewport(414, 896)
    }
  })
})
