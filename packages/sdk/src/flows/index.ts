export { claimAll, prepareClaimAll } from './claimAll.js'
export { leverage } from './leverage.js'
export { projectLeverage } from './projectLeverage.js'
