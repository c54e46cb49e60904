/** All codes, to tell them from what only looks like one. */
export const gameErrorCodes = [
  'AccountMissing',
  'ArgumentInvalid',
  'BackendFailed',
  'BadLendTerms',
  'BadTerms',
  'DeadlinePassed',
  'DetachNotReady',
  'DetachNotRequested',
  'Disposed',
  'InsufficientBalance',
  'IsLocked',
  'ItemNotAllowed',
  'LendingNotEnded',
  'NotController',
  'NotOrphan',
  'NotOwner',
  'OfferChanged',
  'OutOfBounds',
  'ProofInvalid',
  'RulesInvalid',
  'SealOutOfBounds',
  'SlotNotInMode',
  'SlotSealed',
  'SlotTaken',
  'UserRejected',
] as const

/** Every code that a {@link GameError} can carry. Those of the rig's rules bear the names of the contract's errors. */
export type GameErrorCode = (typeof gameErrorCodes)[number]

/** A {@link GameError} as plain data. */
export interface GameErrorJson {
  readonly name: 'GameError'
  readonly code: GameErrorCode
  readonly message: string
}

/**
 * Says what went wrong and what to do about it: the one error class of the adapter, whatever the backend. Narrow it with
 * {@link isGameError}.
 *
 * @example
 * ```ts
 * import { isGameError } from '@dmex/game-adapter'
 *
 * export const advice = (error: unknown): string =>
 *   isGameError(error, 'SlotSealed') ? 'This sword is sealed.' : isGameError(error) ? error.message : 'Something else broke.'
 * ```
 */
export class GameError extends Error {
  override readonly name: 'GameError' = 'GameError'
  /** Which error it is. */
  readonly code: GameErrorCode

  constructor(code: GameErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options && 'cause' in options ? { cause: options.cause } : undefined)
    this.code = code
  }

  /** Turns the error into plain data, without its cause. */
  toJSON(): GameErrorJson {
    const { name, code, message } = this
    return { name, code, message }
  }
}

/**
 * Tells whether something caught is a {@link GameError}, and of which code. By name, not by class: two copies of the
 * package understand each other.
 *
 * @param error - whatever was caught
 * @param code - the code it must have; any, when left out
 *
 * @example
 * ```ts
 * import { isGameError } from '@dmex/game-adapter'
 *
 * export const notMine = (error: unknown): boolean => isGameError(error, 'NotController')
 * ```
 */
export function isGameError(error: unknown, code?: GameErrorCode): error is GameError {
  return error instanceof Error && error.name === 'GameError' && (!code || (error as GameError).code === code)
}
