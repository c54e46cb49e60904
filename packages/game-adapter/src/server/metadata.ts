import type { Address, ItemRef, Reading, Snapshot } from '../core/types.js'

/** A trait of an item, as marketplaces show it. */
export interface MetadataAttribute {
  readonly trait_type: string
  readonly value: string | number
  readonly display_type?: 'number' | 'date' | undefined
}

/** What the studio says of an item by itself. */
export interface ItemDescription {
  readonly name?: string | undefined
  readonly description?: string | undefined
  readonly image?: string | undefined
  readonly external_url?: string | undefined
  readonly attributes?: readonly MetadataAttribute[] | undefined
}

/** ERC-721 metadata: the studio's own, and what the hashpower adds. */
export interface ItemMetadata extends ItemDescription {
  readonly name: string
  readonly attributes: readonly MetadataAttribute[]
}

const UNITS: Readonly<Record<string, string>> = { BTC: 'GH/s', FIL: 'GiB' }

/** Merges what the studio says with what the item has. */
export function toMetadata(
  collection: Address,
  id: bigint,
  own: ItemDescription,
  snapshot: Snapshot<unknown>,
): ItemMetadata {
  const { state, level, stats } = snapshot
  const { power, sealUntil, detachReadyAt, offered, mode } = state
  const traits: MetadataAttribute[] = []
  const add = (trait_type: string, value: bigint | number | string, display_type?: 'number' | 'date'): void => {
    // A number that JSON can't hold exactly is text.
    const exact = typeof value !== 'bigint' ? value : Number.isSafeInteger(Number(value)) ? Number(value) : `${value}`
    traits.push({ trait_type, value: exact, ...(display_type && typeof exact === 'number' ? { display_type } : {}) })
  }
  if (power && !offered) {
    add(`Hashpower (${UNITS[power.asset] ?? 'units'})`, power.units, 'number')
    add('Mines', power.asset)
    add('Mined in all (base units)', power.total, 'number')
    add('Days mined', power.daysMined, 'number')
    add('Hashpower goes with a sale', mode === 'bound' || state.onTransfer === 'follow' ? 'yes' : 'no')
    add('Earns until', (power.endDay + 1) * 86_400, 'date')
  }
  if (sealUntil > snapshot.at.time) add('Sealed until', sealUntil, 'date')
  if (detachReadyAt > 0) add('Being detached', 'yes')
  for (const [name, value] of Object.entries(stats as Record<string, unknown>))
    if (typeof value === 'number' || typeof value === 'string') add(name, value)
  add('Level', level, 'number')
  return { ...own, name: own.name ?? `${collection} #${id}`, attributes: [...(own.attributes ?? []), ...traits] }
}

/** Asks for the snapshot of an ERC-721 item. */
export const erc721 = (chainId: number, collection: Address, id: bigint): ItemRef => ({
  kind: 'erc721',
  chainId,
  collection,
  id,
})

/** The state of the one item that was read. */
export const only = ({ items }: Reading): Reading['items'][number] | undefined => items[0]
