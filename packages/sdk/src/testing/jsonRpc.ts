/** Sends a JSON-RPC request; the test kit's own, so that a client under test can break without breaking the test. */
export type JsonRpc = <Result = unknown>(method: string, ...params: readonly unknown[]) => Promise<Result>

/** A JSON-RPC error, as a wallet throws it: with its code, and the revert data where there is some. */
export class JsonRpcError extends Error {
  override readonly name: string = 'JsonRpcError'
  readonly code: number
  readonly data: unknown

  constructor(code: number, message: string, data?: unknown) {
    super(message)
    this.code = code
    this.data = data
  }
}

/**
 * Connects to an endpoint over HTTP.
 *
 * @param rpcUrl - RPC URL
 *
 * @example
 * ```ts
 * import { jsonRpc } from '@dmex/sdk/testing'
 *
 * const rpc = jsonRpc('http://127.0.0.1:8545')
 * await rpc('evm_mine')
 * ```
 */
export function jsonRpc(rpcUrl: string): JsonRpc {
  return async <Result>(method: string, ...params: readonly unknown[]): Promise<Result> => {
    const response = await fetch(rpcUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    })
    if (!response.ok)
      throw Object.assign(new JsonRpcError(-32603, `HTTP ${response.status}`), { status: response.status })
    const answer = (await response.json()) as {
      result: Result
      error?: { code: number; message: string; data?: unknown }
    }
    if (answer.error) throw new JsonRpcError(answer.error.code, answer.error.message, answer.error.data)
    return answer.result
  }
}

/** A receipt, as JSON-RPC gives it. */
export interface RawReceipt {
  readonly status: `0x${string}`
  readonly [field: string]: unknown
}

/** Waits until a transaction is in a block: anvil answers a little before it is. */
export async function receiptOf(rpc: JsonRpc, hash: string): Promise<RawReceipt> {
  for (;;) {
    const receipt = await rpc<RawReceipt | null>('eth_getTransactionReceipt', hash)
    if (receipt) return receipt
    await new Promise((resolve) => {
      setTimeout(resolve, 10)
    })
  }
}
