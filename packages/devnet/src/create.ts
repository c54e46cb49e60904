import type { Address, Hex } from '@dmex/sdk'
import { getAddress } from 'viem'
import { mine } from './chain.js'
import type { Rpc } from './rpc.js'

/** Creates contracts in one block, and returns their addresses in order. */
export async function create<const Code extends readonly Hex[]>(
  rpc: Rpc,
  from: Address,
  code: Code,
): Promise<{ readonly [Index in keyof Code]: Address }> {
  const mined = await mine(
    rpc,
    code.map((data) => ({ from, call: { data }, label: 'Creating a contract' })),
  )
  const addresses = mined.map(({ contractAddress }) => {
    if (!contractAddress) throw new Error('The chain created no contract.')
    return getAddress(contractAddress)
  })
  return addresses as unknown as { readonly [Index in keyof Code]: Address }
}
