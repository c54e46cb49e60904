import type { Backend, GameAdapter } from '@dmex/game-adapter'
import { type DmexPlugin, dmexPlugin } from '@dmex/game-adapter/phaser'
import Phaser from 'phaser'
import type { Stats } from '../rules.js'
import type { Bridge, Run } from './bridge.js'
import { Fight } from './Fight.js'

/** What the page does with the game. */
export interface Game {
  /** Begins anew, or goes on with a fight that was left. */
  begin(from?: Run): void
  pause(): void
  resume(): void
  /** Draws the scenery again. */
  look(): void
  /** Shows the figures of the sword, in a fight that is paused too. */
  show(): void
  /** Shows the swords of another world from now on. */
  use(adapter: GameAdapter<Stats, Backend>): void
}

/** Makes the game in an element. Resolved when it can be played. */
export async function createGame(
  parent: HTMLElement,
  adapter: GameAdapter<Stats, Backend>,
  bridge: Bridge,
): Promise<Game> {
  const narrow = parent.clientWidth < 560
  const [width, height] = narrow ? [512, 480] : [960, 540]
  // The field keeps its shape when the window is turned or resized, and so does its frame.
  parent.style.setProperty('aspect-ratio', `${width} / ${height}`)
  let ready = (): void => {}
  const made = new Promise<void>((resolve) => {
    ready = resolve
  })
  const fight = new Fight(() => ready())
  const game = new Phaser.Game({
    type: Phaser.AUTO,
    parent,
    width,
    height,
    pixelArt: true,
    banner: false,
    audio: { noAudio: true },
    input: { windowEvents: false },
    scale: { mode: Phaser.Scale.FIT, autoCenter: Phaser.Scale.NO_CENTER },
    plugins: { global: [dmexPlugin(adapter)] },
    callbacks: { preBoot: (booting) => booting.registry.set('bridge', bridge) },
    scene: fight,
  })
  await made

  // A fight that is paused draws nothing, which spares a phone's battery; after a change it draws for a moment.
  let isPaused = true
  let timer: ReturnType<typeof setTimeout> | undefined
  const drawForAMoment = (): void => {
    if (!isPaused) return
    game.loop.wake()
    clearTimeout(timer)
    timer = setTimeout(() => isPaused && game.loop.sleep(), 400)
  }
  const play = (): void => {
    isPaused = false
    game.loop.wake()
  }
  window.addEventListener('resize', drawForAMoment)
  drawForAMoment()
  return {
    begin: (from) => {
      play()
      fight.begin(from)
    },
    pause: () => {
      game.scene.pause('fight')
      isPaused = true
      drawForAMoment()
    },
    resume: () => {
      play()
      game.scene.resume('fight')
    },
    look: () => {
      fight.look()
      fight.show()
      drawForAMoment()
    },
    show: () => {
      fight.show()
      drawForAMoment()
    },
    use: (next) => (fight.dmex as DmexPlugin<Stats, Backend>).use(next),
  }
}
