import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createDevnet, type Devnet } from '@dmex/devnet'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright'
import { expect } from 'vitest'
import { launchOptions } from '../../../tools/lib/browser.mjs'

const folder = fileURLToPath(new URL('../dist', import.meta.url))
const screenshots = fileURLToPath(new URL('../.check/screenshots', import.meta.url))

/** A market, the game beside it, and a browser. */
export interface Arcade {
  readonly devnet: Devnet
  readonly url: string
  /** Where the market says that hashpower is sold. */
  readonly partnerUrl: string
  /** Everybody goes. */
  leave(): Promise<void>
  /** Opens the game for a new visitor. */
  visit(options?: BrowserContextOptions & { readonly wallet?: boolean }): Promise<Visitor>
  stop(): Promise<void>
}

/** Somebody who plays by mouse and keyboard. */
export interface Visitor {
  readonly page: Page
  /** What the browser complained of: a policy, an exception. */
  readonly complaints: readonly string[]
  /** Goes to the chain as somebody, through the wallet's own dialog. */
  connectAs(name: string, network?: string): Promise<void>
  become(name: string): Promise<void>
  /** Confirms in the wallet until the page says that it is done. */
  confirmUntil(text: string | RegExp): Promise<void>
  notice(text: string | RegExp, state?: 'visible' | 'detached'): Promise<void>
  /** A line of the card, such as `Mined today`. */
  figure(name: string): Promise<string>
  /** Begins a round and breaks the dummy with the space bar; resolves to the blows it took. */
  breakDummy(): Promise<number>
  shoot(name: string): Promise<void>
}

/** Opens everything. */
export async function openArcade(): Promise<Arcade> {
  mkdirSync(screenshots, { recursive: true })
  const [devnet, browser] = await Promise.all([createDevnet({ days: 3 }), chromium.launch(launchOptions())])
  const { url } = await devnet.openPages({ folders: { '/': folder } })
  const bare = await devnet.openPages({ folders: { '/': folder }, wallet: false })
  const partner = await devnet.openPages({ folders: { '/': folder }, id: 'partner' })
  return {
    devnet,
    url,
    partnerUrl: partner.url,
    leave: async () => {
      for (const context of browser.contexts()) await context.close()
    },
    visit: async ({ wallet = true, ...options } = {}) => {
      const visitor = await meet(browser, wallet ? url : bare.url, options)
      return visitor
    },
    stop: async () => {
      await browser.close()
      await devnet.stop()
    },
  }
}

async function meet(browser: Browser, url: string, options: BrowserContextOptions): Promise<Visitor> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    colorScheme: 'dark',
    locale: 'en-GB',
    ...options,
  })
  const page = await context.newPage()
  page.setDefaultTimeout(45_000)
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  await page.goto(url)
  await page.locator('#begin:enabled').waitFor()

  const notice = page.locator('#notice')
  const agree = page.locator('dmex-devnet-wallet').getByRole('button', { name: /^(Confirm|Sign|Switch)$/ })
  const chooseInWallet = async (name: string, network?: string): Promise<void> => {
    await page.getByRole('radio', { name }).check()
    const networks = page.locator('dmex-devnet-wallet').getByRole('combobox')
    if (network)
      await networks.selectOption((await networks.getByRole('option', { name: network }).textContent()) ?? '')
    await page.getByRole('button', { name: 'Connect', exact: true }).click()
    await page.locator('#wallet').getByText(name).waitFor()
    await page.locator('#card').getByText('Looking at the chain…').waitFor({ state: 'detached' })
  }
  const visitor: Visitor = {
    page,
    complaints,
    connectAs: async (name, network) => {
      await page.getByRole('radio', { name: 'On the chain' }).check()
      await page.getByRole('button', { name: 'Connect Devnet test wallet' }).click()
      await chooseInWallet(name, network)
    },
    become: async (name) => {
      await page.getByRole('button', { name: 'Change account' }).click()
      await chooseInWallet(name)
    },
    confirmUntil: async (text) => {
      const done = notice.getByText(text)
      for (;;) {
        await Promise.race([agree.waitFor(), done.waitFor()])
        if (await done.isVisible()) return
        // This very button: the next question may come with the same words at once.
        const asked = await agree.elementHandle()
        await asked?.click()
        await asked?.waitForElementState('hidden')
      }
    },
    notice: (text, state = 'visible') => notice.getByText(text).waitFor({ state }),
    figure: async (name) => {
      const row = page.locator('#card dl > div').filter({ has: page.getByText(name, { exact: true }) })
      return (await row.locator('dd').textContent()) ?? ''
    },
    breakDummy: async () => {
      await page
        .getByRole('button', { name: /^(Start the fight|Start again|Go on at wave)/ })
        .first()
        .click()
      const told = page.locator('#told')
      const broke = told.getByText('The dummy broke')
      for (let blow = 0; blow < 150 && !(await broke.isVisible()); blow++) {
        await page.keyboard.press('Space')
        await page.waitForTimeout(120)
      }
      const words = (await told.textContent()) ?? ''
      await page.keyboard.press('p')
      await page.getByRole('button', { name: 'Go on' }).first().waitFor()
      return Number(/after (\d+) blows/.exec(words)?.[1])
    },
    shoot: async (name) => {
      await page.screenshot({ path: `${screenshots}/${name}.png`, fullPage: true })
    },
  }
  return visitor
}

/** A whole number out of a figure: `1,576 sat` is 1576. */
export function satoshi(figure: string): number {
  expect(figure).toMatch(/ sat$/)
  return Number(figure.replace(/[^\d]/g, ''))
}
