import axe, { type AxeResults } from 'axe-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { type Arcade, openArcade, type Visitor } from './support.js'

let arcade: Arcade
beforeAll(async () => {
  arcade = await openArcade()
})
afterAll(() => arcade?.stop())
afterEach(() => arcade.leave())

/** What axe objects to on the page as it is, dialogs included. */
async function objections({ page }: Visitor): Promise<string[]> {
  await page.evaluate(axe.source)
  const { violations, passes } = (await page.evaluate(
    `axe.run(document, { exclude: [['dmex-devnet-wallet']] })`,
  )) as AxeResults
  expect(passes.length).toBeGreaterThan(10)
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}

for (const colorScheme of ['light', 'dark'] as const)
  for (const locale of ['en-GB', 'zh-CN'])
    it(`axe finds nothing in ${colorScheme} and ${locale}, on a phone, with and without a dialog`, async () => {
      const ada = await arcade.visit({ colorScheme, locale, viewport: { width: 390, height: 844 } })
      const { page } = ada
      expect(await objections(ada)).toEqual([])
      await page.locator('input[value="chain"]').check()
      await page.locator('#wallet button').first().click()
      await page.getByRole('radio', { name: 'Ada' }).check()
      await page.locator('dmex-devnet-wallet footer .main').click()
      await page.locator('#sell').click()
      await page.locator('#dialog-do').click()
      expect(await objections(ada)).toEqual([])
      const wide = await page.evaluate(() => document.documentElement.scrollWidth)
      expect(wide).toBeLessThanOrEqual(390)
    })

it('is played by keyboard alone: to the chain, into a dialog and out of it, and the fight hears none of it', async () => {
  const ada = await arcade.visit()
  const { page } = ada
  await ada.connectAs('Ada')
  await page.getByRole('button', { name: 'Start the fight' }).focus()
  await page.keyboard.press('Enter')
  await page.locator('#veil').waitFor({ state: 'hidden' })
  await page.locator('#sell').focus()
  await page.keyboard.press('Enter')
  await page.getByRole('textbox', { name: 'Price in tUSDT' }).waitFor()
  await page.getByText('Paused').waitFor()
  await page.keyboard.type('12 ad')
  expect(await page.getByRole('textbox', { name: 'Price in tUSDT' }).inputValue()).toBe('12 ad')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').getByText('A price is a number').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('textbox').waitFor({ state: 'detached' })
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('sell')
  expect(await page.locator('#told').textContent()).toBe('')
})

it('shakes and flashes nothing for who wants it calm, and is silent until told otherwise', async () => {
  const ada = await arcade.visit({ reducedMotion: 'reduce' })
  expect(await ada.page.getByRole('button', { name: 'Sound: off' }).getAttribute('aria-pressed')).toBe('false')
  await ada.page.getByRole('button', { name: 'Sound: off' }).click()
  await ada.page.getByRole('button', { name: 'Sound: on' }).waitFor()
  expect(await ada.breakDummy()).toBe(6)
  expect(ada.complaints).toEqual([])
})

it('is played by thumb', async () => {
  const visitor = await arcade.visit({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
  const { page } = visitor
  await page.getByRole('button', { name: 'Start the fight' }).tap()
  const strike = page.getByRole('button', { name: 'Strike' })
  const broke = page.locator('#told').getByText('The dummy broke after 6 blows')
  for (let blow = 0; blow < 150 && !(await broke.isVisible()); blow++) {
    await strike.tap()
    await page.waitForTimeout(150)
  }
  await broke.waitFor()
  await page.locator('#told').getByText('Wave 1').waitFor()
  await visitor.shoot('fight-phone-dark')
})
