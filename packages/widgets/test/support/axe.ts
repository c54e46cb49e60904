import axe from 'axe-core'
import { expect } from 'vitest'
import { loadedLocale, localeFor } from '../../src/locales/load.js'
import { ElementHarness } from '../../src/testing/harness.js'
import { walk } from '../../src/testing/reading.js'

/** Languages and themes in which every element must pass. */
const appearances = [
  { theme: 'light', lang: 'en' },
  { theme: 'dark', lang: 'en' },
  { theme: 'light', lang: 'zh-Hans' },
  { theme: 'dark', lang: 'ar' },
] as const

/** Checks an element that is in the document, with everything in it, by axe. */
export async function expectAccessible(element: HTMLElement): Promise<void> {
  await new ElementHarness(element).drawn()
  // What is fading in has the colours of nothing. A spinner never ends, and turns on.
  for (const animation of [...walk(element)].flatMap((each) => each.getAnimations()))
    if (Number.isFinite(animation.effect?.getComputedTiming().endTime)) animation.finish()
  const { passes, violations } = await axe.run(element, { resultTypes: ['violations'] })
  // An element that has not drawn yet violates nothing.
  expect(passes.length, 'rules of axe that had something to check').toBeGreaterThan(0)
  const found = violations.map(({ id, help, nodes }) => ({
    id,
    help,
    nodes: nodes.map(({ html, failureSummary }) => `${html}\n${failureSummary}`),
  }))
  expect(found).toEqual([])
}

/** Checks an element by axe in light and dark, in Chinese and in Arabic, over a background as a page of that kind has. */
export async function expectAccessibleEverywhere(
  element: HTMLElement & { theme?: 'light' | 'dark' | 'auto' | undefined },
): Promise<void> {
  const { theme: themeBefore, lang: langBefore } = element
  const { documentElement: page } = document
  for (const { theme, lang } of appearances) {
    element.theme = theme
    element.lang = lang
    page.style.setProperty('background', theme === 'dark' ? '#0b0e13' : '#ffffff')
    // The language's words arrive as a file of their own.
    await expect.poll(() => loadedLocale(localeFor(lang))).toBeDefined()
    await expectAccessible(element)
  }
  page.style.removeProperty('background')
  element.theme = themeBefore
  if (langBefore) element.lang = langBefore
  else element.removeAttribute('lang')
  await new ElementHarness(element).drawn()
}
