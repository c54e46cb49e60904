import { codes, WalletError } from './errors.js'

const send = (url, body) =>
  fetch(
    url,
    body && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
  ).catch(() => undefined)

/**
 * Opens the way to the devnet that serves the wallet.
 *
 * @param base - where it serves it
 */
export function openDevnet(base) {
  /** Asks for something, or sends it something to think about. */
  async function ask(path, body) {
    const response = await send(new URL(path, base), body)
    if (!response) throw new WalletError(codes.noDevnet, 'The devnet does not answer. Start it again.')
    const answer = await response.json()
    if (!response.ok) throw new WalletError(codes.failed, answer.error)
    return answer
  }
  return { ask, toChain: (method, params) => toChain(new URL('rpc', base), method, params) }
}

/** Passes a request on to a chain; its refusal keeps its code and its data. */
export async function toChain(url, method, params) {
  const response = await send(url, { jsonrpc: '2.0', id: 1, method, params })
  if (!response) throw new WalletError(codes.noDevnet, 'The network does not answer.')
  const { error, result } = await response.json()
  if (error) throw new WalletError(error.code ?? codes.failed, error.message ?? String(error), error.data)
  return result
}
