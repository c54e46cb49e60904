import type { IncomingMessage, ServerResponse } from 'node:http'

/** What a proxy does to requests: answers HTTP 429, or hangs up. */
export type ProxyFailure = 'rateLimited' | 'down'

/** An endpoint in front of another, which fails when told to. */
export interface RpcProxy {
  readonly rpcUrl: string
  /** What is wrong at the moment; `undefined` for nothing. */
  fail: ProxyFailure | undefined
  /** Methods in the order they came, failed ones included. */
  readonly calls: readonly string[]
  clear(): void
  stop(): Promise<void>
}

/**
 * Puts an endpoint in front of another one, to see how an application takes HTTP 429 and an endpoint that is down. Node only.
 *
 * @param target - RPC URL to pass requests on to
 *
 * @example
 * ```ts
 * import { startProxy } from '@dmex/sdk/testing'
 *
 * const proxy = await startProxy('http://127.0.0.1:8545')
 * proxy.fail = 'down'
 * await proxy.stop()
 * ```
 */
export async function startProxy(target: string): Promise<RpcProxy> {
  const { createServer } = await import('node:http')
  const calls: string[] = []
  const state: { fail: ProxyFailure | undefined } = { fail: undefined }

  const answer = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    let body = ''
    for await (const chunk of incoming) body += chunk
    for (const { method } of [JSON.parse(body)].flat()) calls.push(method)
    if (state.fail === 'down') {
      incoming.socket.destroy()
      return
    }
    if (state.fail === 'rateLimited') {
      response.writeHead(429, { 'content-type': 'text/plain' }).end('Too Many Requests')
      return
    }
    const passed = await fetch(target, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    response.writeHead(passed.status, { 'content-type': 'application/json' }).end(await passed.text())
  }
  const server = createServer((incoming, response) => {
    answer(incoming, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0

  return {
    rpcUrl: `http://127.0.0.1:${port}`,
    get fail() {
      return state.fail
    },
    set fail(failure) {
      state.fail = failure
    },
    calls,
    clear() {
      calls.length = 0
    },
    async stop() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
      })
    },
  }
}
