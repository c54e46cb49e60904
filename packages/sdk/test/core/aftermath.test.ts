import { createClient, custom, encodeAbiParameters, type Hex, toEventSelector } from 'viem'
import { foundry } from 'viem/chains'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { defineWrite, type LifecycleEvent, type WriteAction, withDeployment } from '../../src/index.js'
import { jsonRpc, testWallet } from '../../src/testing/index.js'
import { buyLotWithCoin } from '../fixtures/actions.js'
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
afterEach(async () => {
  await jsonRpc(chain.rpcUrl)('evm_setAutomine', true)
  await restore()
})

type Request = { readonly method: string; readonly params?: readonly unknown[] | undefined }

/** A client whose wallet does something of its own around each transaction. */
function connect(around: (send: () => Promise<unknown>) => Promise<unknown>) {
  const wallet = testWallet({ rpcUrl: chain.rpcUrl, account: chain.buyer })
  const request = (args: Request) =>
    args.method === 'eth_sendTransaction' ? around(() => wallet.request(args)) : wallet.request(args)
  return createClient({
    account: chain.buyer,
    chain: foundry,
    transport: custom({ request }),
    pollingInterval: 20,
  }).extend(withDeployment(chain.deployment))
}

const args = { units: 3n, value: 15n }
const gas = { transaction: { gas: 500_000n } }

describe('a transaction that reverted', () => {
  it('is explained by what had changed in the block before', async () => {
    const client = connect(async (send) => {
      await chain.write('Shop', 'setPrice', [6n])
      return send()
    })
    const error = await failure(buyLotWithCoin(client, args, gas))
    expect(error).toMatchObject({ code: 'RevertedWithText', args: { reason: 'wrong value' } })
    expect(error.hash).toMatch(/^0x[0-9a-f]{64}$/)
  })

  it('is explained by what changed in its own block', async () => {
    const rpc = jsonRpc(chain.rpcUrl)
    const client = connect(async (send) => {
      await rpc('evm_setAutomine', false)
      const price = chain.write('Shop', 'setPrice', [6n])
      await new Promise((resolve) => setTimeout(resolve, 50))
      const hash = await send()
      await rpc('evm_mine')
      await price
      return hash
    })
    const error = await failure(
      buyLotWithCoin(client, args, { transaction: { gas: 500_000n, maxPriorityFeePerGas: 1n } }),
    )
    expect(error).toMatchObject({ code: 'RevertedWithText', args: { reason: 'wrong value' } })
  })
})

describe('a transaction that was sped up', () => {
  it('is told from others of the same account by its nonce', async () => {
    const rpc = jsonRpc(chain.rpcUrl)
    const nonce = Number(await rpc<Hex>('eth_getTransactionCount', chain.buyer, 'latest'))
    const hex = (value: number): Hex => `0x${value.toString(16)}`
    const client = connect(async () => {
      await rpc('evm_setAutomine', false)
      const other = { from: chain.buyer, to: chain.stranger, value: '0x1', nonce: hex(nonce) }
      await rpc('eth_sendTransaction', other)
      const { to, data } = buyLotWithCoin.call(chain.deployment, args)
      const own = { from: chain.buyer, to, data, value: '0xf', nonce: hex(nonce + 1), gas: '0x7a120' }
      const hash = await rpc('eth_sendTransaction', { ...own, maxFeePerGas: hex(20e9), maxPriorityFeePerGas: hex(2e9) })
      const replace = async () => {
        await rpc('anvil_dropTransaction', hash)
        await rpc('evm_mine')
        await rpc('eth_sendTransaction', { ...own, maxFeePerGas: hex(90e9), maxPriorityFeePerGas: hex(9e9) })
        await rpc('evm_mine')
      }
      setTimeout(() => {
        void replace()
      }, 100)
      return hash
    })
    const events: LifecycleEvent[] = []
    const { event } = await buyLotWithCoin(client, args, { on: (each) => events.push(each) })
    expect(event.units).toBe(3n)
    expect(events.map(({ stage }) => stage)).toContain('replaced')
  })
})

describe('events with one signature', () => {
  it('are told apart by what is indexed: a payment is no transfer of an NFT', () => {
    const transfer: WriteAction<Record<never, never>, { readonly tokenId: bigint }> = defineWrite({
      name: 'shop.transfer',
      contract: 'primarySale',
      abi: { type: 'function', name: 'poke', stateMutability: 'nonpayable', inputs: [], outputs: [] },
      args: () => [],
      event: {
        type: 'event',
        name: 'Transfer',
        inputs: [
          { name: 'from', type: 'address', indexed: true },
          { name: 'to', type: 'address', indexed: true },
          { name: 'tokenId', type: 'uint256', indexed: true },
        ],
      },
    })
    const topic = (value: bigint | Hex) => `0x${BigInt(value).toString(16).padStart(64, '0')}` as const
    const signature = toEventSelector('Transfer(address,address,uint256)')
    const parties = [topic(chain.buyer), topic(chain.stranger)] as const
    const payment = {
      address: chain.permitToken,
      topics: [signature, ...parties],
      data: encodeAbiParameters([{ type: 'uint256' }], [5n]),
    }
    const nft = { address: chain.shop, topics: [signature, ...parties, topic(7n)], data: '0x' as const }
    expect(transfer.extractEvents([payment, nft]).map(({ tokenId }) => tokenId)).toEqual([7n])
  })
})
