export type { Contracts } from './calldata.js'
export { type HttpBackend, type HttpOptions, http } from './http.js'
export type { Eip1193Provider } from './wallet.js'
