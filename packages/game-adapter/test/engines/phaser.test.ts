import { createServer, type Server } from 'node:http'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { type Browser, chromium, type Page } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchOptions } from '../../../../tools/lib/browser.mjs'

interface Played {
  readonly heard: {
    readonly keys: string
    readonly told: readonly string[]
    readonly scenes: readonly string[]
    readonly frames: number
  }
  readonly counted: { readonly reads: number }
  attack(): number
  days(count: number): Promise<void>
  advance(): void
  restart(): void
  down(): boolean
  renderer(): boolean
  dispose(): void
  dmex(): { holdKeyboard(): () => void }
}
declare global {
  var play: () => Promise<Played>
  var played: Played
  var release: () => void
}

const html = `<!doctype html><title>game</title><body style="margin:0"><div id="game"></div>
<button id="button">pause</button>
<dialog id="dialog"><input id="name"></dialog>
<x-wallet></x-wallet>
<script>
customElements.define('x-wallet', class extends HTMLElement {
  connectedCallback() { this.attachShadow({ mode: 'open' }).innerHTML = '<dialog><input></dialog>' }
})
</script>
<script type="module" src="/game.js"></script>`

describe('the Phaser plugin, in Chromium', () => {
  let browser: Browser
  let server: Server
  let url: string
  let page: Page

  beforeAll(async () => {
    const { outputFiles } = await build({
      entryPoints: [fileURLToPath(new URL('page/game.ts', import.meta.url))],
      bundle: true,
      format: 'esm',
      write: false,
    })
    const script = outputFiles[0]?.contents ?? new Uint8Array()
    server = createServer((request, response) => {
      const isScript = request.url === '/game.js'
      response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html; charset=utf-8')
      response.end(isScript ? script : html)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`
    browser = await chromium.launch(launchOptions())
  })
  afterAll(async () => {
    await browser?.close()
    server?.close()
  })
  beforeEach(async () => {
    page = await browser.newPage({ viewport: { width: 400, height: 300 } })
    await page.goto(url)
    await page.evaluate(async () => {
      globalThis.played = await globalThis.play()
    })
    await page.waitForFunction(() => globalThis.played.heard.frames > 2)
  })
  afterEach(() => page?.close())

  const frames = (count: number): Promise<unknown> =>
    page.evaluate(async (wanted) => {
      const from = globalThis.played.heard.frames
      while (globalThis.played.heard.frames < from + wanted) await new Promise(requestAnimationFrame)
    }, count)
  const keys = async (): Promise<string> => {
    await frames(3)
    return page.evaluate(() => globalThis.played.heard.keys)
  }

  it('gives scenes items whose stats are drawn in the next frame', async () => {
    expect(await page.evaluate(() => globalThis.played.renderer())).toBe(true)
    const clip = { x: 20, y: 20, width: 4, height: 4 }
    const [before, red] = [await page.screenshot({ clip }), await page.screenshot({ clip: { ...clip, x: 4 } })]
    await page.evaluate(() => globalThis.played.days(1))
    await frames(3)
    const after = await page.screenshot({ clip })
    expect(before.equals(red)).toBe(false)
    expect(after.equals(red)).toBe(true)
  })

  it('tells of an item once a frame, from before the first change to after the last, in every running scene', async () => {
    await page.evaluate(() => globalThis.played.days(3))
    await frames(3)
    const { told, scenes } = await page.evaluate(() => globalThis.played.heard)
    const attack = await page.evaluate(() => globalThis.played.attack())
    expect(told).toHaveLength(1)
    expect(told[0]).toMatch(new RegExp(`^10>${attack}@`))
    expect(scenes).toEqual(['fight'])
  })

  it('does not tell a scene twice after it was started again', async () => {
    await page.evaluate(() => globalThis.played.restart())
    await frames(3)
    await page.evaluate(() => globalThis.played.days(1))
    await frames(3)
    expect(await page.evaluate(() => globalThis.played.heard.told)).toHaveLength(1)
  })

  it('leaves the keyboard to a dialog while it is open, space included, and takes it back after', async () => {
    await page.keyboard.press('a')
    expect(await keys()).toBe('a')
    await page.keyboard.down('d')
    await frames(3)
    expect(await page.evaluate(() => globalThis.played.down())).toBe(true)
    await page.evaluate(() => document.querySelector('dialog')?.showModal())
    await frames(3)
    expect(await page.evaluate(() => globalThis.played.down())).toBe(false)
    await page.keyboard.up('d')
    await page.keyboard.type('ab w')
    expect(await page.inputValue('#name')).toBe('ab w')
    expect(await keys()).toBe('ad')
    await page.keyboard.press('Escape')
    await frames(2)
    await page.keyboard.press('w')
    expect(await keys()).toBe('adw')
  })

  it('leaves it to a dialog within a shadow root, to a button that is pressed by key, and to who holds it', async () => {
    await page.evaluate(() => document.querySelector('x-wallet')?.shadowRoot?.querySelector('dialog')?.showModal())
    await page.keyboard.type('x y')
    expect(await keys()).toBe('')
    expect(
      await page.evaluate(() => document.querySelector('x-wallet')?.shadowRoot?.querySelector('input')?.value),
    ).toBe('x y')
    await page.keyboard.press('Escape')
    await page.evaluate(() => {
      const button = document.querySelector('button')
      button?.addEventListener('click', () => button.append('d'))
      button?.focus()
    })
    await frames(2)
    await page.keyboard.press(' ')
    await page.keyboard.press('k')
    expect(await page.textContent('button')).toBe('paused')
    expect(await keys()).toBe('k')
    await page.evaluate(() => {
      globalThis.release = globalThis.played.dmex().holdKeyboard()
    })
    await page.keyboard.press('m')
    expect(await keys()).toBe('k')
    await page.evaluate(() => globalThis.release())
    await page.keyboard.press('n')
    expect(await keys()).toBe('kn')
  })

  it('reads nothing while the page is hidden, and catches up when it is shown', async () => {
    const hide = (hidden: boolean): Promise<void> =>
      page.evaluate((value) => {
        Object.defineProperty(document, 'hidden', { value, configurable: true })
        document.dispatchEvent(new Event('visibilitychange'))
      }, hidden)
    const reads = (): Promise<number> => page.evaluate(() => globalThis.played.counted.reads)
    await hide(true)
    await page.waitForTimeout(50)
    const before = await reads()
    await page.evaluate(() => globalThis.played.advance())
    await page.waitForTimeout(200)
    expect(await reads()).toBe(before)
    await hide(false)
    await page.waitForFunction(() => globalThis.played.attack() > 10)
    await frames(2)
    expect(await page.evaluate(() => globalThis.played.heard.told)).toHaveLength(1)
  })

  it('ends with the game: no reads, no keys taken; and another game finds the page as the first did', async () => {
    await page.evaluate(() => globalThis.played.dispose())
    await page.waitForFunction(() => document.querySelector('canvas') === null)
    const reads = await page.evaluate(() => globalThis.played.counted.reads)
    await page.waitForTimeout(100)
    expect(await page.evaluate(() => globalThis.played.counted.reads)).toBe(reads)
    await page.evaluate(async () => {
      globalThis.played = await globalThis.play()
    })
    await frames(3)
    await page.evaluate(() => globalThis.played.days(1))
    await frames(3)
    expect(await page.evaluate(() => globalThis.played.heard.told)).toHaveLength(1)
    await page.keyboard.press('a')
    expect(await keys()).toBe('a')
  })
})
