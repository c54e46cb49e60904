import {
  erc20BalanceOfAbi,
  gameGearBurnAbi,
  gameGearMintAbi,
  gameGearSafeTransferFromAbi,
  gameItemsBurnAbi,
  gameItemsMintAbi,
  gameItemsTotalSupplyAbi,
  gameItemsTransferFromAbi,
  hashpowerCreditAbi,
  rigCreditAbi,
} from '@dmex/contracts-abi'
import type { Asset, Devnet, PersonId } from '@dmex/devnet'
import { type Address, addressOf, execute } from '@dmex/sdk'
import { buyHashpower, quoteBuy } from '@dmex/sdk/mint'
import { assignItem } from '@dmex/sdk/rig'
import { encodeFunctionData } from 'viem'
import { readContract } from 'viem/actions'
import { rig } from '../../src/backends/rig/index.js'
import type { ItemRef } from '../../src/index.js'
import type { TestWorld } from '../../src/testing/index.js'
import { walletOn } from './companion.js'

/** A devnet as the conformance suite wants it, and what a comparison needs beyond that. */
export interface RigWorld extends TestWorld {
  /** Everything an account was paid in an asset, whether it was sent or credited. */
  paid(account: Address, asset?: Asset): Promise<bigint>
  /** Hashpower of a series; makePower is of the first. */
  makePowerOf(owner: Address, seriesId: number, units: bigint): Promise<bigint>
  /** One piece of gear, an ERC-1155. */
  makeGear(owner: Address): Promise<ItemRef>
  /** An off-chain item of the studio's. */
  makeOffchain(owner: Address): Promise<ItemRef>
}

const people: readonly PersonId[] = ['player1', 'player2', 'player3']
/** A TH/s. */
const UNITS = 1_000n

/**
 * Sends a transaction of an account whose key the chain holds, and waits until it is in a block. By plain requests: viem waits for
 * a higher block than it has seen, and a chain that goes back has none for a while.
 */
export async function transact(rpcUrl: string, from: Address, to: Address, data: `0x${string}`): Promise<void> {
  const { request } = walletOn(rpcUrl)
  const hash = await request({ method: 'eth_sendTransaction', params: [{ from, to, data }] })
  for (;;) {
    const receipt = (await request({ method: 'eth_getTransactionReceipt', params: [hash] })) as {
      status: string
    } | null
    if (receipt?.status === '0x0') throw new Error(`Transaction ${hash} of the test world was reverted.`)
    if (receipt) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

/** Wraps a devnet. */
export function rigWorld(devnet: Devnet): RigWorld {
  const { accounts, deployment, games, tokens, chainId } = devnet
  const [ada, bo, cleo] = people.map((person) => accounts[person].address) as [Address, Address, Address]
  const act = async (from: Address, to: Address, data: `0x${string}`): Promise<void> => {
    await transact(devnet.rpcUrl, from, to, data)
  }
  const items = games.items
  const studio = accounts.studio.address
  let made = 0
  const makePowerOf = async (owner: Address, seriesId: number, units: bigint): Promise<bigint> => {
    const client = devnet.as(owner)
    const quote = await quoteBuy(client, { seriesId, units, account: owner })
    const { event } = await execute(client, await buyHashpower.plan(client, quote.buy))
    return event.id
  }
  /** What the item's own game does when it changes hands, or is destroyed. */
  const move = async (item: ItemRef, from: Address, to: Address | undefined): Promise<void> => {
    if (item.kind === 'offchain') {
      await assignItem(devnet.as(studio), { game: item.game, key: item.key, player: to })
    } else if (item.kind === 'erc1155') {
      const data = to
        ? encodeFunctionData({ abi: [gameGearSafeTransferFromAbi], args: [from, to, item.id, 1n, '0x'] })
        : encodeFunctionData({ abi: [gameGearBurnAbi], args: [item.id, 1n] })
      await act(from, games.gear, data)
    } else {
      const data = to
        ? encodeFunctionData({ abi: [gameItemsTransferFromAbi], args: [from, to, item.id] })
        : encodeFunctionData({ abi: [gameItemsBurnAbi], args: [item.id] })
      await act(from, items, data)
    }
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
    makePower: (owner) => makePowerOf(owner, 1, UNITS),
    makePowerOf,
    makeGear: async (holder) => {
      const id = BigInt(1_000 + ++made)
      await act(holder, games.gear, encodeFunctionData({ abi: [gameGearMintAbi], args: [holder, id, 1n] }))
      return { kind: 'erc1155', chainId, collection: games.gear, id, holder }
    },
    makeOffchain: async (player) => {
      const key = `sword-${++made}`
      await assignItem(devnet.as(studio), { game: studio, key, player })
      return { kind: 'offchain', game: studio, key }
    },
    sell: move,
    burn: (item, owner) => move(item, owner, undefined),
    advanceDays: (days) => devnet.advanceDays(days),
    paid: async (account, asset = 'BTC') => {
      const [rigAt, hashpower] = [addressOf(deployment, 'rig'), addressOf(deployment, 'hashpower')]
      const token = asset === 'BTC' ? tokens.tBTC : tokens.tFIL
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
