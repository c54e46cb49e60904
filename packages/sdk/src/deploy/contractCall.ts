import type { Abi, AbiFunction } from 'viem'
import { addressOf, type ContractName } from '../core/addressBook.js'
import type { Address, ArgsOf, At, Call } from '../core/types.js'
import { encodeFunctionData } from '../internal/viem.js'

/**
 * Builds a call of any function of a protocol contract: what governance schedules, a Safe proposes, or a test sends.
 *
 * Asks the chain nothing.
 *
 * @param at - a chain id of the address book, or a deployment
 * @param contract - name of the contract, such as `minerRegistry`, or the address of one that has none, such as a pool
 * @param abi - the function, from `@dmex/contracts-abi`
 * @param args - its arguments, checked against the ABI
 * @throws DmexError `ContractNotDeployed` when the deployment lacks the contract, `UnknownChain`, `ChainRetired`
 *
 * @example
 * ```ts
 * import type { Deployment } from '@dmex/sdk'
 * import { contractCall } from '@dmex/sdk/deploy'
 * import { minerRegistrySuspendAbi } from '@dmex/contracts-abi'
 *
 * export const suspend = (deployment: Deployment, minerId: number) =>
 *   contractCall(deployment, 'minerRegistry', minerRegistrySuspendAbi, [minerId])
 * ```
 */
export function contractCall<const Fn extends AbiFunction>(
  at: At,
  contract: ContractName | Address,
  abi: Fn,
  args: ArgsOf<Fn>,
): Call {
  const values = args as readonly unknown[]
  return {
    to: addressOf(at, contract),
    data: encodeFunctionData({ abi: [abi] as Abi, functionName: abi.name, args: values }),
    value: 0n,
    abi: [abi],
    functionName: abi.name,
    args: values,
  }
}
