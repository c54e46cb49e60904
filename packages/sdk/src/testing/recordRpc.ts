/** What a viem transport is, as far as recording needs to know. */
type Transport = (parameters: never) => { readonly request: (args: never, options?: never) => Promise<unknown> }

/** A transport that writes down what passes through it. */
export interface RecordedRpc<T extends Transport> {
  /** Give it to the client in place of the transport. */
  readonly transport: T
  /** Methods in the order they were called. */
  readonly calls: readonly string[]
  /** Forgets the calls so far. */
  clear(): void
}

/**
 * Records the JSON-RPC calls of a client, to show what an action costs.
 *
 * @param transport - any viem transport
 *
 * @example
 * ```ts
 * import { recordRpc } from '@dmex/sdk/testing'
 * import { createClient, http } from 'viem'
 *
 * const rpc = recordRpc(http('http://127.0.0.1:8545'))
 * const client = createClient({ transport: rpc.transport })
 * await client.request({ method: 'eth_chainId' })
 * rpc.calls // ['eth_chainId']
 * ```
 */
export function recordRpc<T extends Transport>(transport: T): RecordedRpc<T> {
  const calls: string[] = []
  const recorded = (parameters: never) => {
    const inner = transport(parameters)
    const request = (args: { readonly method: string }, options?: never): Promise<unknown> => {
      calls.push(args.method)
      return (inner.request as (args: object, options?: never) => Promise<unknown>)(args, options)
    }
    return { ...inner, request }
  }
  return {
    transport: recorded as unknown as T,
    calls,
    clear() {
      calls.length = 0
    },
  }
}
