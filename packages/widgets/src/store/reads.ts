import { QueryClient, QueryObserver } from '@tanstack/query-core'
import type { BlockPoll } from './blocks.js'
import { causes } from './errors.js'
import type { ReadResult, SharedRead } from './types.js'

/** Whether nobody answered at all. */
const isSilence = (error: unknown): boolean => [...causes(error)].some(({ code }) => code === 'RpcUnavailable')

/** Two elements that show the same thing on load ask once. */
const FRESH_MS = 2_000

/** The reads of a page: asked once for all, asked again when the chain has a new block. */
export interface Reads {
  watch(read: SharedRead, listener: (result: ReadResult) => void): () => void
  /** Asks again for everything that is shown of a chain. */
  refresh(chainId: number): Promise<void>
}

/** Makes the reads of a page. Nothing asks again by itself except the block poll: an idle page stays silent. */
export function shareReads(poll: BlockPoll, onReach: (chainId: number, answered: boolean) => void): Reads {
  const client = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: FRESH_MS,
        gcTime: 300_000,
        // Waiting is the endpoint's matter: two more tries within about three seconds, then the person is told.
        retry: 2,
        retryDelay: (attempt: number) => 500 * 2 ** attempt,
        refetchOnWindowFocus: false,
        refetchOnReconnect: true,
        networkMode: 'always',
        // Amounts are bigints, which structural sharing cannot compare.
        structuralSharing: false,
      },
    },
  })
  client.mount()
  return {
    watch({ key, run, chainId, request }, listener) {
      const observer = new QueryObserver(client, { queryKey: key, queryFn: run })
      const tell = (result: ReturnType<typeof observer.getCurrentResult>): void => {
        // An answer, also one that says no, proves that the endpoint is there.
        if (result.fetchStatus === 'idle' && result.status !== 'pending') onReach(chainId, !isSilence(result.error))
        listener({
          status: result.status,
          data: result.data,
          error: result.error ?? result.failureReason ?? undefined,
          fetching: result.fetchStatus === 'fetching',
          updatedAt: result.dataUpdatedAt,
        })
      }
      const unsubscribe = observer.subscribe(tell)
      const leave = poll.join(chainId, request)
      tell(observer.getCurrentResult())
      return () => {
        unsubscribe()
        leave()
      }
    },
    refresh: (chainId) => client.invalidateQueries({ queryKey: ['dmex', chainId] }),
  }
}
