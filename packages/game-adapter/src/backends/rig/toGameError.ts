import { isDmexError } from '@dmex/sdk/errors'
import { GameError, type GameErrorCode, gameErrorCodes } from '../../core/errors.js'

/** Codes that mean the same to a game, whatever the contract called them. */
const renamed: Readonly<Record<string, GameErrorCode>> = {
  ApprovalMissing: 'NotOwner',
  BadArrays: 'ArgumentInvalid',
  ERC721IncorrectOwner: 'NotOwner',
  ERC721InsufficientApproval: 'NotOwner',
  ERC721InvalidApprover: 'NotOwner',
  ERC721NonexistentToken: 'NotOwner',
  ItemNotNormal: 'ArgumentInvalid',
  LockNotApproved: 'NotOwner',
  NotAllowed: 'NotOwner',
  TransactionCancelled: 'UserRejected',
  // Nothing arrives when the lender accepts its own offer.
  ZeroAmount: 'ArgumentInvalid',
}

const kept: ReadonlySet<string> = new Set(gameErrorCodes)

/** Gives whatever the SDK threw one of the codes that every backend has. The SDK's error stays its cause. */
export function toGameError(error: unknown): GameError {
  if (error instanceof GameError) return error
  if (!isDmexError(error))
    return new GameError('BackendFailed', `The chain can't be reached: ${error}`, { cause: error })
  const code = kept.has(error.code) ? (error.code as GameErrorCode) : (renamed[error.code] ?? 'BackendFailed')
  return new GameError(code, error.message, { cause: error })
}
