import { afterEach, beforeEach, expect, inject, it } from 'vitest'
import type { FakeWallet } from '../../src/testing/index.js'

const { player1 } = inject('accounts')
const short = `${player1.address.slice(0, 6)}…${player1.address.slice(-4)}`

interface Page extends Window {
  wallet?: FakeWallet
}

let frame: HTMLIFrameElement | undefined

/** Opens a page of the same site, with a wallet in it: what it remembers is all that it shares with the one before. */
async function open(connected: boolean): Promise<{ readonly page: Page; readonly text: () => string }> {
  frame?.remove()
  frame = document.createElement('iframe')
  const options = { rpcUrl: inject('rpcUrl'), accounts: player1.address, rdns: 'test.kept', connected }
  const script = `
    import { fakeWallet } from '/src/testing/index.ts'
    window.wallet = fakeWallet(${JSON.stringify(options)})
    window.wallet.announce()
    import('/src/define/connect.ts')`
  frame.srcdoc = `<!doctype html><html lang="en"><body><dmex-connect></dmex-connect><script type="module">${script}</script></body></html>`
  document.body.append(frame)
  const page = frame.contentWindow as Page
  const text = (): string => frame?.contentDocument?.querySelector('dmex-connect')?.shadowRoot?.textContent ?? ''
  await expect.poll(() => page.wallet).toBeDefined()
  return { page, text }
}

const press = (selector: string): void => {
  const root = frame?.contentDocument?.querySelector('dmex-connect')?.shadowRoot
  const found = root?.querySelector<HTMLElement>(selector)
  if (!found) throw new Error(`There is no ${selector} in dmex-connect.`)
  found.click()
}

beforeEach(() => localStorage.clear())
afterEach(() => {
  frame?.remove()
  localStorage.clear()
})

it('a visitor stays connected over a reload, without a question, until they leave', async () => {
  const first = await open(false)
  await expect.poll(first.text).toContain('Connect wallet')
  press('dmex-button')
  await expect
    .poll(() => frame?.contentDocument?.querySelector('dmex-connect')?.shadowRoot?.querySelector('.wallet'))
    .toBeTruthy()
  press('.wallet')
  await expect.poll(first.text).toContain(short)

  const second = await open(true)
  await expect.poll(second.text).toContain(short)
  expect(second.page.wallet?.count('eth_requestAccounts')).toBe(0)
  press('[role="menuitem"]:last-child')
  await expect.poll(second.text).toContain('Connect wallet')

  const third = await open(true)
  await expect.poll(third.text).toContain('Connect wallet')
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(third.page.wallet?.count()).toBe(0)
})

it('a wallet that lets the page in no more is not asked to', async () => {
  localStorage.setItem('dmex.wallet@1', 'test.kept')
  const page = await open(false)
  await expect.poll(() => page.page.wallet?.count('eth_accounts')).toBeGreaterThan(0)
  await expect.poll(page.text).toContain('Connect wallet')
  expect(page.page.wallet?.count('eth_requestAccounts')).toBe(0)
})
