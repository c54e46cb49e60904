import { describe, expect, it } from 'vitest'
import * as auction from '../../src/auction/index.js'
import * as deploy from '../../src/deploy/index.js'
import * as earn from '../../src/earn/index.js'
import type { WriteAction } from '../../src/index.js'
import * as lend from '../../src/lend/index.js'
import * as mine from '../../src/mine/index.js'
import * as mint from '../../src/mint/index.js'
import * as provide from '../../src/provide/index.js'
import * as rig from '../../src/rig/index.js'
import { jsonRpc } from '../../src/testing/index.js'
import * as trade from '../../src/trade/index.js'
import { useMarket } from '../support/market.js'
import { scenarios } from '../support/scenarios.js'

type AnyWrite = WriteAction<unknown, unknown>

const isWrite = (value: unknown): value is AnyWrite =>
  typeof value === 'function' && 'kind' in value && value.kind === 'write'

const writes = [mint, earn, provide, rig, mine, auction, lend, trade, deploy].flatMap((module) =>
  Object.values<unknown>(module).filter(isWrite),
)

describe('every write', () => {
  const market = useMarket()
  const setUps = scenarios(market)

  it('has a scenario', () => {
    expect(Object.keys(setUps).sort()).toEqual(writes.map(({ action }) => action).sort())
  })

  it.each(writes.map((action) => [action.action, action] as const))(
    '%s: simulates, and goes through with four RPC calls',
    async (name, action) => {
      const { account, args } = (await setUps[name]?.()) ?? { account: market.accounts.alice, args: undefined }
      await jsonRpc(market.rpcUrl)('anvil_impersonateAccount', account)
      await jsonRpc(market.rpcUrl)('anvil_setBalance', account, '0x8ac7230489e80000')
      const methods: string[] = []
      const inner = market.as(account)
      const client = {
        ...inner,
        request: (request: { method: string }) => {
          methods.push(request.method)
          return (inner.request as (request: unknown) => Promise<unknown>)(request)
        },
      }
      const plan = await action.plan(inner, args, { approval: 'approve' })
      const approvals = plan.calls.slice(0, -1)
      expect(plan.calls.at(-1)).toEqual(action.call(market.deployment, args))
      if (approvals.length) for (const call of approvals) await market.send(account, call)

      await action.simulate(client, args)
      expect(methods).toEqual(['eth_call'])
      methods.length = 0
      const { receipt, event } = await action(client, args)
      // Until the block is there, the receipt is asked for again.
      const sent = methods.slice(0, methods.indexOf('eth_sendTransaction') + 1)
      expect(sent.sort()).toEqual(['eth_call', 'eth_chainId', 'eth_sendTransaction'])
      expect(methods[3]).toBe('eth_getTransactionReceipt')
      expect(receipt.status).toBe('success')
      if (event !== undefined) expect(action.extractEvent(receipt.logs)).toEqual(event)
    },
  )
})
