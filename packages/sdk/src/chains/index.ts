export { addressOf, type ContractName, deploymentAt, withDeployment, withWallet } from '../core/addressBook.js'
export type { At, Deployment } from '../core/types.js'
export { type CheckedContract, checkDeployment } from './checkDeployment.js'
