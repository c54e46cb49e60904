import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

const looks = [
  ['desktop', { width: 1280, height: 800 }],
  ['phone', { width: 390, height: 844 }],
]

/**
 * Takes the pictures of the demo.
 *
 * @param folder - where they are written
 */
export function createCamera(folder) {
  mkdirSync(folder, { recursive: true })
  let count = 0
  let written = 0

  return {
    /** One picture of what the visitor sees now, in the order of the story. */
    async shoot(page, name) {
      count += 1
      await page.screenshot({ path: join(folder, `${String(count).padStart(2, '0')}-${name}.png`) })
    },

    /** A whole page, wide and narrow, light and dark. */
    async shootAll(page, name) {
      for (const colorScheme of ['light', 'dark'])
        for (const [width, viewport] of looks) {
          await page.setViewportSize(viewport)
          await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
          await page.waitForLoadState('networkidle')
          // As tall a window as the page: what is fixed to its edge covers nothing then.
          const { height = 0 } = (await page.locator('body').boundingBox()) ?? {}
          await page.setViewportSize({ ...viewport, height: Math.max(viewport.height, Math.ceil(height)) })
          await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`) })
          written += 1
        }
      await page.setViewportSize(looks[0][1])
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
    },

    /** How many pictures there are. */
    get count() {
      return count + written
    },
  }
}
