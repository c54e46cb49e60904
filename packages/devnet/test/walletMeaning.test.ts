import { gameItemsAbi, primarySaleAbi, testTokenAbi } from '@dmex/contracts-abi/contracts'
import { hashpower } from '@dmex/sdk'
import { buyHashpower, quoteBuy } from '@dmex/sdk/mint'
import { encodeFunctionData, type Hex, maxUint256, parseSignature } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { readContract } from 'viem/actions'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDevnet, type Devnet } from '../src/devnet.js'

let devnet: Devnet
let url: string
beforeAll(async () => {
  devnet = await createDevnet()
  url = (await devnet.openControl(18_670)).url
})
afterAll(() => devnet?.stop())

interface Meaning {
  readonly contract?: string
  readonly calls: readonly { readonly name: string }[]
  readonly changes: readonly object[]
  readonly failure?: string
}

async function meaningOf(to: Hex | undefined, data: Hex): Promise<Meaning> {
  const response = await fetch(`${url}/wallet/transaction`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ from: devnet.accounts.player1.address, to, data }),
  })
  expect(response.status).toBe(200)
  return (await response.json()) as Meaning
}

/** A purchase of 2 TH/s, with a permit for an amount in front of it, in one transaction. */
async function purchaseWithPermit(permitted: bigint): Promise<Hex> {
  const ada = devnet.as('player1')
  const { tUSDT } = devnet.tokens
  const { chainId } = devnet
  const sale = devnet.addresses.primarySale ?? '0x'
  const { buy } = await quoteBuy(ada, { seriesId: 1, units: hashpower('2 TH'), account: ada.account.address })
  const nonce = await readContract(ada, {
    address: tUSDT,
    abi: testTokenAbi,
    functionName: 'nonces',
    args: [ada.account.address],
  })
  const deadline = maxUint256
  const fields = ['owner address', 'spender address', 'value uint256', 'nonce uint256', 'deadline uint256']
  const signature = await privateKeyToAccount(devnet.accounts.player1.privateKey).signTypedData({
    domain: { name: 'Test Tether USD', version: '1', chainId, verifyingContract: tUSDT },
    types: { Permit: fields.map((field) => ({ name: field.split(' ')[0] ?? '', type: field.split(' ')[1] ?? '' })) },
    primaryType: 'Permit',
    message: { owner: ada.account.address, spender: sale, value: permitted, nonce, deadline },
  })
  const { r, s, yParity } = parseSignature(signature)
  const permit = encodeFunctionData({
    abi: primarySaleAbi,
    functionName: 'selfPermit',
    args: [tUSDT, permitted, deadline, yParity + 27, r, s],
  })
  const { data } = buyHashpower.call(devnet.deployment, buy)
  return encodeFunctionData({ abi: primarySaleAbi, functionName: 'multicall', args: [[permit, data]] })
}

const paid = { kind: 'pay', amount: { value: '212000000', decimals: 6, symbol: 'tUSDT' } }
const bought = { kind: 'receive', thing: expect.stringMatching(/^Hashpower #1-\d+$/) }

describe('what a transaction means', () => {
  it('leaves out an allowance that the transaction itself uses up', async () => {
    const { contract, calls, changes } = await meaningOf(
      devnet.addresses.primarySale,
      await purchaseWithPermit(212_000_000n),
    )
    expect(contract).toBe('Primary sale')
    expect(calls.map(({ name }) => name)).toEqual(['selfPermit', 'buy'])
    expect(changes).toEqual([paid, bought])
  })

  it('shows what is left of an allowance that was too large', async () => {
    const { changes } = await meaningOf(devnet.addresses.primarySale, await purchaseWithPermit(300_000_000n))
    const rest = { value: '88000000', decimals: 6, symbol: 'tUSDT' }
    expect(changes).toEqual([paid, bought, { kind: 'allow', spender: 'Primary sale', amount: rest }])
  })

  it('calls everything everything, and one thing one thing', async () => {
    const rig = devnet.addresses.rig ?? '0x'
    const approve = (value: bigint): Hex =>
      encodeFunctionData({ abi: testTokenAbi, functionName: 'approve', args: [rig, value] })
    const { tUSDT } = devnet.tokens
    expect((await meaningOf(tUSDT, approve(maxUint256))).changes).toEqual([
      { kind: 'allow', spender: 'Rig', thing: 'tUSDT', all: true },
    ])
    expect((await meaningOf(tUSDT, approve(0n))).changes).toEqual([{ kind: 'forbid', spender: 'Rig', thing: 'tUSDT' }])
    const one = encodeFunctionData({ abi: gameItemsAbi, functionName: 'approve', args: [rig, 1n] })
    expect((await meaningOf(devnet.games.items, one)).changes).toEqual([
      { kind: 'allow', spender: 'Rig', thing: 'Sword #1', all: false },
    ])
    const all = encodeFunctionData({ abi: gameItemsAbi, functionName: 'setApprovalForAll', args: [rig, true] })
    expect((await meaningOf(devnet.games.items, all)).changes).toEqual([
      { kind: 'allow', spender: 'Rig', thing: 'Game items', all: true },
    ])
  })

  it('says that it does not know a contract, and why a call would fail', async () => {
    const nowhere = await meaningOf('0x00000000000000000000000000000000000000ff', '0x12345678')
    expect(nowhere).toMatchObject({ calls: [], changes: [] })
    expect(nowhere.contract).toBeUndefined()
    const stolen = encodeFunctionData({
      abi: gameItemsAbi,
      functionName: 'transferFrom',
      args: [devnet.accounts.player2.address, devnet.accounts.player1.address, 2n],
    })
    expect((await meaningOf(devnet.games.items, stolen)).failure).toMatch(/^ERC721InsufficientApproval: /)
  })

  it('says what is wrong with a question', async () => {
    const response = await fetch(`${url}/wallet/transaction`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ from: 'Ada' }),
    })
    expect({ status: response.status, body: await response.json() }).toEqual({
      status: 400,
      body: { error: '"from" must be an address.' },
    })
  })
})
