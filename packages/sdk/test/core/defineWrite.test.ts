import { createClient, custom, http, publicActions, type Transport, walletActions } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { foundry } from 'viem/chains'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { isDmexError } from '../../src/errors/index.js'
import { type DmexClient, type LifecycleStage, withDeployment, withWallet } from '../../src/index.js'
import { recordRpc, testWallet } from '../../src/testing/index.js'
import { buyLot, buyLotWithCoin, redeemLots } from '../fixtures/actions.js'
import { type ShopChain, startShop } from '../support/shop.js'

let chain: ShopChain
let restore: () => Promise<void>

beforeAll(async () => {
  chain = await startShop()
})
afterAll(() => chain.stop())
beforeEach(async () => {
  restore = await chain.snapshot()
})
afterEach(() => restore())

const clientOf = (account = chain.buyer, transport: Transport = http(chain.rpcUrl)) =>
  createClient({ account, chain: foundry, transport, pollingInterval: 20 }).extend(withDeployment(chain.deployment))

const approve = (amount: bigint) => chain.write('PermitToken', 'approve', [chain.shop, amount], chain.buyer)

const failure = async (promise: Promise<unknown>): Promise<unknown> => {
  try {
    await promise
  } catch (error) {
    return error
  }
  throw new Error('expected it to fail')
}

const args = { units: 3n, maxPrice: 5n }

describe('a write, called directly', () => {
  it('simulates, sends, waits, and returns hash, receipt and event', async () => {
    await approve(15n)
    const { hash, receipt, event } = await buyLot(clientOf(), args)
    expect(event).toEqual({ id: 1n, buyer: chain.buyer, units: 3n, paid: 15n })
    expect(receipt).toMatchObject({ transactionHash: hash, status: 'success' })
    expect(await chain.read('Shop', 'ownerOf', [1n])).toBe(chain.buyer)
  })

  it('costs a simulation and three RPC calls', async () => {
    await approve(15n)
    const rpc = recordRpc(http(chain.rpcUrl))
    await buyLot(clientOf(chain.buyer, rpc.transport), args)
    expect(firstAttempt(rpc.calls).sort()).toEqual([
      'eth_call',
      'eth_chainId',
      'eth_getTransactionReceipt',
      'eth_sendTransaction',
    ])
  })

  it('costs no more with a local key, where the node fills transactions in', async () => {
    await approve(15n)
    const rpc = recordRpc(http(chain.rpcUrl))
    const account = privateKeyToAccount('0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d')
    const client = createClient({ account, chain: foundry, transport: rpc.transport, pollingInterval: 20 })
      .extend(withDeployment(chain.deployment))
      .extend(walletActions)
    await buyLot(client, args)
    expect(firstAttempt(rpc.calls)).toEqual([
      'eth_call',
      'eth_fillTransaction',
      'eth_sendRawTransaction',
      'eth_getTransactionReceipt',
    ])
  })

  it('returns the hash at once when it should not wait', async () => {
    await approve(15n)
    const rpc = recordRpc(http(chain.rpcUrl))
    const hash = await buyLot(clientOf(chain.buyer, rpc.transport), args, { wait: false })
    expect(hash).toMatch(/^0x[0-9a-f]{64}$/)
    expect(rpc.calls).not.toContain('eth_getTransactionReceipt')
  })

  it('sends native currency along', async () => {
    const { event } = await buyLotWithCoin(clientOf(), { units: 4n, value: 20n })
    expect(event.paid).toBe(20n)
  })

  it('reports each stage in order', async () => {
    await approve(15n)
    const stages: LifecycleStage[] = []
    await buyLot(clientOf(), args, { on: ({ stage }) => stages.push(stage) })
    expect(stages).toEqual(['simulated', 'awaiting-signature', 'submitted', 'included', 'confirmed'])
  })

  it('waits for more confirmations when asked to', async () => {
    await approve(15n)
    const done = buyLot(clientOf(), args, { confirmations: 3 })
    await new Promise((resolve) => setTimeout(resolve, 200))
    await chain.write('Shop', 'setPrice', [6n])
    await chain.write('Shop', 'setPrice', [7n])
    expect((await done).event.units).toBe(3n)
  })

  it('takes the event of its own contract, not one that a token forged', async () => {
    await chain.write('Shop', 'setToken', [chain.stubbornToken])
    await chain.write('StubbornToken', 'approve', [chain.shop, 15n], chain.buyer)
    const { event, receipt } = await buyLot(clientOf(), args)
    expect(event.id).toBe(1n)
    expect(buyLot.extractEvents(receipt.logs).map(({ id }) => id)).toEqual([666n, 1n])
  })

  it('works with a local account once the client can sign', async () => {
    const account = privateKeyToAccount('0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d')
    expect(account.address).toBe(chain.buyer)
    await approve(30n)
    const bare = createClient({ account, chain: foundry, transport: http(chain.rpcUrl), pollingInterval: 20 }).extend(
      withDeployment(chain.deployment),
    )
    const error = await failure(buyLot(bare, args))
    expect(isDmexError(error, 'AccountCannotSend') && error.message).toContain('walletActions')
    const { event } = await buyLot(bare.extend(walletActions), args)
    expect(event.units).toBe(3n)
  })

  it('reads through one client and sends through the wallet joined to it', async () => {
    await approve(15n)
    const wallet = testWallet({ rpcUrl: chain.rpcUrl, account: chain.buyer })
    const sender = createClient({ account: chain.buyer, chain: foundry, transport: custom(wallet) })
    const reader = createClient({ chain: foundry, transport: http(chain.rpcUrl), pollingInterval: 20 })
      .extend(publicActions)
      .extend(withDeployment(chain.deployment))
      .extend(withWallet(sender))
    const { event } = await buyLot(reader, args)
    expect(event.units).toBe(3n)
    expect(wallet.calls).toEqual(['eth_chainId', 'eth_sendTransaction'])
  })

  it('uses the methods that the client brings', async () => {
    await approve(15n)
    const sent: unknown[] = []
    const signing = clientOf().extend(walletActions)
    const client: DmexClient = {
      ...signing,
      sendTransaction: (transaction: Parameters<typeof signing.sendTransaction>[0]) => {
        sent.push(transaction.to)
        return signing.sendTransaction(transaction)
      },
    } as DmexClient
    await buyLot(client, args)
    expect(sent).toEqual([chain.shop])
  })
})

describe('a write that can not go through', () => {
  it('names the missing allowance, and how to get it', async () => {
    const error = await failure(buyLot(clientOf(), args))
    expect(isDmexError(error, 'InsufficientAllowance') && error.args).toEqual({
      token: chain.permitToken,
      spender: chain.shop,
      amount: 15n,
      allowance: 0n,
    })
    expect((error as Error).message).toContain('execute(client, plan)')
  })

  it('names the missing balance', async () => {
    const error = await failure(buyLot(clientOf(chain.stranger), args))
    expect(isDmexError(error, 'InsufficientBalance') && error.args).toEqual({
      token: chain.permitToken,
      amount: 15n,
      balance: 0n,
    })
  })

  it('names the missing allowance of a token that gives no reason', async () => {
    await chain.write('Shop', 'setToken', [chain.stubbornToken])
    const error = await failure(buyLot(clientOf(), args))
    expect(isDmexError(error, 'InsufficientAllowance') && error.args.token).toBe(chain.stubbornToken)
  })

  it('names the missing approval of an NFT', async () => {
    await approve(15n)
    await buyLot(clientOf(), args)
    const error = await failure(redeemLots(clientOf(), { ids: [1n] }))
    expect(isDmexError(error, 'ApprovalMissing') && error.args).toEqual({
      collection: chain.shop,
      operator: chain.redeemer,
      id: 1n,
    })
  })

  it("throws the contract's own error, with its values and its advice", async () => {
    await chain.write('Shop', 'setStock', [2n])
    const error = await failure(buyLot(clientOf(), args))
    expect(error).toMatchObject({ code: 'OutOfStock', args: { asked: 3n, left: 2n }, action: 'shop.buyLot' })
    expect((error as Error).message).toContain('Buy at most')
  })

  it('finds an error that the action does not list in the whole catalogue', async () => {
    const error = await failure(buyLot(clientOf(), { units: 0n, maxPrice: 5n }))
    expect(isDmexError(error, 'ZeroAmount')).toBe(true)
  })

  it('shows the text of a require', async () => {
    const error = await failure(buyLot(clientOf(), { units: 1n, maxPrice: 4n }))
    expect(isDmexError(error, 'RevertedWithText') && error.args.reason).toBe('price above limit')
  })

  it('refuses a wallet on another chain, before anything is signed', async () => {
    await approve(15n)
    const wallet = testWallet({ rpcUrl: chain.rpcUrl, account: chain.buyer, fail: ['wrongChain'] })
    const error = await failure(buyLot(clientOf(chain.buyer, custom(wallet)), args))
    expect(isDmexError(error, 'WrongChain') && error.args).toEqual({ expected: 31_337, actual: 1 })
    expect(wallet.calls).not.toContain('eth_sendTransaction')
  })

  it('refuses it too when viem is who notices', async () => {
    await approve(15n)
    const wallet = testWallet({ rpcUrl: chain.rpcUrl, account: chain.buyer, fail: ['wrongChain'] })
    const error = await failure(buyLot(clientOf(chain.buyer, custom(wallet)).extend(walletActions), args))
    expect(isDmexError(error, 'WrongChain') && error.args).toEqual({ expected: 31_337, actual: 1 })
  })

  it('asks for an account when there is none', async () => {
    const client = createClient({ chain: foundry, transport: http(chain.rpcUrl) }).extend(
      withDeployment(chain.deployment),
    )
    expect(isDmexError(await failure(buyLot(client, args)), 'AccountMissing')).toBe(true)
  })

  it('says how to use a chain that the address book lacks', async () => {
    const client = createClient({ account: chain.buyer, chain: foundry, transport: http(chain.rpcUrl) })
    const error = await failure(buyLot(client, args))
    expect(isDmexError(error, 'UnknownChain') && error.message).toContain('withDeployment')
  })
})

describe('the other faces', () => {
  it('builds the call without asking the chain', () => {
    const call = buyLot.call(chain.deployment, args)
    expect(call).toMatchObject({ to: chain.shop, value: 0n, functionName: 'buy', args: [3n, 5n] })
    expect(call.data).toMatch(/^0x[0-9a-f]{136}$/)
  })

  it('simulates, and shows what the function would return', async () => {
    await approve(15n)
    const { result } = await buyLot.simulate(clientOf(), args)
    expect(result).toBe(1n)
    expect(await chain.read('Shop', 'count', [])).toBe(0n)
  })

  it('extracts its event from the logs of a receipt', async () => {
    await approve(15n)
    const { receipt, event } = await buyLot(clientOf(), args)
    expect(buyLot.extractEvent(receipt.logs)).toEqual(event)
    expect(buyLot.extractEvents(receipt.logs)).toEqual([event])
    expect(() => redeemLots.extractEvent(receipt.logs)).toThrow(/Redeemed/)
  })
})

/** The calls up to the first question for the receipt: a busy chain may not have it yet, and is then asked again. */
function firstAttempt(calls: readonly string[]): string[] {
  return calls.slice(0, calls.indexOf('eth_getTransactionReceipt') + 1)
}
