import type { DmexClient } from '../../src/index.js'

/** A client that writes down which methods it calls. */
export function counting(client: DmexClient): { readonly client: DmexClient; readonly methods: string[] } {
  const methods: string[] = []
  const inner = client.request as (request: { method: string }) => Promise<unknown>
  const request = (args: { method: string }): Promise<unknown> => {
    methods.push(args.method)
    return inner(args)
  }
  return { client: { ...client, request }, methods }
}
