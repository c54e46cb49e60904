import { rigKeyOfAbi } from '@dmex/contracts-abi'
import type { Address, Hex } from '../core/types.js'
import { encodeFunctionData, keccak256, stringToHex } from '../internal/viem.js'

/** An ERC-721 of any game. */
export interface Erc721Item {
  readonly kind: 'erc721'
  readonly collection: Address
  /** Token id. */
  readonly id: bigint
  /** Slot of the item, from 0. */
  readonly index?: number | undefined
}

/** One piece of an ERC-1155, by its holder. */
export interface Erc1155Item {
  readonly kind: 'erc1155'
  readonly collection: Address
  /** Token id. */
  readonly id: bigint
  /** Whose piece it is. */
  readonly holder: Address
  /** Which of the holder's pieces, from 0: the holder must own more than `index`. */
  readonly index?: number | undefined
}

/** An item that only a studio's server knows. */
export interface OffchainItem {
  readonly kind: 'offchain'
  /** The studio's account. */
  readonly game: Address
  /** The studio's own name for the item, or the number that the rig knows it by. */
  readonly key: string | bigint
  /** Slot of the item, from 0. */
  readonly index?: number | undefined
}

/** An item of a game that can carry hashpower. */
export type Item = Erc721Item | Erc1155Item | OffchainItem

/** An item as the contract takes it. */
export interface RigItem {
  readonly kind: number
  readonly collection: Address
  readonly id: bigint
  readonly holder: Address
  readonly index: number
}

const NOBODY: Address = '0x0000000000000000000000000000000000000000'

/** The number that the rig knows an off-chain item by: the hash of its name. */
export const offchainId = (key: string | bigint): bigint =>
  typeof key === 'bigint' ? key : BigInt(keccak256(stringToHex(key)))

/** An item as the contract takes it. */
export function toItem(item: Item): RigItem {
  const { index = 0 } = item
  if (item.kind === 'offchain')
    return { kind: 2, collection: item.game, id: offchainId(item.key), holder: NOBODY, index }
  const { collection, id } = item
  if (item.kind === 'erc1155') return { kind: 1, collection, id, holder: item.holder, index }
  return { kind: 0, collection, id, holder: NOBODY, index }
}

/**
 * Works out the key of an item's slot, as events and proofs name it. Asks the chain nothing.
 *
 * @param item - the item
 *
 * @example
 * ```ts
 * import type { Address } from '@dmex/sdk'
 * import { itemKey } from '@dmex/sdk/rig'
 *
 * export const keyOf = (collection: Address, id: bigint) => itemKey({ kind: 'erc721', collection, id })
 * ```
 */
export function itemKey(item: Item): Hex {
  // An item is a tuple of words: behind the selector its calldata is `abi.encode(item)`.
  const calldata = encodeFunctionData({ abi: [rigKeyOfAbi], args: [toItem(item)] })
  return keccak256(`0x${calldata.slice(10)}`)
}
