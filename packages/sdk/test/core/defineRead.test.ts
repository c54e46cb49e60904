import { createClient, createPublicClient, http } from 'viem'
import { foundry } from 'viem/chains'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isDmexError } from '../../src/errors/index.js'
import { defineRead, type ReadAction, withDeployment } from '../../src/index.js'
import { recordRpc } from '../../src/testing/index.js'
import { buyLotWithCoin, getPoolQuote, getQuote, listLots } from '../fixtures/actions.js'
import { failure } from '../support/failure.js'
import { type ShopChain, startShop } from '../support/shop.js'

let chain: ShopChain

beforeAll(async () => {
  chain = await startShop()
})
afterAll(() => chain.stop())

const record = () => {
  const rpc = recordRpc(http(chain.rpcUrl))
  const client = createClient({ account: chain.buyer, chain: foundry, transport: rpc.transport, pollingInterval: 20 })
  return { rpc, client: client.extend(withDeployment(chain.deployment)) }
}

describe('a read', () => {
  it('is one eth_call, and returns an object by name', async () => {
    const { rpc, client } = record()
    expect(await getQuote(client, { units: 4n })).toEqual({ payToken: chain.permitToken, cost: 20n })
    expect(rpc.calls).toEqual(['eth_call'])
  })

  it('reads at the block that it is told', async () => {
    const { client } = record()
    const block = await createPublicClient({ transport: http(chain.rpcUrl) }).getBlockNumber()
    await chain.write('Shop', 'setPrice', [9n])
    expect((await getQuote(client, { units: 1n }, { block })).cost).toBe(5n)
    expect((await getQuote(client, { units: 1n })).cost).toBe(9n)
    await chain.write('Shop', 'setPrice', [5n])
  })

  it('takes the deployment from its options, and asks for the chain only when nothing says it', async () => {
    const { rpc, client } = record()
    const bare = createClient({ transport: rpc.transport })
    expect((await getQuote(bare, { units: 1n }, { at: chain.deployment })).cost).toBe(5n)
    expect(rpc.calls).toEqual(['eth_call'])
    rpc.clear()
    await expect(getQuote(bare, { units: 1n })).rejects.toThrow('chain 31337')
    expect(rpc.calls).toEqual(['eth_chainId'])
    expect(client.dmexDeployment).toBe(chain.deployment)
  })

  it('knows the pools of its deployment', async () => {
    const { rpc, client } = record()
    const pools = { lend: [], mine: [chain.shop, chain.redeemer] }
    expect((await getPoolQuote(client, { units: 2n }, { at: { ...chain.deployment, pools } })).cost).toBe(20n)
    expect((await getPoolQuote(client, { units: 2n })).cost).toBe(0n)
    expect(rpc.calls).toEqual(['eth_call', 'eth_call'])
  })

  it('uses the call of a client that brings one, and so its batching', async () => {
    const rpc = recordRpc(http(chain.rpcUrl, { batch: true }))
    const client = createPublicClient({ chain: foundry, transport: rpc.transport }).extend(
      withDeployment(chain.deployment),
    )
    const [one, two] = await Promise.all([getQuote(client, { units: 1n }), getQuote(client, { units: 2n })])
    expect([one.cost, two.cost]).toEqual([5n, 10n])
  })

  it('throws the error of the contract', async () => {
    const ownerOf: ReadAction<{ id: bigint }, string> = defineRead({
      name: 'shop.ownerOf',
      contract: 'primarySale',
      abi: {
        type: 'function',
        name: 'ownerOf',
        stateMutability: 'view',
        inputs: [{ type: 'uint256' }],
        outputs: [{ type: 'address' }],
      },
      args: ({ id }) => [id],
    })
    const error = await failure(ownerOf(record().client, { id: 404n }))
    expect(isDmexError(error, 'ERC721NonexistentToken') && error.args.tokenId).toBe(404n)
    expect(error.action).toBe('shop.ownerOf')
  })

  it('says that there is no contract where it looked', async () => {
    const { client } = record()
    const nowhere = { chainId: 31_337, addresses: { primarySale: chain.stranger } }
    const error = await failure(getQuote(client, { units: 1n }, { at: nowhere }))
    expect(isDmexError(error, 'ContractNotDeployed') && error.message).toContain(chain.stranger)
  })

  it('refuses a deployment of another chain', async () => {
    const error = await failure(getQuote(record().client, { units: 1n }, { at: { chainId: 1, addresses: {} } }))
    expect(isDmexError(error, 'WrongChain') && error.args).toEqual({ expected: 1, actual: 31_337 })
  })

  it('names a contract that the deployment lacks, and a chain that was left', async () => {
    const { client } = record()
    const lacking = await failure(getQuote(client, { units: 1n }, { at: { chainId: 31_337, addresses: {} } }))
    expect(isDmexError(lacking, 'ContractNotDeployed') && lacking.args.contract).toBe('primarySale')
    const left = await failure(getQuote(createClient({ transport: http(chain.rpcUrl) }), { units: 1n }, { at: 128 }))
    expect(isDmexError(left, 'ChainRetired') && left.message).toContain('HECO')
  })
})

describe('a list', () => {
  it('reads page after page, one eth_call each', async () => {
    const { rpc, client } = record()
    for (const units of [1n, 2n, 3n, 4n, 5n]) await buyLotWithCoin(client, { units, value: units * 5n })
    rpc.clear()
    expect(await listLots(client, {})).toEqual({ items: [1n, 2n], next: 3n })
    expect(rpc.calls).toEqual(['eth_call'])
    rpc.clear()
    const all: bigint[] = []
    for await (const units of listLots.all(client, {})) all.push(units)
    expect(all).toEqual([1n, 2n, 3n, 4n, 5n])
    expect(rpc.calls).toEqual(['eth_call', 'eth_call', 'eth_call'])
  })

  it('goes on from a cursor', async () => {
    expect(await listLots(record().client, { cursor: 4n, limit: 10 })).toEqual({ items: [4n, 5n], next: undefined })
  })
})
