// What a write that simply goes through never needs. Loaded by import(), as one module, when something fails, is planned, signed,
// batched or watched, so that it is in nobody's first load.
export { decodeRevert, toDmexError } from '../errors/toDmexError.js'
export { replacementFinder, revertReason } from './aftermath.js'
export { runBatch } from './batch.js'
export { buildPlan } from './buildPlan.js'
export { explainMissing } from './missing.js'
export { behind, sign } from './permits.js'
export { runUserOperation } from './userOperation.js'
export { watchEvents } from './watch.js'
