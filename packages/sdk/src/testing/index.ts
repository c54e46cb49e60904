export { type ConformanceCase, type ConformanceOptions, conformance, type Scenario } from './conformance.js'
export {
  deployTestProtocol,
  type TestAccounts,
  type TestProtocol,
  type TestProtocolOptions,
} from './deployTestProtocol.js'
export { type JsonRpc, JsonRpcError, jsonRpc } from './jsonRpc.js'
export { type RecordedRpc, recordRpc } from './recordRpc.js'
export { type Anvil, type AnvilOptions, startAnvil } from './startAnvil.js'
export { type ProxyFailure, type RpcProxy, startProxy } from './startProxy.js'
export { type TestWallet, type TestWalletOptions, testWallet, type WalletFailure } from './testWallet.js'
export { type TimeTravel, timeTravel } from './timeTravel.js'
