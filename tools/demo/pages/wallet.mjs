// The visitor's side of the Devnet test wallet: what a hand on a mouse does.

/**
 * The wallet's dialog, above everything else on the page.
 *
 * @param {import('playwright').Page} page
 */
const dialogOf = (page) => page.locator('dmex-devnet-wallet dialog')

/**
 * Chooses who to be, in the wallet's dialog that asks for it.
 *
 * @param {import('playwright').Page} page
 * @param {string} name - of one of the devnet's people
 */
export async function become(page, name) {
  const dialog = dialogOf(page)
  await dialog.getByRole('radio', { name }).click()
  await dialog.getByRole('button', { name: 'Connect', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
}

/**
 * Confirms whatever the wallet asks, until the page shows that it is done.
 *
 * @param {import('playwright').Page} page
 * @param {import('playwright').Locator} done - what the page shows then
 * @param {(title: string) => Promise<void>} seen - called with the title of each question, before it is answered
 */
export async function confirmUntil(page, done, seen = async () => {}) {
  const dialog = dialogOf(page)
  for (;;) {
    await dialog.or(done).first().waitFor()
    if (!(await dialog.isVisible())) return
    // This question, not the next one, which may follow at once.
    const question = await dialog.elementHandle()
    await seen((await dialog.getByRole('heading').textContent()) ?? '')
    await dialog.getByRole('button', { name: /^(Confirm|Sign|Switch)$/ }).click()
    await question?.waitForElementState('hidden')
  }
}
