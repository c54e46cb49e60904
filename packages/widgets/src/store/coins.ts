/** A network's own coin, as wallets know it (EIP-3085). */
export interface Coin {
  readonly name: string
  readonly symbol: string
  readonly decimals: number
}

const ether: Coin = { name: 'Ether', symbol: 'ETH', decimals: 18 }

const coins: Readonly<Record<number, Coin>> = {
  56: { name: 'BNB', symbol: 'BNB', decimals: 18 },
  97: { name: 'tBNB', symbol: 'tBNB', decimals: 18 },
  137: { name: 'POL', symbol: 'POL', decimals: 18 },
  314: { name: 'Filecoin', symbol: 'FIL', decimals: 18 },
  43114: { name: 'Avalanche', symbol: 'AVAX', decimals: 18 },
  314159: { name: 'testnet filecoin', symbol: 'tFIL', decimals: 18 },
}

/** The coin in which a network takes its fee; ether unless it is known to be another one. */
export function coinOf(chainId: number): Coin {
  return coins[chainId] ?? ether
}
