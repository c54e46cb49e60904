import { type Browser, chromium } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath, launchOptions } from '../../../tools/lib/browser.mjs'

let browser: Browser
beforeAll(async () => {
  browser = await chromium.launch(launchOptions())
})
afterAll(() => browser?.close())

describe('the browser that npm install brings', () => {
  it.runIf(process.platform === 'linux' && process.arch === 'x64')('is npm’s own, whatever the machine has', () => {
    expect(chromiumPath()).toMatch(/node_modules\/\.cache\/dmex-browser\/[\w.-]+\/chromium$/)
    expect(browser.version()).toMatch(/^147\./)
  })

  it('has glyphs for Latin, Chinese and Arabic', async () => {
    const page = await browser.newPage()
    const drawn = await page.evaluate(() => {
      /** The pixels of one character; one without a glyph shows as the same box whatever it is. */
      const pixels = (character: string): string => {
        const canvas = document.createElement('canvas')
        const context = canvas.getContext('2d')
        if (!context) throw new Error('This browser draws nothing.')
        context.font = '40px system-ui'
        context.fillText(character, 20, 60)
        return canvas.toDataURL()
      }
      const box = pixels('\u{10FFF0}')
      const characters = [...'Aéß算力购买语言ملعب']
      return {
        missing: characters.filter((one) => pixels(one) === box),
        different: new Set(characters.map(pixels)).size,
      }
    })
    expect(drawn).toEqual({ missing: [], different: 13 })
  })

  it('draws WebGL', async () => {
    const page = await browser.newPage()
    const colour = await page.evaluate(() => {
      const gl = document.createElement('canvas').getContext('webgl2')
      if (!gl) return 'none'
      gl.clearColor(1, 0, 0.5, 1)
      gl.clear(gl.COLOR_BUFFER_BIT)
      const pixel = new Uint8Array(4)
      gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel)
      return [...pixel].join(' ')
    })
    expect(colour).toMatch(/^255 0 12[78] 255$/)
  })

  it('keeps web security on', async () => {
    const page = await browser.newPage()
    await page.goto('data:text/html,<title>elsewhere</title>')
    const blocked = await page.evaluate(() =>
      fetch('http://127.0.0.1:9/').then(
        () => 'read',
        () => 'blocked',
      ),
    )
    expect(blocked).toBe('blocked')
  })
})
