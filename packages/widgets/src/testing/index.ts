export { ConnectHarness } from './connectHarness.js'
export { FakeWalletError } from './fakeChain.js'
export {
  type FakeWallet,
  type FakeWalletOptions,
  type FakeWalletRequest,
  fakeWallet,
  type NextRequest,
  type Replacement,
} from './fakeWallet.js'
export { type ByRole, ElementHarness } from './harness.js'
