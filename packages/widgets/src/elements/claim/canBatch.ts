import type { Address, Eip1193Provider } from '../../store/types.js'

/** Asks a wallet whether it carries out several calls as one, all or nothing (EIP-5792). Most don't know the question. */
export async function canBatch(
  provider: Eip1193Provider | undefined,
  account: Address,
  chainId: number,
): Promise<boolean> {
  const chain = `0x${chainId.toString(16)}`
  try {
    const answer = await provider?.request({ method: 'wallet_getCapabilities', params: [account, [chain]] })
    const { atomic } = (answer as Record<string, { atomic?: { status?: string } }>)[chain] ?? {}
    return atomic?.status === 'supported' || atomic?.status === 'ready'
  } catch {
    return false
  }
}
