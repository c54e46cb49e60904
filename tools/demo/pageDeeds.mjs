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

  /** Connects, unless the page remembers that somebody is. */
  async function connect(page, who, { start, wallet, connected }) {
    await start.or(connected).first().waitFor()
    if (await connected.isVisible()) return
    await start.click()
    await wallet?.click()
    if (!pictured.has('connect')) {
      pictured.add('connect')
      await page.getByRole('radio', { name: nameOf(who) }).waitFor()
      await camera.shoot(page, 'wallet-connect')
    }
    await become(page, nameOf(who))
    await connected.waitFor()
  }

  /** Somebody does something on the partner's page. */
  const onSite = (who, visit) =>
    theatre.visit(who, 'partner', async (page) => {
      const header = page.locator('dmex-connect')
      await connect(page, who, {
        start: header.getByRole('button', { name: 'Connect wallet' }),
        wallet: header.getByRole('button', { name: WALLET }),
        connected: header.locator('#account'),
      })
      await visit(page)
    })

  /** Somebody does something in the game. */
  const inGame = (who, visit) =>
    theatre.visit(who, 'game', async (page) => {
      const panel = page.locator('#wallet')
      await page.getByRole('radio', { name: 'On the chain' }).click()
      await connect(page, who, {
        start: panel.getByRole('button', { name: `Connect ${WALLET}` }),
        connected: panel.getByText('Connected as'),
      })
      // As everybody does before spending: look what there is.
      await panel.getByText(/[1-9][\d,.]* tUSDT/).waitFor()
      await visit(page)
    })

  /** The game says that something was done. */
  const saysDone = (page, words) => page.locator('#notice .good').getByText(words)

  return {
    buy: (who, { units }) =>
      onSite(who, async (page) => {
        const card = page.locator('dmex-buy')
        await card.getByRole('textbox').click()
        await page.keyboard.press('ControlOrMeta+a')
        await page.keyboard.type(String(Number(units) / 1000))
        const buy = card.getByRole('button', { name: `Buy ${formatHashpower(units)}` })
        await buy.waitFor()
        await camera.shoot(page, `partner-buy-${who}`)
        await buy.click()
        await confirm(page, card.getByText('You bought'))
        await camera.shoot(page, `partner-bought-${who}`)
      }),

    claim: (who) =>
      onSite(who, async (page) => {
        const card = page.locator('dmex-claim')
        await card.getByRole('button', { name: /^Claim/ }).click()
        await confirm(page, card.getByRole('button', { name: 'Done', exact: true }))
        await camera.shoot(page, `partner-claimed-${who}`)
      }),

    attach: (who, { powerId }) =>
      inGame(who, async (page) => {
        await page.getByRole('button', { name: 'Attach hashpower' }).click()
        await page.getByRole('radio', { name: `NFT ${powerId}` }).click()
        await camera.shoot(page, 'game-attach')
        await page.getByRole('dialog').getByRole('button', { name: 'Attach', exact: true }).click()
        await confirm(page, saysDone(page, 'of hashpower is in'))
        await camera.shoot(page, 'game-attached')
      }),

    claimThroughSword: (who) =>
      inGame(who, async (page) => {
        await page.locator('#card').getByRole('button', { name: 'Claim', exact: true }).click()
        await confirm(page, saysDone(page, 'is in your wallet'))
        await camera.shoot(page, `game-claimed-${who}`)
        await fight(page)
      }),

    async sell({ from, to, price }) {
      await inGame(from, async (page) => {
        await page.locator('#card').getByRole('button', { name: 'Sell' }).click()
        await page.getByLabel('Price in tUSDT').click()
        await page.keyboard.type(String(price / 10n ** 6n))
        await camera.shoot(page, 'game-sell')
        await page.getByRole('button', { name: 'Put on sale' }).click()
        await confirm(page, saysDone(page, 'is on sale for'))
      })
      await inGame(to, async (page) => {
        const offer = page.locator('#market').getByRole('button', { name: /^Buy Sword/ })
        await offer.click()
        await camera.shoot(page, 'game-buy')
        await page
          .getByRole('dialog')
          .getByRole('button', { name: /^Buy for/ })
          .click()
        await confirm(page, saysDone(page, 'is yours'))
        await camera.shoot(page, 'game-bought')
      })
    },

    /** Looks at every page once more, as everybody may see it. */
    async end() {
      tell('Taking pictures of every page: wide and narrow, light and dark, in English and Chinese')
      const lookAt = (name, speakChinese) => async (page) => {
        await camera.shootAll(page, `${name}-en`)
        await speakChinese(page)
        await camera.shootAll(page, `${name}-zh-Hans`)
      }
      const followLink = (page) => page.getByRole('link', { name: '简' }).click()
      await theatre.visit('visitor', 'partner', lookAt('partner-new', followLink))
      await onSite('guild', lookAt('partner', followLink))
      await inGame(
        'buyer',
        lookAt('game', (page) => page.locator('#language').selectOption('zh-Hans')),
      )
      await theatre.visit(
        'visitor',
        'control',
        lookAt('control', (page) => page.getByRole('button', { name: '中文' }).click()),
      )
      if (theatre.troubles.length > 0) throw new Error(`The pages complained:\n  ${theatre.troubles.join('\n  ')}`)
    },

    close: theatre.close,
  }

  /** A few blows with the sword, for the picture. */
  async function fight(page) {
    if (pictured.has('fight')) return
    pictured.add('fight')
    await page.getByRole('button', { name: 'Start the fight' }).click()
    for (let blow = 0; blow < 4; blow++) await page.keyboard.press('Space', { delay: 150 })
    await camera.shoot(page, 'game-fight')
  }
}
