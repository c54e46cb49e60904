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
  // Ctrl-C is the demo's to answer: it closes the browser and ends the chain.
  const browser = await chromium.launch({
    ...launchOptions(),
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  })
  const contexts = new Map()
  const troubles = []

  async function open(who, site) {
    const context =
      contexts.get(who) ??
      (await browser.newContext({ reducedMotion: 'reduce', viewport: { width: 1280, height: 800 } }))
    contexts.set(who, context)
    const page = await context.newPage()
    page.setDefaultTimeout(60_000)
    page.on('pageerror', ({ message }) => troubles.push(`${site}, ${who}: ${message}`))
    page.on('console', (message) => {
      if (message.type() === 'error') troubles.push(`${site}, ${who}: ${message.text()}`)
    })
    await page.goto(urls[site])
    return page
  }

  return {
    urls,
    /** What pages complained of: none of it may be. */
    troubles,
    /**
     * Somebody visits a site, does something there, and leaves: a game that nobody looks at would go on drawing.
     *
     * @param visit - what they do, and what comes of it
     */
    async visit(who, site, visit) {
      const page = await open(who, site)
      try {
        return await visit(page)
      } finally {
        await page.close()
      }
    },
    close: () => browser.close(),
  }
}
