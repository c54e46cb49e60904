import {
  erc20BalanceOfAbi,
  gameItemsBurnAbi,
  gameItemsMintAbi,
  gameItemsTotalSupplyAbi,
  gameItemsTransferFromAbi,
  hashpowerCreditAbi,
  rigCreditAbi,
} from '@dmex/contracts-abi'
import type { Devnet, PersonId } from '@dmex/devnet'
import { type Address, addressOf, execute } from '@dmex/sdk'
import { buyHashpower, quoteBuy } from '@dmex/sdk/mint'
import { encodeFunctionData } from 'viem'
import { readContract, sendTransaction, waitForTransactionReceipt } from 'viem/actions'
import { rig } from '../../src/backends/rig/index.js'
import type { ItemRef } from '../../src/index.js'
import type { TestWorld } from '../../src/testing/index.js'

/** A devnet as the conformance suite wants it, and what a comparison needs beyond that. */
export interface RigWorld extends TestWorld {
  /** Everything an account was paid in Bitcoin, whether it was sent or credited. */
  paid(account: Address): Promise<bigint>
}

const people: readonly PersonId[] = ['player1', 'player2', 'player3']
/** A TH/s. */
const UNITS = 1_000n

/** Wraps a devnet. */
export function rigWorld(devnet: Devnet): RigWorld {
  const { accounts, deployment, games, tokens, chainId } = devnet
  const [ada, bo, cleo] = people.map((person) => accounts[person].address) as [Address, Address, Address]
  const act = async (from: Address, to: Address, data: `0x${string}`): Promise<void> => {
    const client = devnet.as(from)
    const { status } = await waitForTransactionReceipt(client, { hash: await sendTransaction(client, { to, data }) })
    if (status !== 'success') throw new Error('A transaction of the test world was reverted.')
  }
  const items = games.items
  const idOf = (item: ItemRef): bigint => {
    if (item.kind !== 'erc721') throw new Error('These worlds sell and burn ERC-721 items only.')
    return item.id
  }
  return {
    players: [ada, bo, cleo],
    as: (player) => rig({ client: devnet.as(player), pollingMs: 0 }),
    makeItem: async (owner) => {
      await act(owner, items, encodeFunctionData({ abi: [gameItemsMintAbi], args: [owner] }))
      const id = await readContract(devnet.client, {
        address: items,
        abi: [gameItemsTotalSupplyAbi],
        functionName: 'totalSupply',
      })
      return { kind: 'erc721', chainId, collection: items, id }
    },
    makePower: async (owner) => {
      const client = devnet.as(owner)
      const quote = await quoteBuy(client, { seriesId: 1, units: UNITS, account: owner })
      const { event } = await execute(client, await buyHashpower.plan(client, quote.buy))
      return event.id
    },
    sell: (item, from, to) =>
      act(from, items, encodeFunctionData({ abi: [gameItemsTransferFromAbi], args: [from, to, idOf(item)] })),
    burn: (item, owner) => act(owner, items, encodeFunctionData({ abi: [gameItemsBurnAbi], args: [idOf(item)] })),
    advanceDays: (days) => devnet.advanceDays(days),
    paid: async (account) => {
      const [rigAt, hashpower] = [addressOf(deployment, 'rig'), addressOf(deployment, 'hashpower')]
      const token = tokens.tBTC
      const amounts = await Promise.all([
        readContract(devnet.client, {
          address: token,
          abi: [erc20BalanceOfAbi],
          functionName: 'balanceOf',
          args: [account],
        }),
        readContract(devnet.client, {
          address: rigAt,
          abi: [rigCreditAbi],
          functionName: 'credit',
          args: [token, account],
        }),
        readContract(devnet.client, {
          address: hashpower,
          abi: [hashpowerCreditAbi],
          functionName: 'credit',
          args: [token, account],
        }),
      ])
      return amounts.reduce((sum, amount) => sum + amount, 0n)
    },
  }
}
