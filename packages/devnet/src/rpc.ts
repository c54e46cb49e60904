/** A request as JSON-RPC has it. */
export interface RpcRequest {
  readonly method: string
  readonly params?: readonly unknown[] | undefined
}

/** Talks to the chain of a devnet. */
export interface Rpc {
  readonly url: string
  /** Sends one request. */
  request<Result>(method: string, ...params: readonly unknown[]): Promise<Result>
  /** Sends several requests in one message; the chain may work on them in any order. */
  batch(requests: readonly RpcRequest[]): Promise<readonly unknown[]>
}

interface Answer {
  readonly id: number
  readonly result?: unknown
  readonly error?: { readonly message: string; readonly data?: unknown }
}

/** The chain refused a request. */
export class RpcError extends Error {
  override readonly name = 'RpcError'
  /** What came with the refusal, such as a contract's revert data. */
  readonly data: unknown

  constructor(method: string, { message, data }: { readonly message: string; readonly data?: unknown }) {
    super(`${method}: ${message}`)
    this.data = data
  }
}

const BATCH = 200

/** Opens a connection to an endpoint. */
export function openRpc(url: string): Rpc {
  let id = 0
  const post = async (requests: readonly RpcRequest[]): Promise<readonly unknown[]> => {
    if (requests.length === 0) return []
    const first = id + 1
    const body = requests.map(({ method, params = [] }) => ({ jsonrpc: '2.0', id: ++id, method, params }))
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    const answers = new Map(((await response.json()) as readonly Answer[]).map((answer) => [answer.id, answer]))
    return requests.map(({ method }, index) => {
      const answer = answers.get(first + index)
      if (!answer) throw new RpcError(method, { message: 'no answer' })
      if (answer.error) throw new RpcError(method, answer.error)
      return answer.result
    })
  }
  const batch = async (requests: readonly RpcRequest[]): Promise<readonly unknown[]> => {
    const results: unknown[] = []
    for (let from = 0; from < requests.length; from += BATCH)
      results.push(...(await post(requests.slice(from, from + BATCH))))
    return results
  }
  return {
    url,
    batch,
    request: async <Result>(method: string, ...params: readonly unknown[]): Promise<Result> => {
      const [result] = await post([{ method, params }])
      return result as Result
    },
  }
}
