/** An error as wallets throw it (EIP-1193): a number that says what happened, and words that nobody should rely on. */
export class FakeWalletError extends Error {
  /** EIP-1193, EIP-1474 or EIP-3326 code, such as 4001. */
  readonly code: number
  /** What the chain said, such as revert data. */
  readonly data: unknown

  constructor(code: number, message: string, options: { readonly data?: unknown; readonly cause?: unknown } = {}) {
    super(message, { cause: options.cause })
    this.name = 'FakeWalletError'
    this.code = code
    this.data = options.data
  }
}

/** Sends one JSON-RPC request to a chain that runs somewhere. */
export type Forward = (method: string, params?: unknown) => Promise<unknown>

/**
 * Makes a wallet's line to its chain.
 *
 * @param rpcUrl - URL of a chain that holds the keys of the wallet's accounts, such as anvil or the devnet
 */
export function forwardTo(rpcUrl: string): Forward {
  let id = 0
  return async (method, params = []) => {
    const body = JSON.stringify({ jsonrpc: '2.0', id: ++id, method, params })
    let answer: { readonly result?: unknown; readonly error?: { code: number; message: string; data?: unknown } }
    try {
      const response = await fetch(rpcUrl, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
      answer = (await response.json()) as typeof answer
    } catch (cause) {
      throw new FakeWalletError(-32603, `The fake wallet can't reach ${rpcUrl}. Is the chain running?`, { cause })
    }
    const { result, error } = answer
    if (error) throw new FakeWalletError(error.code, error.message, { data: error.data })
    return result
  }
}

/** What a chain answers on which nothing ever happened: that is where a wallet on another network reads. */
export function emptyChain(method: string): unknown {
  switch (method) {
    case 'eth_blockNumber':
      return '0x1'
    case 'eth_getBalance':
    case 'eth_getTransactionCount':
    case 'eth_gasPrice':
      return '0x0'
    case 'eth_call':
    case 'eth_getCode':
      return '0x'
    case 'eth_getTransactionReceipt':
    case 'eth_getTransactionByHash':
      return null
    default:
      throw new FakeWalletError(-32601, `The fake wallet is on another network and does not answer ${method} there.`)
  }
}
