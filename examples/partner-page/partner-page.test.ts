import { readFile } from 'node:fs/promises'
import { createDevnet, type Devnet } from '@dmex/devnet'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { become, confirmUntil } from '../../tools/demo/pages/wallet.mjs'
import { launchOptions } from '../../tools/lib/browser.mjs'
import { servePartnerPage } from './serve.mjs'

let devnet: Devnet
let browser: Browser
let url: string
beforeAll(async () => {
  devnet = await createDevnet({ days: 5 })
  url = (await servePartnerPage(devnet)).url
  browser = await chromium.launch(launchOptions())
}, 60_000)
afterAll(async () => {
  await browser?.close()
  await devnet?.stop()
})

const languages = { en: 'index', 'zh-Hans': 'zh-Hans', 'zh-Hant': 'zh-Hant', ar: 'ar' } as const

/** Opens a page, and collects what it complains of. */
async function open(path: string, options: BrowserContextOptions = {}): Promise<{ page: Page; troubles: string[] }> {
  const page = await (await browser.newContext(options)).newPage()
  const troubles: string[] = []
  page.on('pageerror', ({ message }) => troubles.push(message))
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') troubles.push(message.text())
  })
  await page.goto(`${url}/${path}`)
  await page.locator('dmex-buy').getByRole('button').first().waitFor()
  return { page, troubles }
}
