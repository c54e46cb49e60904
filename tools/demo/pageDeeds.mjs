import { formatHashpower } from '@dmex/sdk'
import { parts } from './cast.mjs'
import { createCamera } from './pages/camera.mjs'
import { openTheatre } from './pages/theatre.mjs'
import { become, confirmUntil } from './pages/wallet.mjs'

const WALLET = 'Devnet test wallet'

/**
 * What players do, as visitors: on the partner's page and in the game, with mouse and keyboard alone.
 *
 * @param devnet - the market that they are in
 * @param options - where pictures are written, and who is told what happens
 */
export async function pageDeeds(devnet, { folder, tell }) {
  const theatre = await openTheatre(devnet)
  const camera = createCamera(folder)
  const nameOf = (who) => devnet.accounts[parts[who]].name
  const pictured = new Set()

  /** Confirms in the wallet until it is done; the first question of each kind is worth a picture. */
  const confirm = (page, done) =>
    confirmUntil(page, done, async (title) => {
      if (pictured.has(title)) return
      pictured.add(title)
      await camera.shoot(page, `wallet-${title.toLowerCase().replace(/[^a-z]+/g, '-')}`)
    })

  /** The partner's page of somebody, who is connected. */
  async function siteOf(who) {
    const page = await theatre.pageOf(who, 'partner')
    const connect = page.locator('dmex-connect').getByRole('button', { name: 'Connect wallet' })
    const connected = page.locator('dmex-connect #account')
    await connect.or(connected).waitFor()
    if (await connect.isVisible()) {
      await connect.click()
      await page.locator('dmex-connect').getByRole('button', { name: WALLET }).click()
      await become(page, nameOf(who))
      await connected.waitFor()
    }
    return page
  }

  /** The game of somebody, who is connected. */
  async function gameOf(who) {
    const page = await theatre.pageOf(who, 'game')
    const wallet = page.locator('#wallet')
    await page.getByRole('radio', { name: 'On the chain' }).click()
    const connect = wallet.getByRole('button', { name: `Connect ${WALLET}` })
    const connected = wallet.getByText('Connected as')
    await connect.or(connected).waitFor()
    if (await connect.isVisible()) {
      await connect.click()
      await become(page, nameOf(who))
      await connected.waitFor()
    }
    return page
  }

  /** The game says that something was done. */
  const saysDone = (page, words) => page.locator('#notice .good').getByText(words)

  /** Every page, and how a visitor makes it speak Chinese. */
  async function views() {
    const inChinese = (page) => page.getByRole('link', { name: '简' }).click()
    return [
      { page: await theatre.open('visitor', 'partner'), name: 'partner-new', speak: inChinese },
      { page: await siteOf('guild'), name: 'partner', speak: inChinese },
      { page: await gameOf('buyer'), name: 'game', speak: (page) => page.locator('#language').selectOption('zh-Hans') },
      {
        page: await theatre.open('visitor', 'control'),
        name: 'control',
        speak: (page) => page.getByRole('button', { name: '中文' }).click(),
      },
    ]
  }

  return {
    async buy(who, { units }) {
      const page = await siteOf(who)
      const card = page.locator('dmex-buy')
      const amount = card.getByRole('textbox')
      await amount.click()
      await page.keyboard.press('ControlOrMeta+a')
      await page.keyboard.type(String(Number(units) / 1000))
      const buy = card.getByRole('button', { name: `Buy ${formatHashpower(units)}` })
      await buy.waitFor()
      await camera.shoot(page, `partner-buy-${who}`)
      await buy.click()
      await confirm(page, card.getByText('You bought'))
      await camera.shoot(page, `partner-bought-${who}`)
    },

    async claim(who) {
      const page = await siteOf(who)
      const card = page.locator('dmex-claim')
      await card.getByRole('button', { name: /^Claim/ }).click()
      await confirm(page, card.getByText('You claimed'))
      await camera.shoot(page, `partner-claimed-${who}`)
    },

    async attach(who, { powerId }) {
      const page = await gameOf(who)
      await page.getByRole('button', { name: 'Attach hashpower' }).click()
      await page.getByRole('radio', { name: `NFT ${powerId}` }).click()
      await camera.shoot(page, 'game-attach')
      await page.getByRole('dialog').getByRole('button', { name: 'Attach', exact: true }).click()
      await confirm(page, saysDone(page, 'of hashpower is in'))
      await camera.shoot(page, 'game-attached')
    },

    async claimThroughSword(who) {
      const page = await gameOf(who)
      await page.locator('#card').getByRole('button', { name: 'Claim', exact: true }).click()
      await confirm(page, saysDone(page, 'is in your wallet'))
      await camera.shoot(page, `game-claimed-${who}`)
    },

    async sell({ from, to, price }) {
      const seller = await gameOf(from)
      await seller.locator('#card').getByRole('button', { name: 'Sell' }).click()
      await seller.getByLabel('Price in tUSDT').click()
      await seller.keyboard.type(String(price / 10n ** 6n))
      await camera.shoot(seller, 'game-sell')
      await seller.getByRole('button', { name: 'Put on sale' }).click()
      await confirm(seller, saysDone(seller, 'is on sale for'))

      const buyer = await gameOf(to)
      await buyer
        .locator('#market')
        .getByRole('button', { name: /^Buy Sword/ })
        .click()
      await camera.shoot(buyer, 'game-buy')
      await buyer
        .getByRole('dialog')
        .getByRole('button', { name: /^Buy for/ })
        .click()
      await confirm(buyer, saysDone(buyer, 'is yours'))
      await camera.shoot(buyer, 'game-bought')
    },

    /** Looks at every page once more, as everybody may see it. */
    async end() {
      tell('Taking pictures of every page: wide and narrow, light and dark, in English and Chinese')
      for (const { page, name, speak } of await views()) {
        await camera.shootAll(page, `${name}-en`)
        await speak(page)
        await camera.shootAll(page, `${name}-zh-Hans`)
      }
      if (theatre.troubles.length > 0) throw new Error(`The pages complained:\n  ${theatre.troubles.join('\n  ')}`)
    },

    close: theatre.close,
  }
}
