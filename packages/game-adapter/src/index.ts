export { GameError, type GameErrorCode, type GameErrorJson, isGameError } from './core/errors.js'
