// The page: where to play, what is shown of it, and the game.

import { createClient, http } from 'viem'
import { getTransactionReceipt } from 'viem/actions'
import { createGame, type Game } from './game/createGame.js'
import { App } from './ui/App.js'
import { createDialogs } from './ui/dialogs.js'
import { find } from './ui/dom.js'
import { createPanels } from './ui/panels.js'
import { createPlay } from './ui/play.js'
import { isTextKey } from './ui/texts.js'
import { createChain } from './world/chain.js'
import { findMarket } from './world/deployment.js'
import { keep, recall } from './world/memory.js'
import { createPractice } from './world/practice.js'
import type { Sword } from './world/types.js'
import { findWallets } from './world/wallets.js'

type Theme = 'auto' | 'light' | 'dark'
const isTheme = (value: unknown): value is Theme => value === 'auto' || value === 'light' || value === 'dark'

async function start(): Promise<void> {
  const [practice, market] = await Promise.all([createPractice(), findMarket()])
  const chain = market && createChain(market)
  let asked = false
  /** Once a frame, however much changed. */
  const later = (): void => {
    if (asked) return
    asked = true
    requestAnimationFrame(() => {
      asked = false
      render()
    })
  }
  const wallets = findWallets((current) => {
    chain?.become(current)
    later()
  })
  const app = new App({ practice, chain, market, wallets })
  const dialogs = createDialogs(app)
  const panels = createPanels(app, dialogs)
  const play = createPlay(app)
  let game: Game | undefined

  // ---- what the page shows

  const dark = matchMedia('(prefers-color-scheme: dark)')
  let theme: Theme = recall('theme', isTheme) ?? 'auto'
  const [language, colours] = [find('language', HTMLSelectElement), find('theme', HTMLSelectElement)]
  const translate = (): void => {
    document.documentElement.lang = app.language
    document.title = app.say('title')
    for (const element of document.querySelectorAll<HTMLElement>('[data-text]')) {
      const { text = '' } = element.dataset
      if (isTextKey(text)) element.textContent = app.say(text)
    }
    language.value = app.language
    colours.value = theme
    document.documentElement.dataset.theme = theme
    play.look(theme === 'dark' || (theme === 'auto' && dark.matches))
  }
  language.onchange = () => {
    app.speak(language.value === 'zh-Hans' ? 'zh-Hans' : 'en')
    translate()
  }
  colours.onchange = () => {
    theme = isTheme(colours.value) ? colours.value : 'auto'
    keep('theme', theme)
    translate()
  }
  dark.addEventListener('change', translate)

  let shownWorld = app.world
  const render = (): void => {
    if (shownWorld !== app.world) {
      shownWorld = app.world
      game?.use(app.world.adapter)
    }
    const { ref } = app.sword?.handle ?? {}
    if (play.bridge.sword !== ref) {
      play.bridge.sword = ref
      game?.show()
    }
    for (const radio of document.querySelectorAll<HTMLInputElement>('input[name="world"]')) {
      radio.checked = radio.value === app.kind
      radio.disabled = radio.value === 'chain' && !chain
    }
    panels()
  }
  for (const radio of document.querySelectorAll<HTMLInputElement>('input[name="world"]'))
    radio.onchange = () => app.enter(radio.value === 'chain' ? 'chain' : 'practice')

  // ---- what happens

  /** A sword that left while nobody here sold it: sold, or moved. */
  let before: readonly Sword[] = []
  let owner: string | undefined
  const missSwords = async (): Promise<void> => {
    if (!chain) return
    const { mine, account, known } = chain.state()
    const gone =
      account && account === owner && known ? before.filter(({ id }) => !mine.some((one) => one.id === id)) : []
    if (known || account !== owner) before = mine
    owner = account
    const [lost] = gone
    if (!lost || !account) return
    const sale = await chain.lastSale(lost.id, account).catch(() => undefined)
    const price = app.format.money(sale?.price ?? 0n)
    const text = sale
      ? app.say('sold', { sword: app.nameOf(lost), price })
      : app.say('soldElse', { sword: app.nameOf(lost) })
    const close = { label: 'close', run: () => app.tell(undefined) } as const
    app.tell({ kind: sale ? 'good' : 'bad', text, action: close })
  }
  app.watch(later)
  practice.watch(later)
  chain?.watch(() => {
    later()
    void missSwords()
  })
  for (const adapter of [practice.adapter, chain?.adapter]) {
    adapter?.on('stats', () => {
      later()
      game?.show()
    })
    adapter?.on('power', later)
    adapter?.on('detaching', later)
    adapter?.on('connection', later)
    adapter?.on('mined', ({ item, before: was, after }) => {
      later()
      const { sword } = app
      const asset = after.state.power?.asset
      const gained = asset ? (after.mined[asset]?.total ?? 0n) - (was.mined[asset]?.total ?? 0n) : 0n
      if (sword?.handle.ref !== item || !asset || gained <= 0n || app.busy) return
      app.tell({
        kind: 'good',
        text: app.say('mined', { sword: app.nameOf(sword), amount: app.format.coins(gained, asset) }),
      })
    })
    adapter?.on('transferred', () => void app.world.refresh())
  }
  // While somebody reads a card or a wallet, nobody should be hit.
  new MutationObserver(() => {
    if (find('dialog', HTMLDialogElement).open) play.pause()
  }).observe(find('dialog', HTMLDialogElement), { attributes: true, attributeFilter: ['open'] })

  translate()
  render()
  void chain?.refresh()
  if (market) {
    const client = createClient({ transport: http(market.rpcUrl) })
    void app.recallPending(async (hash) => {
      const receipt = await getTransactionReceipt(client, { hash: hash as `0x${string}` }).catch(() => undefined)
      return receipt?.status
    })
  }
  game = await createGame(find('stage', HTMLElement), app.world.adapter, play.bridge)
  shownWorld = app.world
  play.join(game)
  translate()
}

await start()
