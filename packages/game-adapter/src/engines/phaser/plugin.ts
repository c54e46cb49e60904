import type { Game, Plugins, Scene, Types } from 'phaser'
import type { Backend, GameAdapter, GameEvents, ItemHandle, ItemRef } from '../../core/types.js'
import { FocusGuard, OVERLAYS } from '../focusGuard.js'
import { FrameEvents } from '../frame.js'

/** How the plugin behaves. */
export interface DmexPluginOptions {
  /** CSS selector of what takes the keyboard from the game while it is there; open dialogs and popovers, unless said otherwise. */
  readonly overlays?: string | undefined
  /** Name of the plugin in scenes, `dmex` unless said otherwise. */
  readonly mapping?: string | undefined
}

type Listener = (what: never) => void

/** What scenes have as `this.dmex`. One for the whole game; it ends with the game, and so does its adapter. */
export class DmexPlugin<Stats = Readonly<Record<string, number | string>>, B extends Backend = Backend> {
  readonly #game: Game
  readonly #listeners = new Map<string, Set<Listener>>()
  #adapter: GameAdapter<Stats, B> | undefined
  #overlays = OVERLAYS
  #frame: FrameEvents<Stats, B> | undefined
  #guard: FocusGuard | undefined
  #resume: (() => void) | undefined
  #before = { enabled: true, preventDefault: true }

  constructor(manager: Plugins.PluginManager) {
    this.#game = manager.game
  }

  /** The adapter that it was made with, or that `use` brought. */
  get adapter(): GameAdapter<Stats, B> {
    if (!this.#adapter)
      throw new Error('The plugin has no adapter. Make it with dmexPlugin(adapter), or call use(adapter).')
    return this.#adapter
  }

  /** A handle of an item, whose `current` costs nothing to read in every frame. */
  item(ref: ItemRef): ItemHandle<Stats> {
    return this.adapter.item(ref)
  }

  /** Handles of many items, read together. */
  items(refs: readonly ItemRef[]): readonly ItemHandle<Stats>[] {
    return this.adapter.items(refs)
  }

  /**
   * Listens: at the start of a frame, once an item and kind, whatever happened since the last one. Ends with the scene, or by
   * what it returns. Running scenes also hear the same at their own `events`, as `dmex-stats` and so on.
   */
  on<Event extends keyof GameEvents<Stats>>(
    scene: Scene,
    event: Event,
    listener: (what: GameEvents<Stats>[Event]) => void,
  ): () => void {
    const all = this.#listeners.get(event) ?? new Set()
    this.#listeners.set(event, all.add(listener))
    const off = (): void => {
      all.delete(listener)
      scene.events.off('shutdown', off)
      scene.events.off('destroy', off)
    }
    scene.events.once('shutdown', off)
    scene.events.once('destroy', off)
    return off
  }

  /** Shows another adapter from now on, such as the chain's after the sandbox. Handles of the former keep what they show. */
  use(adapter: GameAdapter<Stats, B>): void {
    const running = this.#frame !== undefined
    this.stop()
    this.#adapter = adapter
    if (running) this.start()
  }

  /** Takes the keyboard from the game until what it returns is called: for overlays that no selector finds. */
  holdKeyboard(): () => void {
    return this.#guard?.hold() ?? (() => {})
  }

  /** Called by Phaser with what `dmexPlugin` was given. */
  init({ adapter, overlays = OVERLAYS }: { adapter: GameAdapter<Stats, B> } & DmexPluginOptions): void {
    this.#adapter = adapter
    this.#overlays = overlays
  }

  /** Called by Phaser. */
  start(): void {
    if (this.#frame || !this.#adapter) return
    this.#frame = new FrameEvents(this.#adapter)
    this.#guard = new FocusGuard(this.#overlays, (taken) => this.#takeKeyboard(taken))
    const { events } = this.#game
    events.on('prestep', this.#step, this)
    events.on('hidden', this.#hide, this)
    events.on('visible', this.#show, this)
    if (document.hidden) this.#hide()
  }

  /** Called by Phaser: nothing is told any more, until it is started again. */
  stop(): void {
    const { events } = this.#game
    events.off('prestep', this.#step, this)
    events.off('hidden', this.#hide, this)
    events.off('visible', this.#show, this)
    this.#show()
    this.#guard?.stop()
    this.#guard = undefined
    this.#frame?.stop()
    this.#frame = undefined
  }

  /** Called by Phaser when the game ends. */
  destroy(): void {
    this.stop()
    this.#listeners.clear()
    this.#adapter?.dispose()
  }

  #step(): void {
    this.#guard?.look()
    this.#frame?.flush((event, what) => {
      for (const listener of [...(this.#listeners.get(event) ?? [])])
        (listener as (what: GameEvents<Stats>[typeof event]) => void)(what)
      for (const scene of this.#game.scene.getScenes(true)) scene.events.emit(`dmex-${event}`, what)
    })
  }

  #hide(): void {
    this.#resume ??= this.#adapter?.pause()
  }

  #show(): void {
    this.#resume?.()
    this.#resume = undefined
  }

  /** At the manager that all scenes share, so that a scene which starts meanwhile is silent too. */
  #takeKeyboard(taken: boolean): void {
    const { keyboard } = this.#game.input
    if (!keyboard) return
    if (taken) {
      this.#before = { enabled: keyboard.enabled, preventDefault: keyboard.preventDefault }
      keyboard.enabled = false
      keyboard.preventDefault = false
      // A key that is held now is let go elsewhere: the game would never hear of it.
      for (const { input } of this.#game.scene.getScenes(false)) input?.keyboard?.resetKeys()
    } else Object.assign(keyboard, this.#before)
  }
}

let made = 0

/**
 * Makes Phaser's global plugin for an adapter: for `plugins.global` of the game's configuration. Works from Phaser 3.60 on. The
 * adapter looks at its backend only while the game is visible, and is disposed of with the game.
 *
 * @param adapter - what the scenes read
 * @param options - what takes the keyboard from the game, and the plugin's name in scenes
 *
 * @example
 * ```ts
 * import { createGameAdapter } from '@dmex/game-adapter'
 * import { type DmexPlugin, dmexPlugin } from '@dmex/game-adapter/phaser'
 * import { defineRules, proportional } from '@dmex/game-adapter/rules'
 * import { sandbox } from '@dmex/game-adapter/sandbox'
 * import Phaser from 'phaser'
 *
 * const attack = proportional({ base: 10, perPoint: 100, most: 20 })
 * const rules = defineRules({ version: 1, effectiveFrom: '2026-01-01', stats: { attack } })
 * const sword = { kind: 'offchain', game: '0x00000000000000000000000000000000000000fe', key: 'sword-1' } as const
 *
 * class Fight extends Phaser.Scene {
 *   declare dmex: DmexPlugin<{ attack: number }>
 *   create(): void {
 *     this.dmex.on(this, 'stats', ({ after }) => console.log('attack is now', after.stats.attack))
 *   }
 *   override update(): void {
 *     const { attack } = this.dmex.item(sword).current.stats
 *   }
 * }
 *
 * const dmex = createGameAdapter({ backend: sandbox(), rules })
 * new Phaser.Game({ scene: Fight, plugins: { global: [dmexPlugin(dmex)] } })
 * ```
 */
export function dmexPlugin<Stats, B extends Backend>(
  adapter: GameAdapter<Stats, B>,
  options: DmexPluginOptions = {},
): Types.Core.PluginObjectItem {
  // Phaser keeps plugins by key for all games of a page: a second game needs another one.
  const key = `dmex-${++made}`
  return { key, plugin: DmexPlugin, mapping: options.mapping ?? 'dmex', start: true, data: { adapter, ...options } }
}
