import type { ItemRef } from '@dmex/game-adapter'
import type { Sky } from './art.js'
import type { Sound } from './sound.js'

/** A button that is held. */
export type Control = 'left' | 'right' | 'jump' | 'swing'

/** A fight that can be gone on with, at the beginning of its wave. */
export interface Run {
  readonly wave: number
  readonly score: number
  readonly health: number
}

/** What happens in a fight. */
export type FightEvent =
  | { readonly type: 'dummy'; readonly hits: number; readonly attack: number }
  | ({ readonly type: 'wave' } & Run)
  | { readonly type: 'over'; readonly score: number; readonly wave: number }

/** Words that the canvas shows. */
export interface FightTexts {
  readonly score: string
  readonly wave: string
  readonly attack: string
  readonly hits: string
  readonly tip: string
  readonly counter: string
  readonly dummy: string
}

/** What page and fight know of each other. */
export interface Bridge {
  /** The sword in the hero's hand; a plain one, when there is none. */
  sword: ItemRef | undefined
  texts: FightTexts
  sky: Sky
  /** No shaking, no flashing, no sparks. */
  calm: boolean
  readonly held: Set<Control>
  /** Buttons that were pressed since the last frame, however shortly. */
  readonly pressed: Set<Control>
  play(sound: Sound): void
  tell(event: FightEvent): void
}
