import { createClient, http } from 'viem'
import { foundry } from 'viem/chains'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addressOf, withDeployment } from '../../src/index.js'
import { conformance, type Scenario } from '../../src/testing/index.js'
import * as actions from '../fixtures/actions.js'
import { type ShopChain, startShop } from '../support/shop.js'

let chain: ShopChain

beforeAll(async () => {
  chain = await startShop()
})
afterAll(() => chain.stop())

const scenarios: Record<string, () => Promise<Scenario>> = {
  'shop.buyLot': async () => ({ account: chain.buyer, args: { units: 3n, maxPrice: 5n } }),
  'shop.buyLotAt': async () => ({
    account: chain.buyer,
    args: { shop: addressOf(chain.deployment, 'primarySale'), units: 3n, maxPrice: 5n },
  }),
  'shop.buyLotWithCoin': async () => ({ account: chain.buyer, args: { units: 3n, value: 15n } }),
  'shop.redeemLots': async () => {
    const client = createClient({
      account: chain.buyer,
      chain: foundry,
      transport: http(chain.rpcUrl),
      pollingInterval: 20,
    })
    const { event } = await actions.buyLotWithCoin(client.extend(withDeployment(chain.deployment)), {
      units: 1n,
      value: 5n,
    })
    return { account: chain.buyer, args: { ids: [event.id] } }
  },
}

/** The chain starts after the cases are made, so they learn where it is when they run. */
const options = () => ({ rpcUrl: chain.rpcUrl, deployment: chain.deployment, scenarios })
const cases = conformance(actions, {
  get rpcUrl() {
    return chain.rpcUrl
  },
  get deployment() {
    return chain.deployment
  },
  scenarios,
})

describe('the conformance suite', () => {
  it('makes the same cases for every write, and none for reads', () => {
    const writes = ['shop.buyLot', 'shop.buyLotAt', 'shop.buyLotWithCoin', 'shop.redeemLots']
    expect([...new Set(cases.map(({ action }) => action))].sort()).toEqual(writes)
    const behaviours = writes.map((write) =>
      cases.flatMap(({ name }) => (name.startsWith(`${write}:`) ? [name.split(': ')[1]] : [])),
    )
    for (const others of behaviours) expect(others).toEqual(behaviours[0])
  })

  it('fails for a write without a scenario', async () => {
    const [first] = conformance({ buyLot: actions.buyLot }, { ...options(), scenarios: {} })
    await expect(first?.run()).rejects.toThrow('shop.buyLot has no scenario')
  })

  it('fails for a write that does not behave', async () => {
    const broken = Object.assign(async () => ({ hash: '0x', receipt: { status: 'success', logs: [] } }), {
      ...actions.buyLot,
    })
    const [first] = conformance({ broken }, options())
    await expect(first?.run()).rejects.toThrow(/stages/)
  })

  for (const { name, run } of cases) it(name, run)
})
