import { readdirSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { render } from '@lit-labs/ssr'
import { collectResult } from '@lit-labs/ssr/lib/render-result.js'
import { html } from 'lit'
import { unsafeHTML } from 'lit/directives/unsafe-html.js'
import { afterAll, afterEach, describe, expect, inject, it } from 'vitest'
import { closeBrowser, openSite, type Site, scriptOf, visit } from '../support/site.js'

const tags = readdirSync(fileURLToPath(new URL('../../src/define', import.meta.url))).map(
  (file) => `dmex-${basename(file, '.ts')}`,
)

/** Renders as a server would: registering happens by the import, and nothing of a browser is there. */
const onServer = async (markup: string): Promise<string> => {
  await Promise.all(tags.map((tag) => import(`../../src/define/${tag.slice('dmex-'.length)}.ts`)))
  return collectResult(render(html`${unsafeHTML(markup)}`))
}

let site: Site | undefined
afterEach(async () => {
  await site?.close()
  site = undefined
})
afterAll(closeBrowser)

describe.each(tags)('<%s>', (tag) => {
  it('is drawn by a server', async () => {
    const text = await onServer(`<${tag}></${tag}>`)
    expect(text).toContain('<template shadowroot="open" shadowrootmode="open"')
    expect(text).toContain('<style>')
  })
})

it('draws them as an embedder writes them', async () => {
  const markup = tags.map((tag) => `<${tag} lang="ar" series="1"></${tag}>`).join('')
  const text = await onServer(markup)
  expect(text.match(/shadowrootmode="open"/g)?.length).toBeGreaterThanOrEqual(tags.length)
})

it('is taken over in the browser without being drawn again', async () => {
  const own = scriptOf(`
    // What the server drew, before anybody takes it over.
    const drawn = [...document.querySelectorAll('main > *')].map((element) => [element, element.shadowRoot?.lastElementChild])
    import('@lit-labs/ssr-client/lit-element-hydrate-support.js').then(async () => {
      await Promise.all([${tags.map((tag) => `import('./define/${tag.slice('dmex-'.length)}.js')`).join(', ')}])
      await Promise.all(drawn.map(([element]) => element.updateComplete))
      window.drawnAgain = drawn
        .filter(([element, node]) => !node || element.shadowRoot.lastElementChild !== node)
        .map(([element]) => element.localName)
    })
  `)
  const drawn = await onServer(
    tags.map((tag) => `<${tag} chain="${inject('deployment').chainId}" rpc="${inject('rpcUrl')}"></${tag}>`).join('\n'),
  )
  site = await openSite({
    '/': `<!doctype html><html lang="en"><title>Drawn by a server</title><main>${drawn}</main><script src="/own.js"></script></html>`,
    '/own.js': await own,
  })
  const { page, complaints } = await visit(site.origin)
  await page.waitForFunction(() => 'drawnAgain' in window)
  expect(await page.evaluate(() => (window as unknown as { drawnAgain: readonly string[] }).drawnAgain)).toEqual([])
  expect(complaints).toEqual([])
})
