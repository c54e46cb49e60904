import type { Abi, AbiFunction } from 'viem'
import { DmexError } from '../errors/DmexError.js'
import type { ErrorEntry } from '../errors/explain.js'
import { decodeFunctionResult, encodeFunctionData } from '../internal/viem.js'
import type { Address, Hex, ResultOf } from './types.js'

/** Decodes what a function returned: nothing, the one value, or an object of the named values. */
export function decodeResult<Fn extends AbiFunction>(abi: Fn, data: Hex, from: Address): ResultOf<Fn> {
  const { outputs } = abi
  if (!outputs.length) return undefined as ResultOf<Fn>
  if (data === '0x')
    throw new DmexError(
      'ContractNotDeployed',
      `There is no contract with ${abi.name} at ${from}. Check the deployment, and which chain the client is on.`,
      { contract: from, chainId: undefined },
    )
  const decoded: unknown = decodeFunctionResult({ abi: [abi] as Abi, functionName: abi.name, data })
  if (outputs.length === 1) return decoded as ResultOf<Fn>
  const values = decoded as readonly unknown[]
  return Object.fromEntries(outputs.map(({ name }, index) => [name || index, values[index]])) as ResultOf<Fn>
}

/** The ABI that goes with a call: the function, and the errors it is known to meet. */
export const callAbi = (abi: AbiFunction, errors: readonly ErrorEntry[] = []): Abi => [
  abi,
  ...errors.map((entry) => entry.abi),
]

/** Encodes a call. Throws `ArgumentInvalid` for what the function can't take. */
export function encodeCall(abi: AbiFunction, args: readonly unknown[]): Hex {
  try {
    return encodeFunctionData({ abi: [abi], functionName: abi.name, args })
  } catch (cause) {
    const value = `${(cause as Error).message}`.split('\n', 1)[0] ?? ''
    throw new DmexError(
      'ArgumentInvalid',
      `${abi.name}: ${value} Correct the argument.`,
      { argument: abi.name, value },
      { cause },
    )
  }
}
