export type { Bound, BoundList, BoundRead, BoundWrite } from './bind.js'
export { dmexActions } from './dmexActions.js'
export type * from './generated.js'
