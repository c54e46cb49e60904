import { type DmexError, isDmexError } from '../errors/DmexError.js'

/** Whether a wallet answered that it lacks the method, or the kind of batch. */
export function isUnsupported(error: DmexError): boolean {
  if (!isDmexError(error, 'RpcFailed')) return false
  const { rpcCode } = error.args
  return rpcCode !== undefined && [-32601, -32004, 4200, 5700, 5710, 5760].includes(rpcCode)
}
