import { lendingPoolCreditOfAbi } from '@dmex/contracts-abi'
import { keccak256, pad, toHex } from 'viem'
import { contractCall } from '../../src/deploy/index.js'
import type { Address, Hex } from '../../src/index.js'
import { jsonRpc, type TestProtocol } from '../../src/testing/index.js'

/** Makes a contract that credits failed payments (`creditOf`) owe an account tokens, as after such a payment. */
export async function oweCredit(
  market: TestProtocol,
  contract: Address,
  token: Address,
  account: Address,
  amount: bigint,
): Promise<void> {
  const rpc = jsonRpc(market.rpcUrl)
  await market.mint(token, contract, amount)
  const { to, data } = contractCall(market.deployment, contract, lendingPoolCreditOfAbi, [token, account])
  for (let slot = 0n; slot < 40n; slot++) {
    const inner = keccak256(`${pad(token)}${toHex(slot, { size: 32 }).slice(2)}`)
    const cell = keccak256(`${pad(account)}${inner.slice(2)}`)
    const before = await rpc<Hex>('eth_getStorageAt', contract, cell, 'latest')
    await rpc('anvil_setStorageAt', contract, cell, toHex(amount, { size: 32 }))
    if (BigInt(await rpc<Hex>('eth_call', { to, data }, 'latest')) === amount) return
    await rpc('anvil_setStorageAt', contract, cell, before)
  }
  throw new Error('The contract keeps its credits in another place than this test looks.')
}
