import { createServer } from 'node:http'
import type { DmexClient } from '@dmex/sdk'
import type { Eip1193Provider } from '../../src/backends/http/index.js'
import { defineRules, proportional, type Rules } from '../../src/rules/index.js'
import { createDmexServer, type DmexServer, type DmexServerOptions } from '../../src/server/index.js'
import { toNodeListener } from '../../src/server/node.js'

export interface Stats {
  readonly attack: number
}
export const rules: Rules<Stats> = defineRules({
  version: 1,
  effectiveFrom: '2024-01-01',
  stats: { attack: proportional({ base: 10, perPoint: 100, most: 200 }) },
})

/** A companion that listens, on a port of its own. */
export interface Companion {
  readonly url: string
  readonly server: DmexServer<Stats>
  /** Requests so far. */
  count(): number
  stop(): Promise<void>
}

/** Puts a handler behind `node:http`. */
export async function listen(
  handler: (request: Request) => Promise<Response>,
): Promise<{ url: string; count(): number; stop(): Promise<void> }> {
  const listener = toNodeListener(handler)
  let requests = 0
  const http = createServer((incoming, outgoing) => {
    requests++
    listener(incoming, outgoing)
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const address = http.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    count: () => requests,
    stop: () =>
      new Promise((resolve) => {
        http.closeAllConnections()
        http.close(() => resolve())
      }),
  }
}

/** Starts a companion over a devnet. */
export async function startCompanion(
  { client }: { readonly client: DmexClient },
  options: Partial<DmexServerOptions<Stats>> = {},
): Promise<Companion> {
  const server = createDmexServer({ client, rules, finality: 'latest', basePath: '/dmex', ...options })
  const { url, count, stop } = await listen(server.handler)
  return { url: `${url}/dmex`, server, count, stop }
}

/** The wallet of somebody whose key the chain holds. */
export const walletOn = (rpcUrl: string): Eip1193Provider => ({
  request: async ({ method, params = [] }) => {
    const answer = await fetch(rpcUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    })
    const { result, error } = (await answer.json()) as { result?: unknown; error?: { code: number; message: string } }
    if (error) throw Object.assign(new Error(error.message), error)
    return result
  },
})
