import type { Page } from './defineList.js'
import type { TakenAt } from './views.js'

/** A page, and the block that it is of. */
export interface PageAt<Item> extends Page<Item> {
  readonly at: TakenAt
}

/** Turns a lens's page into ours: its cursor is 0 on the last page. */
export const toPage = async <Raw, Item>(
  { items, next, at }: { readonly items: readonly Raw[]; readonly next: bigint; readonly at: TakenAt },
  toItem: (raw: Raw) => Item | Promise<Item>,
): Promise<PageAt<Item>> => ({ items: await Promise.all(items.map(toItem)), next: next || undefined, at })

/** The one item of a view that was asked for one. */
export function first<Item>(items: readonly Item[]): Item {
  const [item] = items
  if (item === undefined) throw new RangeError('The contract answered with no item. Check the address of the lens.')
  return item
}
