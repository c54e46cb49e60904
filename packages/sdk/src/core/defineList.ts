import type { AbiFunction } from 'viem'
import { defineRead, type ReadAction, type ReadDeclaration, type ReadOptions } from './defineRead.js'
import type { DmexClient } from './types.js'

/** Where a page starts, and how much it holds. */
export interface PageArgs {
  /** `next` of the page before; left out for the first page. */
  readonly cursor?: bigint | undefined
  /** Most items in the page. */
  readonly limit?: number | undefined
}

/** One page of a list. */
export interface Page<Item> {
  readonly items: readonly Item[]
  /** Where the next page starts; `undefined` on the last. A page may be short, even empty, and have a next one. */
  readonly next: bigint | undefined
}

/** A read of a list, page by page. */
export interface ListAction<Args, Item> extends ReadAction<Args & PageArgs, Page<Item>> {
  /** Reads page after page, one `eth_call` each, and yields item after item. */
  all(client: DmexClient, args: Args & PageArgs, options?: ReadOptions): AsyncIterable<Item>
}

/**
 * Makes a paged read out of its declaration. Annotate the call with `#__PURE__`, so that bundlers drop unused actions.
 *
 * @param declaration - as for `defineRead`; `result` must return a {@link Page}
 */
export function defineList<Args, const Fn extends AbiFunction, Item>(
  declaration: ReadDeclaration<Args & PageArgs, Fn, Page<Item>>,
): ListAction<Args, Item> {
  const read = defineRead(declaration)
  return Object.assign(read, {
    async *all(client: DmexClient, args: Args & PageArgs, options?: ReadOptions): AsyncGenerator<Item, void> {
      let { cursor } = args
      do {
        const page: Page<Item> = await read(client, { ...args, cursor }, options)
        yield* page.items
        cursor = page.next
      } while (cursor !== undefined)
    },
  })
}
