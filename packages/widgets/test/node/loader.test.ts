import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, describe, expect, inject, it } from 'vitest'
import { closeBrowser, integrityOf, openSite, published, type Site, visit } from '../support/site.js'

let site: Site

afterEach(() => site.close())
afterAll(closeBrowser)

const pageOf = (body: string): string => `<!doctype html>
<html lang="en"><head><title>A partner's page</title>
<script src="/cdn/dmex.loader.js" integrity="${integrityOf('dmex.loader.js')}" crossorigin="anonymous"
  data-chain="${inject('deployment').chainId}" data-rpc="${inject('rpcUrl')}" data-deployment="/deployment.json" defer></script>
</head><body>${body}</body></html>`

const open = async (body: string, headers: Readonly<Record<string, string>> = {}) => {
  site = await openSite({
    '/': { body: pageOf(body), headers },
    '/deployment.json': JSON.stringify(inject('deployment')),
  })
  return visit(site.origin)
}

/** Elements that the page asked for by name. */
const fetched = (): readonly string[] =>
  site.asked.flatMap((path) => /elements\/([a-z-]+)\.js$/.exec(path)?.[1] ?? []).filter((name) => name !== 'start')

describe('the loader', () => {
  it('fetches the elements that a page uses, once each, and no other', async () => {
    const { page, complaints } = await open('<dmex-skeleton></dmex-skeleton><dmex-skeleton></dmex-skeleton>')
    await page.locator('dmex-skeleton [part=bar]').first().waitFor({ state: 'attached' })
    expect(fetched()).toEqual(['skeleton'])
    expect(new Set(site.asked).size).toBe(site.asked.length)
    expect(complaints).toEqual([])
  })

  it('fetches an element that is added later', async () => {
    const { page } = await open('<main></main>')
    await page.locator('main').evaluate((main) => {
      main.innerHTML = '<p><dmex-skeleton></dmex-skeleton></p>'
    })
    await page.locator('dmex-skeleton [part=bar]').waitFor({ state: 'attached' })
    expect(fetched()).toEqual(['skeleton'])
  })

  it('fetches nothing for a page without elements', async () => {
    const { page } = await open('<p>Nothing here yet.</p>')
    await page.waitForLoadState('networkidle')
    expect(site.asked.filter((path) => path.startsWith('/cdn/'))).toEqual(['/cdn/dmex.loader.js'])
  })

  it('gives elements the settings of its tag', async () => {
    const { page } = await open('<dmex-buy series="1"></dmex-buy>')
    await page.getByText('From Aurora Farm').waitFor()
    expect(site.asked).toContain('/deployment.json')
  })

  it('works where only the own host may send scripts', async () => {
    const { page, violations } = await open('<dmex-skeleton></dmex-skeleton>', {
      'content-security-policy':
        "default-src 'none'; script-src 'self'; style-src 'self'; require-trusted-types-for 'script'; trusted-types lit-html",
    })
    await page.locator('dmex-skeleton [part=bar]').waitFor({ state: 'attached' })
    expect(await violations()).toEqual([])
  })

  it('does not run a file that somebody changed, and says which', async () => {
    site = await openSite({
      '/': pageOf('<dmex-skeleton></dmex-skeleton>'),
      '/cdn/elements/skeleton.js': `${published('elements/skeleton.js')};window.ran = true`,
    })
    const { page, complaints } = await visit(site.origin)
    await expect.poll(() => complaints.join('\n')).toContain('<dmex-skeleton> does not work')
    expect(await page.evaluate(() => 'ran' in window)).toBe(false)
  })

  it('is small', () => {
    expect(gzipSync(published('dmex.loader.js'), { level: 9 }).length).toBeLessThan(10_000)
  })
})
