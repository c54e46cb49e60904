export type { ConformanceCase, TestWorld } from './cases.js'
export { conformance } from './conformance.js'
export { fraud } from './fraud.js'
