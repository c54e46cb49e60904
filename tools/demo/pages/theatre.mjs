import { chromium } from 'playwright'
import { servePartnerPage } from '../../../examples/partner-page/serve.mjs'
import { launchOptions } from '../../lib/browser.mjs'
import { serveGame } from './serveGame.mjs'

/**
 * Opens a browser on the pages of the demo; everybody in the story has their own window in it.
 *
 * @param devnet - the market that the pages are about
 */
export async function openTheatre(devnet) {
  const urls = {
    partner: (await servePartnerPage(devnet)).url,
    game: (await serveGame(devnet)).url,
    control: (await devnet.openControl(8550)).url,
  }
  const browser = await chromium.launch(launchOptions())
  const contexts = new Map()
  const pages = new Map()
  const troubles = []

  async function open(who, site, path = '/') {
    const context =
      contexts.get(who) ??
      (await browser.newContext({ reducedMotion: 'reduce', viewport: { width: 1280, height: 800 } }))
    contexts.set(who, context)
    const page = await context.newPage()
    page.setDefaultTimeout(20_000)
    page.on('pageerror', ({ message }) => troubles.push(`${site}, ${who}: ${message}`))
    page.on('console', (message) => {
      if (message.type() === 'error') troubles.push(`${site}, ${who}: ${message.text()}`)
    })
    await page.goto(urls[site] + path)
    return page
  }

  return {
    urls,
    /** What pages complained of: none of it may be. */
    troubles,
    /** The window of somebody on a site, opened when it is needed first. */
    async pageOf(who, site) {
      const key = `${who} ${site}`
      const page = pages.get(key) ?? (await open(who, site))
      pages.set(key, page)
      await page.bringToFront()
      return page
    },
    open,
    close: () => browser.close(),
  }
}
