import { skies } from '../game/art.js'
import type { Bridge, Control, FightEvent, FightTexts, Run } from '../game/bridge.js'
import type { Game } from '../game/createGame.js'
import { createSounds } from '../game/sound.js'
import { isFlag, isNumber, isRecord, keep, recall } from '../world/memory.js'
import type { App } from './App.js'
import { find } from './dom.js'
import type { Say } from './texts.js'

const isRun = (value: unknown): value is Run =>
  isRecord(value) && isNumber(value.wave) && isNumber(value.score) && isNumber(value.health) && value.wave >= 1
const isControl = (value: string | undefined): value is Control =>
  value === 'left' || value === 'right' || value === 'jump' || value === 'swing'

const textsOf = (say: Say): FightTexts => ({
  score: say('hudScore'),
  wave: say('hudWave'),
  attack: say('hudAttack'),
  hits: say('hudHits'),
  tip: say('hudTip'),
  counter: say('hudCounter'),
  dummy: say('hudDummy'),
})

/** What is around the canvas: beginning, pausing, buttons for thumbs, and words for who can't see it. */
export interface Play {
  readonly bridge: Bridge
  /** The game is there. */
  join(game: Game): void
  /** The fight stops while somebody does something else. */
  pause(): void
  /** The language or the colours changed. */
  look(isDark: boolean): void
}

/** Makes the page around the canvas work. */
export function createPlay(app: App): Play {
  const sounds = createSounds()
  const [veil, title, text] = ['veil', 'veil-title', 'veil-text'].map((id) => find(id, HTMLElement)) as [
    HTMLElement,
    HTMLElement,
    HTMLElement,
  ]
  const [begin, anew, pauseButton, restart, sound] = ['begin', 'anew', 'pause', 'restart', 'sound'].map((id) =>
    find(id, HTMLButtonElement),
  ) as [HTMLButtonElement, HTMLButtonElement, HTMLButtonElement, HTMLButtonElement, HTMLButtonElement]
  const told = find('told', HTMLElement)
  const calm = matchMedia('(prefers-reduced-motion: reduce)')
  let game: Game | undefined
  let phase: 'ready' | 'fighting' | 'paused' | 'over' = 'ready'
  let last: Run | undefined
  let best = recall('best', isNumber) ?? 0
  let left = recall('run', isRun)
  let hasSound = recall('sound', isFlag) ?? false

  const show = (): void => {
    const { say, format } = app
    veil.hidden = phase === 'fighting'
    pauseButton.disabled = phase !== 'fighting' && phase !== 'paused'
    pauseButton.textContent = say(phase === 'paused' ? 'goOn' : 'pause')
    restart.disabled = phase === 'ready' || phase === 'over'
    find('best', HTMLElement).textContent = best > 0 ? say('best', { best: format.count(best) }) : ''
    sound.textContent = say(hasSound ? 'soundOn' : 'soundOff')
    sound.setAttribute('aria-pressed', String(hasSound))
    anew.hidden = !(phase === 'paused' || (phase === 'ready' && left))
    if (phase === 'ready') {
      title.textContent = say('title')
      text.textContent = say('ready')
      begin.textContent = left ? say('fromWave', { wave: left.wave }) : say('begin')
    } else if (phase === 'paused') {
      title.textContent = say('paused')
      text.textContent = say('how')
      begin.textContent = say('goOn')
    } else if (phase === 'over') {
      title.textContent = say('fell', { wave: last?.wave ?? 1 })
      text.textContent = say('fellText', { score: format.count(last?.score ?? 0), best: format.count(best) })
      begin.textContent = say('again')
    }
    begin.disabled = !game
  }
  const start = (from?: Run): void => {
    phase = 'fighting'
    left = undefined
    if (!from) keep('run', undefined)
    told.textContent = ''
    show()
    game?.begin(from)
    // Whoever clicked would press the button again with the space bar.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
  }
  const pause = (): void => {
    if (phase !== 'fighting') return
    phase = 'paused'
    game?.pause()
    show()
  }
  const goOn = (): void => {
    if (phase !== 'paused') return
    phase = 'fighting'
    show()
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    game?.resume()
  }
  const tell = (event: FightEvent): void => {
    const { say } = app
    if (event.type === 'dummy') told.textContent = say('dummyTold', { ...event })
    else if (event.type === 'wave') {
      const { wave, score, health } = event
      told.textContent = say('waveTold', { wave, score, health })
      keep('run', { wave, score, health } satisfies Run)
    } else {
      last = { wave: event.wave, score: event.score, health: 0 }
      best = Math.max(best, event.score)
      keep('best', best)
      keep('run', undefined)
      left = undefined
      phase = 'over'
      told.textContent = say('overTold', { ...event })
      game?.pause()
      show()
      begin.focus()
    }
  }
  const bridge: Bridge = {
    sword: undefined,
    texts: textsOf(app.say),
    sky: skies.dark,
    calm: calm.matches,
    held: new Set(),
    pressed: new Set(),
    play: (name) => sounds.play(name),
    tell,
  }

  begin.onclick = () => (phase === 'paused' ? goOn() : start(phase === 'ready' ? left : undefined))
  anew.onclick = () => start()
  restart.onclick = () => start()
  pauseButton.onclick = () => (phase === 'paused' ? goOn() : pause())
  sound.onclick = ({ detail }) => {
    // Clicked in mid-fight: the space bar is for the sword.
    if (detail > 0) sound.blur()
    hasSound = !hasSound
    sounds.setOn(hasSound)
    keep('sound', hasSound)
    show()
  }
  // A browser sounds only after a click: sound that was on is on again with the first one.
  window.addEventListener('pointerdown', () => sounds.setOn(hasSound), { once: true })
  calm.addEventListener('change', () => {
    bridge.calm = calm.matches
  })
  document.addEventListener('visibilitychange', () => document.hidden && pause())
  window.addEventListener('keydown', (event) => {
    const elsewhere = document.querySelector('dialog[open]') || event.target instanceof HTMLInputElement
    if (event.code !== 'KeyP' || elsewhere || event.repeat || event.ctrlKey || event.metaKey) return
    if (phase === 'paused') goOn()
    else pause()
  })
  for (const button of find('touch', HTMLElement).querySelectorAll('button')) {
    const { control } = button.dataset
    if (!isControl(control)) continue
    const release = (): void => void bridge.held.delete(control)
    button.addEventListener('pointerdown', (event) => {
      event.preventDefault()
      bridge.held.add(control)
      bridge.pressed.add(control)
    })
    for (const type of ['pointerup', 'pointercancel', 'pointerleave'] as const) button.addEventListener(type, release)
    button.addEventListener('contextmenu', (event) => event.preventDefault())
  }

  return {
    bridge,
    join: (made) => {
      game = made
      show()
    },
    pause,
    look: (isDark) => {
      bridge.sky = isDark ? skies.dark : skies.light
      bridge.texts = textsOf(app.say)
      game?.look()
      show()
    },
  }
}
