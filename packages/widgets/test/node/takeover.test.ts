import { render } from '@lit-labs/ssr'
import { collectResult } from '@lit-labs/ssr/lib/render-result.js'
import { html } from 'lit'
import { unsafeHTML } from 'lit/directives/unsafe-html.js'
import { afterAll, afterEach, expect, inject, it } from 'vitest'
import { closeBrowser, openSite, type Site, scriptOf, visit } from '../support/site.js'
import '../../src/define/connect.js'
import '../../src/define/toasts.js'

let site: Site | undefined
afterEach(async () => {
  await site?.close()
  site = undefined
})
afterAll(closeBrowser)

interface Seen {
  readonly same: boolean
  readonly text: string
  readonly direction: string | undefined
}

it('what a server drew is taken over also by a page that is connected already, and speaks another language', async () => {
  const { address } = inject('accounts').player1
  const markup = '<dmex-connect></dmex-connect><dmex-toasts></dmex-toasts>'
  const drawn = await collectResult(render(html`${unsafeHTML(markup)}`))
  const own = await scriptOf(`
    import '@lit-labs/ssr-client/lit-element-hydrate-support.js'
    const start = async () => {
      await import('./define/connect.js')
      await import('./define/toasts.js')
      const { fakeWallet } = await import('./testing/index.js')
      const { getStore } = await import('./store/store.js')
      const { loadLocale } = await import('./locales/load.js')
      const provider = fakeWallet({ rpcUrl: '${inject('rpcUrl')}', accounts: '${address}', connected: true })
      provider.announce()
      await getStore().send({ type: 'use-provider', provider })
      getStore().send({ type: 'toast', kind: 'info', text: 'Hello' })
      await loadLocale('ar')
      // The server's part arrives late, as pages that stream bring it.
      const main = document.querySelector('main')
      main.setHTMLUnsafe(document.querySelector('textarea').value)
      const first = [...main.children].map((element) => element.shadowRoot.lastElementChild)
      const count = [...main.children].map((element) => element.shadowRoot.childElementCount)
      await new Promise((resolve) => setTimeout(resolve, 500))
      window.seen = [...main.children].map((element, index) => ({
        same: element.shadowRoot.lastElementChild === first[index] && element.shadowRoot.childElementCount === count[index],
        text: first[index].textContent,
        direction: first[index].dir,
      }))
    }
    start()
  `)
  const late = drawn.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  site = await openSite({
    '/': `<!doctype html><html lang="ar"><title>Late</title><textarea hidden>${late}</textarea><main></main><script src="/own.js"></script></html>`,
    '/own.js': own,
  })
  const { page, complaints } = await visit(site.origin)
  await page.waitForFunction(() => 'seen' in window)
  const [connect, toasts] = await page.evaluate(() => (window as unknown as { seen: readonly Seen[] }).seen)
  expect(connect).toMatchObject({ same: true, direction: 'rtl' })
  expect(connect?.text).toContain(`${address.slice(0, 6)}…${address.slice(-4)}`)
  expect(connect?.text).toContain('الحساب')
  expect(toasts).toMatchObject({ same: true, direction: 'rtl' })
  expect(toasts?.text).toContain('Hello')
  expect(complaints).toEqual([])
})
