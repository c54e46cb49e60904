import type { ItemRef } from './types.js'

/** One text for one item, however its addresses are written. */
export function keyOf(item: ItemRef): string {
  const index = item.index ?? 0
  if (item.kind === 'offchain') return `offchain:${item.game.toLowerCase()}:${index}:${item.key}`
  const holder = item.kind === 'erc1155' ? item.holder.toLowerCase() : ''
  return `${item.kind}:${item.chainId}:${item.collection.toLowerCase()}:${item.id}:${holder}:${index}`
}

/** Compares accounts, however they are written. */
export const same = (a: string | undefined, b: string | undefined): boolean => a?.toLowerCase() === b?.toLowerCase()
