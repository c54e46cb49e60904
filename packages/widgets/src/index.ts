export { DmexElement, type Theme } from './base/DmexElement.js'
export { defineElement, type ElementClass } from './base/defineElement.js'
export { FlowElement } from './base/FlowElement.js'
export type { BeforeTransaction, TransactionState } from './controllers/TransactionController.js'
export { getStore } from './store/store.js'
export type {
  Address,
  Answer,
  ChainToAdd,
  Command,
  Connection,
  DmexStore,
  Eip1193Provider,
  ExternalConnection,
  Hex,
  PendingTransaction,
  ReadResult,
  SharedRead,
  StoreState,
  Toast,
  WalletInfo,
  WalletSource,
} from './store/types.js'
