import { readFile } from 'node:fs/promises'
import { createDevnet, type Devnet } from '@dmex/devnet'
import axe, { type AxeResults } from 'axe-core'
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

describe('the partner’s page', () => {
  it('works under a strict policy, with a script whose hash the browser checked', async () => {
    const response = await fetch(url)
    const policy = response.headers.get('content-security-policy') ?? ''
    expect(policy).toMatch(/default-src 'none'; script-src 'self'; style-src 'self';/)
    expect(policy).not.toMatch(/unsafe/)
    const { page, troubles } = await open('')
    expect(await page.locator('dmex-buy').textContent()).toBeDefined()
    expect(await page.locator('script[integrity^="sha384-"]').count()).toBe(1)
    expect(troubles).toEqual([])

    const broken = await browser.newPage()
    await broken.route('**/dmex.min.js', async (route) => {
      const original = await route.fetch()
      await route.fulfill({ response: original, body: `${await original.text()}\n` })
    })
    await broken.goto(url)
    expect(await broken.locator('dmex-buy:defined').count()).toBe(0)
    await broken.close()
  })

  it('has no script of its own, and loads nothing from anywhere else', async () => {
    for (const name of Object.values(languages)) {
      const html = await readFile(new URL(`site/${name}.html`, import.meta.url), 'utf8')
      expect(html.match(/<script/g)).toHaveLength(1)
      expect(html).not.toMatch(/(src|href)="(https?:)?\/\//)
      expect(html).not.toMatch(/ style="| on\w+="/)
    }
  })

  it('says the same in four languages, each in its direction', async () => {
    const shape = async (name: string): Promise<readonly string[]> => {
      const html = await readFile(new URL(`site/${name}.html`, import.meta.url), 'utf8')
      return [...html.matchAll(/<([a-z][\w-]*)/g)].map(([, tag]) => String(tag)).filter((tag) => tag !== 'span')
    }
    const english = (await shape('index')).join(' ')
    for (const [language, name] of Object.entries(languages)) {
      expect((await shape(name)).join(' ')).toBe(english)
      const { page, troubles } = await open(`${name}.html`)
      expect(await page.locator('html').getAttribute('lang')).toBe(language)
      const box = await page.locator('dmex-buy').boundingBox()
      const middle = (page.viewportSize()?.width ?? 0) / 2
      // Beside the steps: at the right, and in Arabic at the left.
      expect((box?.x ?? 0) > middle).toBe(language !== 'ar')
      expect(troubles).toEqual([])
      await page.close()
    }
  })

  it('fits a phone: nothing is wider than the screen, and what is pressed is large enough', async () => {
    for (const name of Object.values(languages)) {
      const { page } = await open(`${name}.html`, { viewport: { width: 390, height: 844 } })
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
      for (const link of await page.locator('.languages a, .call').all())
        expect((await link.boundingBox())?.height ?? 0).toBeGreaterThanOrEqual(40)
      await page.close()
    }
  })

  it('has nothing that axe objects to, light and dark', async () => {
    for (const [name, colorScheme] of [
      ['index', 'light'],
      ['zh-Hans', 'dark'],
      ['ar', 'light'],
    ] as const) {
      const { page } = await open(`${name}.html`, { colorScheme, reducedMotion: 'reduce' })
      await page.evaluate(axe.source)
      const { violations, passes } = (await page.evaluate('axe.run()')) as AxeResults
      expect(passes.length).toBeGreaterThan(20)
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
      await page.close()
    }
  })

  it('sells: a visitor connects, buys and collects, by mouse and keyboard', async () => {
    const { page, troubles } = await open('')
    const header = page.locator('dmex-connect')
    await header.getByRole('button', { name: 'Connect wallet' }).click()
    await header.getByRole('button', { name: 'Devnet test wallet' }).click()
    await become(page, 'Cleo')
    const card = page.locator('dmex-buy')
    await card.getByRole('textbox').click()
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.type('3')
    await card.getByRole('button', { name: 'Buy 3 TH/s for 318 tUSDT' }).click()
    await confirmUntil(page, card.getByText('You bought'))
    expect(await card.getByText('You bought 3 TH/s for 318 tUSDT').isVisible()).toBe(true)

    await devnet.advanceDays(2)
    const claim = page.locator('dmex-claim')
    await claim.getByRole('button', { name: /^Claim/ }).click()
    await confirmUntil(page, claim.getByRole('button', { name: 'Done', exact: true }))
    expect(troubles).toEqual([])
  }, 180_000)
})
