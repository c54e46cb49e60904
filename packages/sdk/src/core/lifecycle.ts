import type { DmexError } from '../errors/DmexError.js'
import type { Requirement } from './requirements.js'
import type { Hex, Receipt } from './types.js'

/** Which step of how many an event belongs to. */
export interface StepPosition {
  /** Index of the step, from 0. */
  readonly step: number
  /** Number of steps in all. */
  readonly steps: number
  /** What the step does, in words a person can read. */
  readonly label: string
}

/**
 * What happens between a click and a confirmation. For each step, in this order: `requirement` (one for each that is
 * missing, before the first step), `simulated`, `awaiting-signature`, `submitted`, `replaced` (when its owner sped it up),
 * `included`, `confirmed`; `failed` ends the stream at any point.
 */
export type LifecycleEvent =
  | { readonly stage: 'requirement'; readonly requirement: Requirement }
  | (StepPosition & { readonly stage: 'simulated' })
  | (StepPosition & { readonly stage: 'awaiting-signature' })
  /** Either the hash of a transaction, or the id of a batch or user operation. */
  | (StepPosition & { readonly stage: 'submitted'; readonly hash: Hex | undefined; readonly id: string | undefined })
  | (StepPosition & { readonly stage: 'replaced'; readonly hash: Hex; readonly replacement: Hex })
  | (StepPosition & { readonly stage: 'included'; readonly receipt: Receipt })
  | (StepPosition & { readonly stage: 'confirmed'; readonly receipt: Receipt })
  | { readonly stage: 'failed'; readonly error: DmexError }

/** Name of a stage. */
export type LifecycleStage = LifecycleEvent['stage']

/** Receives lifecycle events as they happen. */
export type LifecycleListener = (event: LifecycleEvent) => void
