import * as contracts from '@dmex/contracts-abi/contracts'
import {
  gameGearAbi,
  gameItemsAbi,
  gameShopAbi,
  jointMiningPoolAbi,
  lendingPoolAbi,
  permit2Abi,
  testTokenAbi,
} from '@dmex/contracts-abi/contracts'
import type { Address } from '@dmex/sdk'
import { PERMIT2 } from '@dmex/sdk'
import type { Abi } from 'viem'
import type { Amount } from '../state.js'
import { personAt, type World } from '../world.js'

/** A token that counts as money. */
export interface Money extends Pick<Amount, 'symbol' | 'decimals'> {
  readonly address: Address
}

/** A contract of the market. */
export interface KnownContract {
  readonly name: string
  readonly abi: Abi
}

/** The tokens of the market, money first. */
export function moneyOf({ tokens, decimals, deployment }: World): readonly Money[] {
  const symbols = Object.keys(tokens) as (keyof typeof tokens)[]
  const test = symbols.map((symbol): Money => ({ symbol, decimals: decimals[symbol], address: tokens[symbol] }))
  const { dmc } = deployment.addresses
  return dmc ? [...test, { symbol: 'DMC', decimals: 18, address: dmc }] : test
}

export const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

/** The contract at an address, if it is one of the market's. */
export function contractAt(world: World, address: Address): KnownContract | undefined {
  const { deployment, games } = world
  const token = moneyOf(world).find((one) => isSame(one.address, address))
  if (token) return { name: token.symbol, abi: testTokenAbi }
  const own: readonly (readonly [Address, string, Abi])[] = [
    [games.items, 'Game items', gameItemsAbi],
    [games.gear, 'Game gear', gameGearAbi],
    [games.shop, 'Game shop', gameShopAbi],
    [PERMIT2, 'Permit2', permit2Abi],
  ]
  const { lend = [], mine = [] } = deployment.pools ?? {}
  for (const at of lend) if (isSame(at, address)) return { name: 'Lending pool', abi: lendingPoolAbi }
  for (const at of mine) if (isSame(at, address)) return { name: 'Joint-mining pool', abi: jointMiningPoolAbi }
  for (const [at, name, abi] of own) if (isSame(at, address)) return { name, abi }
  const abis = contracts as Readonly<Record<string, Abi>>
  for (const [key, at] of Object.entries(deployment.addresses)) {
    const abi = abis[`${key}Abi`]
    if (at && abi && isSame(at, address)) return { name: inWords(key), abi }
  }
  return undefined
}

/** `primarySale` -> `Primary sale`, as people who confirm something read it. */
const inWords = (key: string): string => {
  const words = key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return key === 'dmc' ? 'DMC' : `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}

/** Who or what is at an address: a person's or a contract's name. */
export function nameAt(world: World, address: Address): string | undefined {
  return personAt(world.accounts, address)?.name ?? contractAt(world, address)?.name
}

/** What an NFT is called: hashpower by series and number, an item by its collection. */
export function nftName(world: World, collection: Address, id: bigint): string {
  if (isSame(collection, world.deployment.addresses.hashpower ?? ''))
    return `Hashpower #${id >> 32n}-${id & 0xffff_ffffn}`
  if (isSame(collection, world.games.items)) return `Sword #${id}`
  if (isSame(collection, world.games.gear)) return `Gear #${id}`
  return `NFT #${id}`
}
