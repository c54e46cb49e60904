export { claimAll, prepareClaimAll } from './claimAll.js'
