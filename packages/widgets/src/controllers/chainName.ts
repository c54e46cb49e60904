/** Names of the networks that visitors meet, as wallets write them. */
const NAMES: Readonly<Record<number, string>> = {
  1: 'Ethereum',
  10: 'OP Mainnet',
  56: 'BNB Smart Chain',
  97: 'BNB Smart Chain Testnet',
  137: 'Polygon',
  8453: 'Base',
  42161: 'Arbitrum One',
  11155111: 'Sepolia',
}

/** Names a network, as wallets write it; the others go by their number. */
export function chainName(chainId: number, byNumber: (chainId: string) => string): string {
  return NAMES[chainId] ?? byNumber(`${chainId}`)
}
