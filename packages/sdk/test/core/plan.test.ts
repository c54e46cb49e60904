import { createClient, custom, http, maxUint256, publicActions, walletActions } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { foundry } from 'viem/chains'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { isDmexError } from '../../src/errors/index.js'
import {
  defineWrite,
  execute,
  type LifecycleEvent,
  PERMIT2,
  type PlanOptions,
  parsePlan,
  serializePlan,
  type WriteAction,
  withDeployment,
} from '../../src/index.js'
import { type TestWallet, type TestWalletOptions, testWallet, timeTravel } from '../../src/testing/index.js'
import { buyLot, buyLotAt, buyLotWithCoin, redeemLots } from '../fixtures/actions.js'
import { failure } from '../support/failure.js'
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

const args = { units: 3n, maxPrice: 5n }

function connect(options: Partial<TestWalletOptions> = {}) {
  const wallet: TestWallet = testWallet({ rpcUrl: chain.rpcUrl, account: chain.buyer, ...options })
  const client = createClient({
    account: wallet.account,
    chain: foundry,
    transport: custom(wallet),
    pollingInterval: 20,
  }).extend(withDeployment(chain.deployment))
  return { wallet, client }
}

const plan = (options?: PlanOptions) => buyLot.plan(connect().client, args, options)
const kinds = ({ steps }: { steps: readonly { kind: string }[] }) => steps.map(({ kind }) => kind)
const allowance = () => chain.read('PermitToken', 'allowance', [chain.buyer, chain.shop])

describe('a plan', () => {
  it('signs a permit where the token has one, and approves in its calls', async () => {
    const made = await plan()
    expect(kinds(made)).toEqual(['sign', 'call'])
    expect(made.calls.map(({ functionName }) => functionName)).toEqual(['approve', 'buy'])
    expect(made.missing).toEqual([{ kind: 'erc20', token: chain.permitToken, spender: chain.shop, amount: 15n }])
    expect(made).toMatchObject({ action: 'shop.buyLot', chainId: 31_337, account: chain.buyer })
    expect(made.steps.map(({ label }) => label)).toEqual(['Sign a permit to spend tokens', 'Buy lot'])
  })

  it('lets the contract spend that an argument names, and finds its event', async () => {
    const { client } = connect()
    const made = await buyLotAt.plan(client, { ...args, shop: chain.shop })
    expect(made.missing).toEqual([{ kind: 'erc20', token: chain.permitToken, spender: chain.shop, amount: 15n }])
    expect(kinds(made)).toEqual(['sign', 'call'])
    expect((await execute(client, made)).event).toMatchObject({ buyer: chain.buyer, units: 3n })
  })

  it('is the call alone when nothing is missing', async () => {
    await chain.write('PermitToken', 'approve', [chain.shop, 15n], chain.buyer)
    const made = await plan()
    expect(kinds(made)).toEqual(['call'])
    expect(made.missing).toEqual([])
  })

  it('approves where the token has no permit', async () => {
    await chain.write('Shop', 'setToken', [chain.stubbornToken])
    expect(kinds(await plan())).toEqual(['approve', 'call'])
  })

  it('approves where the token has the permit that came before EIP-2612', async () => {
    await chain.write('Shop', 'setToken', [chain.oldPermitToken])
    expect(kinds(await plan())).toEqual(['approve', 'call'])
  })

  it('approves where the call sends native currency, which nothing could put a permit in front of', async () => {
    const buyWithBoth: WriteAction<{ units: bigint; value: bigint }> = defineWrite({
      name: 'shop.buyWithBoth',
      contract: 'primarySale',
      abi: {
        type: 'function',
        name: 'buyWithCoin',
        stateMutability: 'payable',
        inputs: [{ name: 'units', type: 'uint256' }],
        outputs: [],
      },
      args: ({ units }) => [units],
      value: ({ value }) => value,
      requires: () => [{ kind: 'erc20', token: chain.permitToken, amount: 7n }],
    })
    const { client } = connect()
    const made = await buyWithBoth.plan(client, { units: 2n, value: 10n })
    expect(kinds(made)).toEqual(['approve', 'call'])
    expect((await execute(client, made)).receipts).toHaveLength(2)
  })

  it('goes through zero where the token refuses to change an allowance', async () => {
    await chain.write('Shop', 'setToken', [chain.stubbornToken])
    await chain.write('StubbornToken', 'approve', [chain.shop, 1n], chain.buyer)
    const made = await plan()
    expect(made.calls.map((call) => call.args[1])).toEqual([0n, 15n, 5n])
    const { event } = await execute(connect().client, made)
    expect(event.units).toBe(3n)
  })

  it('approves without limit only when told to', async () => {
    const made = await plan({ allowance: 'unlimited', approval: 'approve' })
    expect(made.calls[0]?.args).toEqual([chain.shop, maxUint256])
    expect((await plan({ approval: 'approve' })).calls[0]?.args).toEqual([chain.shop, 15n])
  })

  it('signs a permit without limit when told to, and leaves it out afterwards', async () => {
    const { client } = connect()
    const made = await buyLot.plan(client, args, { allowance: 'unlimited' })
    expect(made.steps[0]).toMatchObject({ kind: 'sign', standard: 'permit', amount: maxUint256 })
    await execute(client, made)
    expect(kinds(await plan())).toEqual(['call'])
  })

  it('signs for Permit2 when the account lets Permit2 move the token', async () => {
    await chain.installPermit2()
    await chain.write('Shop', 'setToken', [chain.stubbornToken])
    await chain.write('StubbornToken', 'approve', [PERMIT2, 1_000n], chain.buyer)
    const made = await plan()
    expect(made.steps[0]).toMatchObject({ kind: 'sign', standard: 'permit2', amount: 15n })
    const { event } = await execute(connect().client, made)
    expect(event.paid).toBe(15n)
  })

  it('leaves out what Permit2 already allows', async () => {
    await chain.installPermit2()
    await chain.write('Shop', 'setToken', [chain.stubbornToken])
    await chain.write('StubbornToken', 'approve', [PERMIT2, 1_000n], chain.buyer)
    const { client } = connect()
    await execute(client, await buyLot.plan(client, args, { allowance: 'unlimited' }))
    expect(kinds(await plan())).toEqual(['call'])
    expect((await buyLot(client, args)).event.units).toBe(3n)
  })

  it('does not sign for an account that is a contract', async () => {
    const { client } = connect({ account: chain.shop })
    await chain.write('PermitToken', 'transfer', [chain.shop, 100n])
    expect(kinds(await buyLot.plan(client, args))).toEqual(['approve', 'call'])
  })

  it('counts deadlines from the time of the chain', async () => {
    const { client } = connect()
    const now = await timeTravel(client, { days: 400 })
    const made = await buyLot.plan(client, args, { deadlineSeconds: 600 })
    expect(made.steps[0]).toMatchObject({ deadline: now + 600n })
    expect((await execute(client, made)).event.units).toBe(3n)
  })

  it('says how much is missing when no approval could help', async () => {
    const { client } = connect({ account: chain.stranger })
    const error = await failure(buyLot.plan(client, args))
    expect(isDmexError(error, 'InsufficientBalance') && error.args.amount).toBe(15n)
  })

  it('approves one NFT, or a collection, as the declaration asks', async () => {
    const { client } = connect()
    await execute(client, await buyLot.plan(client, args))
    const made = await redeemLots.plan(client, { ids: [1n] })
    expect(made.calls.map(({ functionName }) => functionName)).toEqual(['approve', 'redeem'])
    const { event } = await execute(client, made)
    expect(event).toEqual({ id: 1n, by: chain.buyer })
  })

  it('approves several NFTs of a collection at once, or each when told to', async () => {
    const { client } = connect()
    const ids: bigint[] = []
    for (const units of [1n, 2n, 3n]) {
      const { event } = await execute(client, await buyLotWithCoin.plan(client, { units, value: units * 5n }))
      ids.push(event.id)
    }
    const names = ({ calls }: { calls: readonly { functionName: string }[] }) => calls.map((call) => call.functionName)
    expect(names(await redeemLots.plan(client, { ids }, { nftApproval: 'each' }))).toEqual([
      'approve',
      'approve',
      'approve',
      'redeem',
    ])
    const made = await redeemLots.plan(client, { ids })
    expect(names(made)).toEqual(['setApprovalForAll', 'redeem'])
    const { receipt } = await execute(client, made)
    expect(redeemLots.extractEvents(receipt.logs).map(({ id }) => id)).toEqual(ids)
    expect(kinds(await redeemLots.plan(client, { ids }))).toEqual(['call'])
  })

  it('survives being stored as text', async () => {
    const { client } = connect()
    const made = await plan()
    const text = serializePlan(made)
    expect(parsePlan(text)).toEqual(made)
    const { event } = await execute(client, parsePlan<(typeof made)['~event']>(text))
    expect(event).toMatchObject({ units: 3n })
  })
})

describe('executing a plan', () => {
  it('needs one signature and one transaction with a plain wallet', async () => {
    const { client, wallet } = connect()
    const { mode, event, receipts } = await execute(client, await buyLot.plan(client, args))
    expect(mode).toBe('steps')
    expect(event).toEqual({ id: 1n, buyer: chain.buyer, units: 3n, paid: 15n })
    expect(receipts).toHaveLength(1)
    expect(wallet.calls.filter((method) => /^eth_(sign|send)/.test(method))).toEqual([
      'eth_signTypedData_v4',
      'eth_sendTransaction',
    ])
    expect(await allowance()).toBe(0n)
  })

  it('takes a signature whose last byte is 0 or 1, as some hardware wallets give it', async () => {
    const { wallet } = connect()
    const hardware = {
      async request(args: Parameters<typeof wallet.request>[0]) {
        const answer = await wallet.request(args)
        if (args.method !== 'eth_signTypedData_v4') return answer
        const signature = answer as string
        return signature.slice(0, 130) + (Number.parseInt(signature.slice(130), 16) - 27).toString(16).padStart(2, '0')
      },
    }
    const client = createClient({
      account: chain.buyer,
      chain: foundry,
      transport: custom(hardware),
      pollingInterval: 20,
    })
    const extended = client.extend(withDeployment(chain.deployment))
    expect((await execute(extended, await buyLot.plan(extended, args))).receipts).toHaveLength(1)
  })

  it('approves and calls when the wallet can not sign typed data', async () => {
    const { client } = connect({ fail: ['noTypedData'] })
    const { receipts, event } = await execute(client, await buyLot.plan(client, args))
    expect(receipts).toHaveLength(2)
    expect(event.units).toBe(3n)
  })

  it('sends one atomic batch where the wallet can', async () => {
    const { client, wallet } = connect({ batch: 'atomic' })
    const { mode, event, receipts } = await execute(client, await buyLot.plan(client, args))
    expect(mode).toBe('atomic')
    expect(event.units).toBe(3n)
    expect(receipts).toHaveLength(1)
    expect(wallet.calls).not.toContain('eth_signTypedData_v4')
  })

  it('batches call after call where nothing can be signed', async () => {
    await chain.write('Shop', 'setToken', [chain.stubbornToken])
    const { client } = connect({ batch: 'sequential' })
    const { mode, event } = await execute(client, await buyLot.plan(client, args))
    expect(mode).toBe('batch')
    expect(event.units).toBe(3n)
  })

  it('signs rather than batch where a batch could stop half-way', async () => {
    const { client, wallet } = connect({ batch: 'sequential' })
    expect((await execute(client, await buyLot.plan(client, args))).mode).toBe('steps')
    expect(wallet.calls).not.toContain('wallet_sendCalls')
  })

  it('does not batch when told not to', async () => {
    const { client } = connect({ batch: 'atomic' })
    expect((await execute(client, await buyLot.plan(client, args), { batch: false })).mode).toBe('steps')
  })

  it('finds the event when the wallet keeps the receipts of a batch back', async () => {
    const { client } = connect({ batch: 'atomic', fail: ['noReceipts'] })
    const { event, hash } = await execute(client, await buyLot.plan(client, args))
    expect(event.units).toBe(3n)
    expect(hash).toMatch(/^0x[0-9a-f]{64}$/)
  })

  it('says how far a half-finished batch got, and a new plan finishes it', async () => {
    await chain.write('Shop', 'setToken', [chain.stubbornToken])
    const { client, wallet } = connect({ batch: 'sequential', fail: ['halfBatch'] })
    const error = await failure(execute(client, await buyLot.plan(client, args)))
    expect(isDmexError(error, 'BatchIncomplete') && error.args).toMatchObject({ completed: 1, total: 2 })
    wallet.fail.clear()
    const again = await buyLot.plan(client, args)
    expect(kinds(again)).toEqual(['call'])
    expect((await execute(client, again)).event.units).toBe(3n)
  })

  it('says that nothing was done when an atomic batch fails', async () => {
    const { client } = connect({ batch: 'atomic', fail: ['revert'] })
    const error = await failure(execute(client, await buyLot.plan(client, args)))
    expect(isDmexError(error, 'BatchFailed') && error.args.status).toBe(500)
    expect(await allowance()).toBe(0n)
  })

  it('refuses a batch that would fail before the wallet is asked', async () => {
    const { client, wallet } = connect({ batch: 'atomic' })
    const made = await buyLot.plan(client, args)
    await chain.write('Shop', 'setStock', [1n])
    const error = await failure(execute(client, made))
    expect(error).toMatchObject({ code: 'UnknownRevert', action: 'shop.buyLot' })
    expect(wallet.calls).not.toContain('wallet_sendCalls')
  })

  it('sends native currency, which no multicall can carry', async () => {
    const { client } = connect()
    const { event } = await execute(client, await buyLotWithCoin.plan(client, { units: 2n, value: 10n }))
    expect(event.paid).toBe(10n)
  })

  it('refuses a plan of somebody else', async () => {
    const { client } = connect({ account: chain.stranger })
    const error = await failure(execute(client, await plan()))
    expect(isDmexError(error, 'PlanMismatch') && error.args.actual).toBe(chain.stranger)
  })

  it('sends one user operation through a client that makes them', async () => {
    const { client } = connect()
    const made = await buyLot.plan(client, args)
    const operations: unknown[] = []
    const bundler = {
      ...client,
      sendUserOperation: async ({ calls }: { calls: readonly { to: string; data: `0x${string}` }[] }) => {
        operations.push(calls)
        let hash: unknown
        for (const { to, data } of calls)
          hash = await client.request({
            method: 'eth_sendTransaction',
            params: [{ from: chain.buyer, to, data }],
          } as Parameters<typeof client.request>[0])
        return hash
      },
      waitForUserOperationReceipt: async ({ hash }: { hash: `0x${string}` }) => {
        const receipt = await client.extend(publicActions).waitForTransactionReceipt({ hash })
        return { success: true, receipt, logs: receipt.logs }
      },
    }
    const { mode, event } = await execute(bundler, made)
    expect(mode).toBe('userOperation')
    expect(event.units).toBe(3n)
    expect(operations).toHaveLength(1)
  })
})

describe('executing a plan with the methods of viem', () => {
  const viem = (options: Partial<TestWalletOptions> = {}) => {
    const { wallet, client } = connect(options)
    return { wallet, client: client.extend(walletActions) }
  }

  it('batches atomically', async () => {
    const { client } = viem({ batch: 'atomic' })
    const { mode, event, receipt } = await execute(client, await buyLot.plan(client, args))
    expect(mode).toBe('atomic')
    expect(event.units).toBe(3n)
    expect(receipt).toMatchObject({ status: 'success', blockNumber: expect.any(BigInt) })
  })

  it('batches call after call, and finds the event without receipts', async () => {
    await chain.write('Shop', 'setToken', [chain.stubbornToken])
    const { client } = viem({ batch: 'sequential', fail: ['noReceipts'] })
    const { mode, event } = await execute(client, await buyLot.plan(client, args))
    expect(mode).toBe('batch')
    expect(event.units).toBe(3n)
  })

  it('says how far a half-finished batch got', async () => {
    await chain.write('Shop', 'setToken', [chain.stubbornToken])
    const { client } = viem({ batch: 'sequential', fail: ['halfBatch'] })
    expect((await failure(execute(client, await buyLot.plan(client, args)))).code).toBe('BatchIncomplete')
  })

  it('goes step by step where the wallet knows nothing of batches, and says when its owner declines', async () => {
    const { client, wallet } = viem()
    expect((await execute(client, await buyLot.plan(client, args))).mode).toBe('steps')
    wallet.fail.add('reject')
    expect((await failure(execute(client, await buyLot.plan(client, args)))).code).toBe('UserRejected')
  })

  it('signs and sends with a key of this process, for EIP-2612 and for Permit2', async () => {
    const account = privateKeyToAccount('0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d')
    const client = createClient({ account, chain: foundry, transport: http(chain.rpcUrl), pollingInterval: 20 })
      .extend(withDeployment(chain.deployment))
      .extend(walletActions)
    const first = await buyLot.plan(client, args)
    expect(first.steps[0]).toMatchObject({ kind: 'sign', standard: 'permit' })
    expect((await execute(client, first)).event.id).toBe(1n)

    await chain.installPermit2()
    await chain.write('Shop', 'setToken', [chain.stubbornToken])
    await chain.write('StubbornToken', 'approve', [PERMIT2, 1_000n], chain.buyer)
    const second = await buyLot.plan(client, args)
    expect(second.steps[0]).toMatchObject({ kind: 'sign', standard: 'permit2' })
    const { event, receipts } = await execute(client, second)
    expect([event.id, receipts.length]).toEqual([2n, 1])
  })
})

describe('the events of an execution', () => {
  const stagesOf = async (events: AsyncIterable<LifecycleEvent>) => {
    const stages: string[] = []
    for await (const event of events) stages.push('step' in event ? `${event.step}:${event.stage}` : event.stage)
    return stages
  }

  it('come in order, step after step', async () => {
    const { client } = connect({ fail: ['noTypedData'] })
    const made = await buyLot.plan(client, args, { approval: 'approve' })
    expect(await stagesOf(execute(client, made))).toEqual([
      'requirement',
      ...['simulated', 'awaiting-signature', 'submitted', 'included', 'confirmed'].map((stage) => `0:${stage}`),
      ...['simulated', 'awaiting-signature', 'submitted', 'included', 'confirmed'].map((stage) => `1:${stage}`),
    ])
  })

  it('reach a listener and a loop alike, and the promise still gives the result', async () => {
    const { client } = connect()
    const heard: string[] = []
    const execution = execute(client, await plan(), { on: ({ stage }) => heard.push(stage) })
    const looped: string[] = []
    for await (const { stage } of execution) looped.push(stage)
    expect(looped).toEqual(heard)
    expect((await execution).event.units).toBe(3n)
  })

  it('end with the failure', async () => {
    const { client } = connect({ fail: ['reject'] })
    const events: LifecycleEvent[] = []
    for await (const event of execute(client, await plan())) events.push(event)
    const last = events.at(-1)
    expect(last?.stage === 'failed' && last.error.code).toBe('UserRejected')
  })
})

describe('bad input', () => {
  it('is a DmexError on every face, with what is wrong', async () => {
    const { client } = connect()
    const wrong = { units: -1n, maxPrice: 5n }
    for (const face of [buyLot(client, wrong), buyLot.simulate(client, wrong), buyLot.plan(client, wrong)]) {
      const error = await failure(face)
      expect(isDmexError(error, 'ArgumentInvalid') && error.message).toMatch(/^buy: .*range.*Correct the argument\.$/)
    }
    expect(() => buyLot.call(chain.deployment, wrong)).toThrow(/Correct the argument/)
    const text = { units: 1n, maxPrice: 'five' as unknown as bigint }
    expect((await failure(buyLot(client, text))).code).toBe('ArgumentInvalid')
  })

  it('is a DmexError when what the plan asks of the chain fails', async () => {
    await chain.write('Shop', 'setToken', [chain.shop])
    const { client } = connect()
    const error = await failure(buyLot.plan(client, { units: 2n ** 255n, maxPrice: 5n }))
    expect(error).toMatchObject({ code: 'Panicked', args: { panicCode: 0x11 }, action: 'shop.buyLot' })
  })
})
