import { addressSourceOf, deploymentAt } from '../core/addressBook.js'
import type { ListAction, Page, PageArgs } from '../core/defineList.js'
import type { ReadAction, ReadOptions } from '../core/defineRead.js'
import type { Deployment, DmexClient } from '../core/types.js'

/** What the query layer needs of a wagmi `Config`; `withDeployments` of `@dmex/sdk/wagmi` adds deployments of your own. */
export interface ConfigLike {
  getClient(parameters?: { chainId?: never }): DmexClient
  readonly state: { readonly chainId: number }
  readonly dmexDeployments?: readonly Deployment[] | undefined
}

/** Which chain and block to read. */
export interface QueryOptions extends ReadOptions {
  /** One of the chains of the wagmi config; the current one when left out. */
  readonly chainId?: number | undefined
}

/** Names a read in the cache: `['dmex', chainId, module, action, args]`, with amounts as decimal text. */
export type ReadQueryKey = readonly ['dmex', number, string, string, unknown]

/** What TanStack Query needs to run a read: spread it into `useQuery`, `fetchQuery` or `prefetchQuery`. */
export interface ReadQuery<Result> {
  readonly queryKey: ReadQueryKey
  readonly queryFn: () => Promise<Result>
}

/** What TanStack Query needs to run a paged read: spread it into `useInfiniteQuery`. */
export interface ListQuery<Item> {
  readonly queryKey: ReadQueryKey
  readonly queryFn: (context: { readonly pageParam: bigint | undefined }) => Promise<Page<Item>>
  readonly initialPageParam: bigint | undefined
  readonly getNextPageParam: (page: Page<Item>) => bigint | undefined
}

/**
 * Makes the options of a TanStack query out of any read. Works with a client and with a wagmi config, and needs neither React
 * nor TanStack Query itself.
 *
 * @param action - a read, such as `getSeries`
 * @param source - a client, or a wagmi config
 * @param args - the read's arguments
 * @param options - chain, block, deployment
 * @throws DmexError `ArgumentInvalid` when a client doesn't say which chain it is on
 *
 * @example
 * ```ts
 * import type { DmexClient } from '@dmex/sdk'
 * import { getSeries } from '@dmex/sdk/mint'
 * import { readQueryOptions } from '@dmex/sdk/query'
 *
 * export const seriesQuery = (client: DmexClient, seriesId: number) => readQueryOptions(getSeries, client, { seriesId })
 * ```
 */
export function readQueryOptions<Args, Result>(
  action: ReadAction<Args, Result>,
  source: DmexClient | ConfigLike,
  args: Args,
  options: QueryOptions = {},
): ReadQuery<Result> {
  const { client, chainId } = resolve(source, options)
  return { queryKey: keyOf(action.action, chainId, args, options), queryFn: () => action(client, args, options) }
}

/**
 * Makes the options of a TanStack infinite query out of a paged read.
 *
 * @param action - a paged read, such as `listSeries`
 * @param source - a client, or a wagmi config
 * @param args - the read's arguments; `cursor` is where the first page starts
 * @param options - chain, block, deployment
 * @throws DmexError `ArgumentInvalid` when a client doesn't say which chain it is on
 *
 * @example
 * ```ts
 * import type { DmexClient } from '@dmex/sdk'
 * import { listSeries } from '@dmex/sdk/mint'
 * import { listQueryOptions } from '@dmex/sdk/query'
 *
 * export const allSeriesQuery = (client: DmexClient) => listQueryOptions(listSeries, client, {})
 * ```
 */
export function listQueryOptions<Args, Item>(
  action: ListAction<Args, Item>,
  source: DmexClient | ConfigLike,
  args: Args & PageArgs,
  options: QueryOptions = {},
): ListQuery<Item> {
  const { client, chainId } = resolve(source, options)
  return {
    queryKey: keyOf(action.action, chainId, { ...args, pages: true }, options),
    queryFn: ({ pageParam }) => action(client, { ...args, cursor: pageParam }, options),
    initialPageParam: args.cursor,
    getNextPageParam: ({ next }) => next,
  }
}

/**
 * Makes the start of a query key, to invalidate what a write changed: everything of DMEX on a chain, or of one module.
 *
 * @param chainId - the chain
 * @param module - such as `mint`; all modules when left out
 *
 * @example
 * ```ts
 * import { queryKeyPrefix } from '@dmex/sdk/query'
 *
 * queryKeyPrefix(31337, 'mint') // ['dmex', 31337, 'mint']
 * ```
 */
export function queryKeyPrefix(chainId: number, module?: string): readonly unknown[] {
  return module === undefined ? ['dmex', chainId] : ['dmex', chainId, module]
}

function resolve(source: DmexClient | ConfigLike, options: QueryOptions): { client: DmexClient; chainId: number } {
  if ('getClient' in source) {
    const chainId = options.chainId ?? source.state.chainId
    // The parameter's type is the union of the config's own chain ids, unknown here.
    const client = (source.getClient as (parameters: { chainId: number }) => DmexClient)({ chainId })
    const deployment = source.dmexDeployments?.find((known) => known.chainId === chainId)
    return { client: deployment ? { ...client, dmexDeployment: deployment } : client, chainId }
  }
  const at = options.at ?? addressSourceOf(source)
  return { client: source, chainId: typeof at === 'number' ? at : deploymentAt(at).chainId }
}

function keyOf(action: string, chainId: number, args: unknown, { block }: QueryOptions): ReadQueryKey {
  const [module = '', name = ''] = action.split('.')
  return ['dmex', chainId, module, name, plain(block === undefined ? args : { ...(args as object), block })]
}

/** Query keys are hashed as JSON, which has no bigint. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_, each) => (typeof each === 'bigint' ? `${each}` : each)))
}
