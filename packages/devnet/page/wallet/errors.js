/** What a page is told, by the numbers of EIP-1193, EIP-1474 and EIP-3326. */
export class WalletError extends Error {
  constructor(code, message, data) {
    super(message)
    this.name = 'WalletError'
    this.code = code
    this.data = data
  }
}

export const codes = {
  rejected: 4001,
  notConnected: 4100,
  unknownMethod: 4200,
  noDevnet: 4900,
  otherChain: 4901,
  unknownChain: 4902,
  badParams: -32602,
  failed: -32603,
}

export const rejected = () => new WalletError(codes.rejected, 'The request was rejected in the wallet.')
