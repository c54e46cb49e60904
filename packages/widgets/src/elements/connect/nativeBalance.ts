import type { Source } from '../../base/source.js'
import type { Query } from '../../controllers/ReadController.js'
import { coinOf } from '../../store/coins.js'
import type { Connection } from '../../store/types.js'

/** Where the wallet of a connection reads: at the wallet itself, on the chain that it is on. */
export function walletSource({ status, provider, chainId }: Connection): Source | undefined {
  if (status !== 'connected' || !provider || chainId === undefined) return undefined
  const request: Source['request'] = (args) => provider.request(args)
  return { chainId, endpoint: 'wallet', request, client: { request, chain: { id: chainId } } }
}

/** Asks for the account's amount of the network's own coin, wei. */
export function balanceQuery({ provider, account, chainId }: Connection): Query<bigint> | undefined {
  if (!provider || !account) return undefined
  return {
    queryKey: ['dmex', chainId, 'nativeBalance', account],
    queryFn: async () =>
      BigInt((await provider.request({ method: 'eth_getBalance', params: [account, 'latest'] })) as string),
  }
}

/** How the coin is written: four digits behind the point are enough to know one's own wallet. */
export function coinMoney({ chainId }: Connection): { decimals: number; symbol: string; digits: number } {
  const { decimals, symbol } = coinOf(chainId ?? 0)
  return { decimals, symbol, digits: 4 }
}
