import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { createDevnet, type Devnet } from '@dmex/devnet'
import { build } from 'esbuild'
import { type Browser, chromium, type Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchOptions } from '../../tools/lib/browser.mjs'

const folder = fileURLToPath(new URL('dist', import.meta.url))
const require = createRequire(import.meta.url)

let devnet: Devnet
let browser: Browser
let page: Page
const complaints: string[] = []

/** A wallet that belongs to Ada, in place of an extension. */
const walletOf = async (rpcUrl: string): Promise<string> => {
  const { outputFiles } = await build({
    stdin: {
      contents: `import { fakeWallet } from ${JSON.stringify(require.resolve('@dmex/widgets/testing'))}
fakeWallet({ rpcUrl: '${rpcUrl}', accounts: '${devnet.accounts.player1.address}' }).announce()`,
      resolveDir: folder,
    },
    bundle: true,
    write: false,
    format: 'iife',
  })
  return outputFiles[0]?.text ?? ''
}

beforeAll(async () => {
  if (!existsSync(folder)) throw new Error('examples/react-page has no dist. Run `npm run build` first.')
  devnet = await createDevnet({ days: 3 })
  const site = await devnet.openPages({ folders: { '/': folder }, wallet: false })
  browser = await chromium.launch(launchOptions())
  page = await browser.newPage()
  page.setDefaultTimeout(20_000)
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  await page.addInitScript(await walletOf(devnet.rpcUrl))
  await page.goto(site.url)
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await devnet?.stop()
})

const buy = () => page.locator('dmex-buy')

test('a visitor without a connection sees what is for sale, and what it earned', async () => {
  await buy().getByText('From Aurora Farm').waitFor()
  await page.locator('dmex-yield-chart [part=plot]').first().waitFor()
  // An element's own button would connect past wagmi.
  await buy().getByText('Connect by the button that this page has for it.').waitFor()
}, 60_000)

test('whoever enters by the page’s own button is connected in every element, and buys', async () => {
  await page.getByRole('button', { name: 'Enter with Fake Wallet' }).click()
  await page.getByRole('button', { name: /^Leave/ }).waitFor()
  await buy().getByRole('textbox').fill('2')
  await buy()
    .getByRole('button', { name: /^Buy 2 TH/ })
    .click()
  await buy().getByText('You bought 2 TH/s for').first().waitFor()
  await page.getByText('Asked for a signature: mint.buyHashpower').waitFor()
  await page.locator('dmex-portfolio').getByText('2 TH/s').first().waitFor()
}, 60_000)

test('language and colours follow React’s state', async () => {
  await page.getByRole('combobox').selectOption('zh-Hans')
  await page.locator('dmex-portfolio').getByText(/算力/).first().waitFor()
  await page.getByRole('button', { name: 'Dark' }).click()
  expect(await buy().getAttribute('theme')).toBe('dark')
})

test('whoever leaves by the page’s own button is gone from the elements too', async () => {
  await page.getByRole('button', { name: /^Leave/ }).click()
  await page.getByRole('button', { name: 'Enter with Fake Wallet' }).waitFor()
  await page.locator('dmex-portfolio').getByText(/连接/).first().waitFor()
  expect(complaints).toEqual([])
})
