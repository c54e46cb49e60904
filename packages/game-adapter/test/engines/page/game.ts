// What the browser runs: a Phaser game with two scenes over a sandbox, and what the test steers it by.
import Phaser from 'phaser'
import { type Sandbox, sandbox } from '../../../src/backends/sandbox/index.js'
import { type DmexPlugin, dmexPlugin } from '../../../src/engines/phaser/index.js'
import { type Backend, createGameAdapter, type ItemRef } from '../../../src/index.js'
import { defineRules, proportional } from '../../../src/rules/index.js'

const ref: ItemRef = { kind: 'offchain', game: '0x00000000000000000000000000000000000000fe', key: 'sword-1' }
const rules = defineRules({
  version: 1,
  effectiveFrom: '2026-01-01',
  stats: { attack: proportional({ base: 10, perPoint: 10, most: 200 }) },
})
interface Stats {
  readonly attack: number
}

/** The sandbox seen as a chain is: by asking again and again. */
function polled(world: Sandbox, counted: { reads: number }): Backend {
  return {
    account: world.account,
    read: (items) => {
      counted.reads++
      return world.read(items)
    },
    send: world.send,
    prepare: world.prepare,
    watch: (changed) => {
      const timer = setInterval(changed, 10)
      return () => clearInterval(timer)
    },
  }
}

async function play(): Promise<object> {
  const world = sandbox()
  const counted = { reads: 0 }
  const adapter = createGameAdapter<Stats, Backend>({ backend: polled(world, counted), rules })
  await world.send({ do: 'lend', item: ref, power: world.mint({ ths: 10 }), endDay: 21_000 })
  const heard = { keys: '', told: [] as string[], scenes: [] as string[], frames: 0 }

  class Fight extends Phaser.Scene {
    declare dmex: DmexPlugin<Stats>
    #bar: Phaser.GameObjects.Rectangle | undefined
    constructor(key: string) {
      super({ key, active: true })
    }
    create(): void {
      if (this.scene.key !== 'fight') return
      this.#bar = this.add.rectangle(0, 0, 10, 50, 0xff0000).setOrigin(0)
      this.input.keyboard?.addCapture('SPACE')
      this.input.keyboard?.on('keydown', (event: KeyboardEvent) => {
        heard.keys += event.key
      })
      this.dmex.on(this, 'stats', ({ before, after }) =>
        heard.told.push(`${before.stats.attack}>${after.stats.attack}@${heard.frames}`),
      )
      this.events.on('dmex-stats', () => heard.scenes.push(this.scene.key))
      this.input.keyboard?.addKey('D')
    }
    override update(): void {
      if (this.scene.key !== 'fight') return
      heard.frames++
      if (this.#bar) this.#bar.width = this.dmex.item(ref).current.stats.attack
    }
  }
  const game = new Phaser.Game({
    type: Phaser.WEBGL,
    width: 300,
    height: 100,
    parent: 'game',
    audio: { noAudio: true },
    banner: false,
    scene: [new Fight('fight'), new Fight('other')],
    plugins: { global: [dmexPlugin(adapter)] },
  })
  await new Promise((resolve) => game.events.once('ready', resolve))
  await adapter.ready
  const fight = (): Phaser.Scene => game.scene.getScene('fight')
  return {
    heard,
    counted,
    game,
    attack: () => adapter.item(ref).current.stats.attack,
    /** Several days, and a read after each, before the next frame can come. */
    days: async (count: number) => {
      for (let day = 0; day < count; day++) {
        world.advance('1d')
        await adapter.refresh()
      }
    },
    advance: () => world.advance('1d'),
    restart: () => fight().scene.restart(),
    down: () => fight().input.keyboard?.addKey('D').isDown,
    renderer: () => game.renderer.type === Phaser.WEBGL,
    status: () => adapter.status(),
    dispose: () => game.destroy(true),
    dmex: () => (fight() as Fight).dmex,
  }
}

Object.assign(globalThis, { play })
