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
 *
 * @example
 * ```ts
 * import { defineList, type ListAction } from '@dmex/sdk'
 *
 * const lotsAbi = {
 *   type: 'function',
 *   name: 'lots',
 *   stateMutability: 'view',
 *   inputs: [
 *     { name: 'cursor', type: 'uint256' },
 *     { name: 'limit', type: 'uint256' },
 *   ],
 *   outputs: [
 *     { name: 'items', type: 'uint256[]' },
 *     { name: 'next', type: 'uint256' },
 *   ],
 * } as const
 *
 * export const listLots: ListAction<Record<never, never>, bigint> = defineList({
 *   name: 'custom.listLots',
 *   contract: () => '0x5FbDB2315678afecb367f032d93F642f64180aa3',
 *   abi: lotsAbi,
 *   args: ({ cursor = 0n, limit = 50 }) => [cursor, BigInt(limit)],
 *   result: ({ items, next }) => ({ items, next: next || undefined }),
 * })
 * ```
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
