import { afterAll, afterEach, describe, expect, inject, it } from 'vitest'
import { closeBrowser, integrityOf, openSite, published, type Site, scriptOf, visit } from '../support/site.js'

const sites: Site[] = []
const site = async (...files: Parameters<typeof openSite>): Promise<Site> => {
  const opened = await openSite(...files)
  sites.push(opened)
  return opened
}

afterEach(async () => {
  for (const each of sites.splice(0)) await each.close()
})
afterAll(closeBrowser)

const { rpcUrl, deployment, player1 } = {
  rpcUrl: inject('rpcUrl'),
  deployment: inject('deployment'),
  player1: inject('accounts').player1.address,
}

/** What the README promises to work, and nothing more. */
const strict = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  `connect-src ${rpcUrl}`,
  'img-src data:',
].join('; ')
const trustedTypes = `${strict}; require-trusted-types-for 'script'; trusted-types lit-html`

/** The page's own script: a wallet that says hello, and contracts that no address book has. */
const ownScript = scriptOf(`
  import { fakeWallet } from './testing/index.js'
  const wallet = fakeWallet({ rpcUrl: '${rpcUrl}', accounts: '${player1}' })
  wallet.announce()
  customElements.whenDefined('dmex-provider').then(() => {
    document.querySelector('dmex-provider').deployment = ${JSON.stringify(deployment)}
  })
`)

const pageOf = (body: string, head = ''): string => `<!doctype html>
<html lang="en"><head><title>A partner's page</title>
<script src="/cdn/dmex.min.js" integrity="${integrityOf('dmex.min.js')}" crossorigin="anonymous" data-chain="${deployment.chainId}" data-rpc="${rpcUrl}" defer></script>
<script src="/own.js" defer></script>${head}</head><body>${body}</body></html>`

describe('a page that trusts nobody', () => {
  for (const [name, policy] of Object.entries({ 'a strict policy': strict, 'Trusted Types': trustedTypes })) {
    it(`sells under ${name}, and refuses nothing`, async () => {
      const { origin } = await site({
        '/': {
          body: pageOf('<dmex-provider><dmex-connect></dmex-connect><dmex-buy series="1"></dmex-buy></dmex-provider>'),
          headers: { 'content-security-policy': policy },
        },
        '/own.js': await ownScript,
      })
      const { page, complaints, violations } = await visit(origin)
      await page
        .locator('dmex-connect')
        .getByRole('button', { name: /^Connect/ })
        .click()
      await page
        .locator('dmex-connect')
        .getByRole('button', { name: /Fake Wallet/ })
        .click()
      await page.getByRole('textbox').fill('1')
      await page.getByRole('button', { name: /^Buy 1 TH/ }).click()
      await page.getByText('You bought 1 TH/s for').first().waitFor()
      expect(await violations()).toEqual([])
      expect(complaints).toEqual([])
    })
  }

  it('says in words that its policy lacks lit-html', async () => {
    const { origin } = await site({
      '/': {
        body: pageOf('<dmex-skeleton></dmex-skeleton>'),
        headers: { 'content-security-policy': trustedTypes.replace('lit-html', 'some-other') },
      },
      '/own.js': '',
    })
    const { complaints } = await visit(origin)
    await expect.poll(() => complaints.join('\n')).toContain('Add it: "trusted-types lit-html"')
  })
})

describe('the one file', () => {
  it('can be loaded twice', async () => {
    const { origin } = await site({
      '/': pageOf('<dmex-skeleton></dmex-skeleton>', '<script src="/cdn/dmex.min.js?again" defer></script>'),
      '/own.js': '',
    })
    const { page, complaints } = await visit(origin)
    await page.locator('dmex-skeleton [part=bar]').waitFor({ state: 'attached' })
    expect(complaints).toEqual([])
  })

  it('says once which versions met', async () => {
    const { origin } = await site({
      '/': pageOf('<dmex-skeleton></dmex-skeleton>', '<script src="/other.js" defer></script>'),
      '/other.js': published('dmex.min.js').replaceAll(/(["'`])0\.0\.0\1/g, '"9.9.9"'),
      '/own.js': '',
    })
    const { page, complaints } = await visit(origin)
    await page.locator('dmex-skeleton [part=bar]').waitFor({ state: 'attached' })
    expect(complaints).toEqual([expect.stringMatching(/^dmex-[\w-]+ 0\.0\.0 was there first, so 9\.9\.9 is not used/)])
  })

  it('fetches a language when the page speaks it, from another host too', async () => {
    const cdn = await site()
    const { origin } = await site({
      '/': pageOf('<dmex-connect lang="zh-Hans"></dmex-connect>').replace('/cdn/', `${cdn.origin}/cdn/`),
      '/own.js': '',
    })
    const { page } = await visit(origin)
    await page.getByRole('button', { name: /连接/ }).waitFor()
    expect(cdn.asked).toEqual(['/cdn/dmex.min.js', '/cdn/locales/zh-Hans.js'])
  })

  it('stays in English rather than run a language that somebody changed', async () => {
    const { origin } = await site({
      '/': pageOf('<dmex-connect lang="zh-Hans"></dmex-connect>'),
      '/cdn/locales/zh-Hans.js': `${published('locales/zh-Hans.js')};window.ran = true`,
      '/own.js': '',
    })
    const { page, complaints } = await visit(origin)
    await expect.poll(() => complaints.join('\n')).toContain('integrity')
    await page.getByRole('button', { name: /^Connect/ }).waitFor()
    expect(await page.evaluate(() => 'ran' in window)).toBe(false)
  })

  it('asks for nothing while the page is open and nobody is connected', async () => {
    const { origin } = await site({
      '/': pageOf(
        '<dmex-provider><dmex-buy series="1"></dmex-buy><dmex-yield-chart fleet="1"></dmex-yield-chart></dmex-provider>',
      ),
      '/own.js': await ownScript,
    })
    const { page } = await visit('about:blank')
    await page.clock.install()
    await page.goto(origin)
    await page.getByText('From Aurora Farm').waitFor()
    await page.waitForLoadState('networkidle')
    const requests: string[] = []
    page.on('request', (request) => requests.push(request.url()))
    await page.clock.runFor(60_000)
    await page.waitForLoadState('networkidle')
    expect(requests).toEqual([])
  })
})
