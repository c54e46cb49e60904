import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { type Address, execute } from '../../src/index.js'
import { buyHashpower, quoteBuy } from '../../src/mint/index.js'
import { deployTestProtocol, jsonRpc, type TestProtocol, type TestProtocolOptions } from '../../src/testing/index.js'

/** What the market of a file is like. */
export interface UseMarketOptions extends TestProtocolOptions {
  /** Whether each test starts from the same state; yes, when left out. */
  readonly snapshots?: boolean | undefined
}

/** A market for all tests of a file; each test starts from the same state. */
export function useMarket({ snapshots = true, ...options }: UseMarketOptions = {}): TestProtocol {
  let market: TestProtocol | undefined
  let snapshot: string
  beforeAll(async () => {
    market = await deployTestProtocol(options)
  })
  beforeEach(async () => {
    if (market && snapshots) snapshot = await jsonRpc(market.rpcUrl)('evm_snapshot')
  })
  afterEach(async () => {
    if (market && snapshots) await jsonRpc(market.rpcUrl)('evm_revert', snapshot)
  })
  afterAll(() => market?.stop())
  return new Proxy({} as TestProtocol, {
    get: (_, name) => market?.[name as keyof TestProtocol],
    has: () => true,
  })
}

/** Buys units for an account, and returns the NFT. */
export async function buy(market: TestProtocol, account: Address, units: bigint, seriesId?: number): Promise<bigint> {
  const client = market.as(account)
  const quote = await quoteBuy(client, { seriesId: seriesId ?? market.seriesId, units, account })
  const { event } = await execute(client, await buyHashpower.plan(client, quote.buy, { approval: 'approve' }))
  return event.id
}
