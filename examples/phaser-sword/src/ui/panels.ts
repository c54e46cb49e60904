import { paint, sizeOf } from '../game/art.js'
import { plain, rules } from '../rules.js'
import type { Sword } from '../world/types.js'
import type { App } from './App.js'
import type { Dialogs } from './dialogs.js'
import { facts, fill, find, make } from './dom.js'
import { short } from './format.js'
import type { TextKey } from './texts.js'

type Click = readonly [label: TextKey, id: string, run: () => void, main?: boolean]

/** Shows what there is, whenever it changes. */
export function createPanels(app: App, dialogs: Dialogs): () => void {
  const [notice, wallet, card, market] = ['notice', 'wallet', 'card', 'market'].map((id) => find(id, HTMLElement))
  const shown = new Map<HTMLElement, string>()

  /** Builds a panel again only when it says something else: whoever reads or holds a button isn't disturbed. */
  const put = (panel: HTMLElement | undefined, ...children: readonly (Node | undefined | false)[]): void => {
    if (!panel) return
    const next = make('div', {}, ...children)
    if (shown.get(panel) === next.innerHTML && panel.childElementCount > 0) return
    shown.set(panel, next.innerHTML)
    fill(panel, ...next.childNodes)
  }
  const buttons = (...clicks: readonly (Click | undefined | false)[]): HTMLElement =>
    make(
      'div',
      { className: 'row' },
      ...clicks
        .filter((click): click is Click => Boolean(click))
        .map(([label, id, run, main]) =>
          make(
            'button',
            { type: 'button', id, className: main ? 'main' : '', disabled: app.busy, onclick: run },
            app.say(label),
          ),
        ),
    )

  const showNotice = (): void => {
    const { notice: said, say, world } = app
    const { known, unreachable, time } = world.state()
    const stale = unreachable || (world.kind === 'chain' && world.adapter.status() === 'cached')
    const since = app.sword?.handle.current.at.time ?? time
    const old = stale
      ? make(
          'div',
          { className: 'box bad' },
          make('p', {}, known ? say('stale', { time: app.format.time(since) }) : say('staleNothing')),
          make(
            'div',
            { className: 'row' },
            make('button', { type: 'button', id: 'stale-retry', onclick: () => void app.lookAgain() }, say('retry')),
          ),
        )
      : undefined
    const { action } = said ?? {}
    const does = action?.url
      ? make('a', { href: action.url, id: 'notice-do' }, say(action.label))
      : action && make('button', { type: 'button', id: 'notice-do', onclick: action.run }, say(action.label))
    const box =
      said &&
      make(
        'div',
        { className: `box ${said.kind}` },
        make('p', {}, said.text),
        does && make('div', { className: 'row' }, does),
      )
    put(notice, old, box)
  }

  const showWallet = (): void => {
    const { say, format, world, parts } = app
    const title = make('h2', { id: 'wallet-title' }, say(world.kind === 'practice' ? 'practice' : 'wallet'))
    const { money, coins } = world.state()
    const purse = facts([[say('youHave'), `${format.money(money)} · ${format.coins(coins, 'BTC')}`]])
    if (world.kind === 'practice') {
      const { practice } = parts
      const nextDay = (): void => void practice.nextDay()
      const reset = (): void => {
        practice.reset()
        location.reload()
      }
      const none = parts.chain ? undefined : make('p', { className: 'hint' }, say('noMarket'))
      put(
        wallet,
        title,
        purse,
        make('p', { className: 'hint' }, say('practiceDays')),
        buttons(['nextDay', 'next-day', nextDay, true], ['reset', 'reset', reset]),
        none,
      )
      return
    }
    const { wallets, market: at } = parts
    const current = wallets.current()
    if (!current) {
      const found = wallets.list()
      const offers = found.map((one) =>
        make(
          'button',
          {
            type: 'button',
            className: 'main',
            id: `connect-${one.id}`,
            onclick: () =>
              void wallets.connect(one).catch((error: unknown) => {
                const again = (): void => void wallets.connect(one).catch(() => {})
                app.tell(app.explain(error, undefined, again))
              }),
          },
          say('connect', { name: one.name }),
        ),
      )
      const nobody = make(
        'div',
        { className: 'box' },
        make('p', {}, say('noWallet')),
        buttons(['toPractice', 'to-practice', () => app.enter('practice')]),
      )
      put(wallet, title, ...(found.length > 0 ? [make('p', {}, say('connectLead')), ...offers] : [nobody]))
      return
    }
    const person = at?.people.find(({ address }) => address.toLowerCase() === current.account.toLowerCase())
    const who = make(
      'span',
      { title: current.account },
      `${person ? `${person.name} · ` : ''}${short(current.account)}`,
    )
    const expected = at?.deployment.chainId
    const elsewhere =
      current.chainId !== expected
        ? make(
            'div',
            { className: 'box bad' },
            make('p', {}, say('wrongNetwork', { actual: current.chainId, expected: expected ?? 0 })),
            buttons(['switchNetwork', 'switch-network', () => void app.switchNetwork(), true]),
          )
        : undefined
    put(
      wallet,
      title,
      facts([[say('connected'), who]]),
      purse,
      elsewhere,
      buttons(
        ['change', 'change-account', () => void wallets.change().catch(() => {})],
        ['disconnect', 'disconnect', () => wallets.disconnect()],
      ),
    )
  }

  const picture = (): HTMLCanvasElement => {
    const [width, height] = sizeOf('sword')
    const canvas = make('canvas', { width: width * 3, height: height * 3 })
    canvas.setAttribute('aria-hidden', 'true')
    const context = canvas.getContext('2d')
    if (context) paint(context, 'sword', 3)
    return canvas
  }

  /** What the sword must have mined for its next point of attack. */
  const nextOf = ({ handle }: Sword): string => {
    const { attack } = rules.toJSON().stats
    const total = handle.current.mined.BTC.total
    const next = attack && 'steps' in attack ? attack.steps?.find(([from]) => BigInt(from) > total) : undefined
    return next ? app.say('nextAt', { amount: app.format.coins(BigInt(next[0]), 'BTC') }) : ''
  }

  const statsOf = (sword: Sword): HTMLElement => {
    const { say } = app
    const { stats, state } = sword.handle.current
    const row = (name: 'attack' | 'health' | 'speed', unit = ''): readonly [string, string, string?] => {
      const gain = stats[name] - plain[name]
      const cap = Number(rules.toJSON().fairness?.maxShareOfBase ?? 0)
      const hints = [
        gain > 0 ? say('fromMining', { base: `${plain[name]}${unit}`, gain: `${gain}${unit}` }) : '',
        gain * 10_000 >= plain[name] * cap ? say('atCap') : '',
        name === 'attack' && state.power?.asset === 'BTC' ? nextOf(sword) : '',
      ].filter(Boolean)
      return [say(name), `${stats[name]}${unit}`, hints.join(', ')]
    }
    const list = facts([
      row('attack'),
      row('health'),
      row('speed', '%'),
      [say('glow'), say(`glow_${stats.glow}` as TextKey)],
    ])
    list.className = 'stats'
    return list
  }

  const protectionOf = ({ handle }: Sword): string => {
    const { say, format } = app
    const { state, at } = handle.current
    const { mode, sealUntil, detachReadyAt, detachWindowEnds, coolDown } = state
    if (mode === 'empty') return say('prot_none')
    if (mode === 'lent') return say('prot_lent')
    if (sealUntil > at.time) return say('prot_sealed', { time: format.time(sealUntil) })
    if (detachReadyAt === 0 || at.time > detachWindowEnds)
      return say('prot_cooldown', { hours: Math.round(coolDown / 3_600) })
    if (at.time < detachReadyAt) return say('prot_detaching', { time: format.time(detachReadyAt) })
    return say('prot_ready', { time: format.time(detachWindowEnds) })
  }

  const figuresOf = (sword: Sword): HTMLElement => {
    const { say, format } = app
    const { state, mined } = sword.handle.current
    const { power } = state
    const asset = power?.asset ?? 'BTC'
    const { today, total, claimable } = mined[asset] ?? mined.BTC
    const earned = facts([
      [say('minedToday'), format.coins(today, asset), say('minedTodayHint')],
      [say('minedTotal'), format.coins(total, asset)],
      [say('unclaimed'), format.coins(claimable, asset)],
    ])
    earned.classList.add('earned')
    const until = power ? new Date(power.endDay * 86_400_000).toISOString().slice(0, 10) : ''
    const about = facts([
      [say('hashpower'), power ? say('powerOf', { units: format.units(power.units, asset), asset }) : say('none')],
      ...(power ? [[say('minesUntil'), until] as const] : []),
      [say('protection'), protectionOf(sword)],
    ])
    return make('div', {}, earned, about)
  }

  const troubleOf = (sword: Sword): HTMLElement | undefined => {
    const { say, format, world } = app
    const details = world.state().details.get(sword.id)
    if (!details || (details.state !== 'terminated' && details.state !== 'expired')) return undefined
    const { refundable } = details
    const text =
      details.state === 'expired'
        ? say('expired')
        : refundable > 0n
          ? say('terminated', { amount: format.money(refundable) })
          : say('terminatedDone')
    const take = (): void => void app.perform((progress) => world.deeds.refund(sword, progress), 'done_refund', {})
    return make(
      'div',
      { className: 'box bad' },
      make('p', {}, text),
      refundable > 0n ? buttons(['refund', 'refund', take, true]) : undefined,
    )
  }

  const deedsOf = (sword: Sword): HTMLElement => {
    const { world } = app
    const { state, at, mined } = sword.handle.current
    const values = { sword: app.nameOf(sword) }
    const act = (deed: 'claim' | 'requestDetach' | 'cancelDetach' | 'detach', done: TextKey) => (): void =>
      void app.perform((progress) => world.deeds[deed](sword, progress), done, values)
    const bound = state.mode === 'bound'
    const requested = bound && state.detachReadyAt > 0 && at.time <= state.detachWindowEnds
    const ready = requested && at.time >= state.detachReadyAt
    const sealed = state.sealUntil > at.time
    const { claimable } = mined[state.power?.asset ?? 'BTC'] ?? mined.BTC
    return buttons(
      state.mode === 'empty' && ['attachButton', 'attach', () => dialogs.attach(sword), true],
      claimable > 0n && ['claim', 'claim', act('claim', 'done_claim'), true],
      sword.price === undefined
        ? ['sell', 'sell', () => void dialogs.sell(sword)]
        : [
            'unlist',
            'unlist',
            () => void app.perform((progress) => world.deeds.withdraw(sword, progress), 'done_unlist', values),
          ],
      bound && !sealed && !requested && ['seal', 'seal', () => dialogs.seal(sword)],
      bound && !sealed && !requested && ['requestDetach', 'request-detach', act('requestDetach', 'done_requestDetach')],
      requested && ['cancelDetach', 'cancel-detach', act('cancelDetach', 'done_cancelDetach')],
      ready && ['detach', 'detach', act('detach', 'done_detach')],
    )
  }

  const chooser = (sword: Sword): HTMLElement | undefined => {
    const { mine } = app.world.state()
    if (mine.length < 2) return undefined
    const options = mine.map((one) =>
      make(
        'option',
        { value: `${one.id}`, selected: one.id === sword.id, defaultSelected: one.id === sword.id },
        app.nameOf(one),
      ),
    )
    const select = make('select', { id: 'which-sword' }, ...options)
    select.onchange = () => app.choose(select.value)
    return make('label', { className: 'field' }, app.say('whichSword'), select)
  }

  const showCard = (): void => {
    const { say, world, sword, format } = app
    const state = world.state()
    if (!sword) {
      const waits = world.kind === 'chain' && state.account !== undefined && !state.known
      const words = waits ? say('looking') : state.account ? say('noSword') : undefined
      put(
        card,
        make('div', { className: 'title' }, picture(), make('h2', { id: 'card-title' }, say('plainSword'))),
        words ? make('p', {}, words) : undefined,
      )
      return
    }
    const { level, rulesHash } = sword.handle.current
    const { version, fairness } = rules.toJSON()
    const cap = Number(fairness?.maxShareOfBase ?? 0) / 100
    put(
      card,
      make(
        'div',
        { className: 'title' },
        picture(),
        make(
          'div',
          {},
          make('h2', { id: 'card-title' }, app.nameOf(sword)),
          make('span', { className: 'badge' }, say('level', { level })),
          sword.price === undefined
            ? undefined
            : make('span', { className: 'badge gold' }, say('onSaleFor', { price: format.money(sword.price) })),
        ),
      ),
      chooser(sword),
      statsOf(sword),
      figuresOf(sword),
      troubleOf(sword),
      deedsOf(sword),
      make('p', { className: 'hint rules' }, say('rules', { version, hash: rulesHash.slice(0, 10), cap })),
    )
  }

  const showMarket = (): void => {
    const { say, format, world } = app
    const { market: offers, account } = world.state()
    const title = make('h2', { id: 'market-title' }, say('market'))
    const rows = offers.map((sword) => {
      const { stats, level, state, mined } = sword.handle.current
      const asset = state.power?.asset ?? 'BTC'
      const about = [
        `${say('attack')} ${stats.attack}`,
        say('level', { level }),
        state.power ? format.units(state.power.units, asset) : `${say('hashpower')}: ${say('none')}`,
        state.power ? `${say('minedToday')}: ${format.coins(mined[asset]?.today ?? 0n, asset)}` : '',
      ].filter(Boolean)
      const buy = make(
        'button',
        { type: 'button', className: 'main', id: `buy-${sword.id}`, onclick: () => void dialogs.buy(sword) },
        say('buy', { sword: app.nameOf(sword) }),
      )
      buy.disabled = app.busy || !account
      return make(
        'li',
        { className: 'offer' },
        make('strong', {}, `${app.nameOf(sword)} · ${format.money(sword.price ?? 0n)}`),
        make('span', { className: 'hint' }, about.join(' · ')),
        buy,
      )
    })
    put(
      market,
      title,
      rows.length > 0
        ? make('ul', { className: 'plain' }, ...rows)
        : make('p', { className: 'hint' }, say('marketEmpty')),
    )
  }

  return () => {
    showNotice()
    showWallet()
    showCard()
    showMarket()
  }
}
