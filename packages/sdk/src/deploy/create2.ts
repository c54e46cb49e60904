import type { AbiParameter } from 'viem'
import { checksum } from '../core/checksum.js'
import type { Address, Hex } from '../core/types.js'
import { encodeFunctionData, keccak256 } from '../internal/viem.js'

/**
 * The deployer at the same address on every chain: it makes a contract from `salt ++ creation code` by CREATE2, so that the
 * same contract with the same arguments has the same address everywhere.
 */
export const CREATE2_DEPLOYER: Address = '0x4e59b44847b379578588920cA78FbF26c0B4956C'

/** Who signed the deployer's one transaction, and what its gas costs at most, wei. */
export const CREATE2_SIGNER: Address = '0x3fAB184622Dc19b6109349B94811493BF2a45362'
export const CREATE2_SIGNER_FUNDS: bigint = 10n ** 16n

/** The transaction that puts the deployer on a chain: valid on any of them, since nobody knows a key for its made-up signature. */
export const CREATE2_TRANSACTION: Hex = `0xf8a58085174876e800830186a08080b853604580600e600039806000f350fe7f${'f'.repeat(62)}e03601600081602082378035828234f58015156039578182fd5b8082525050506014600cf31ba0${'2'.repeat(64)}a0${'2'.repeat(64)}`

/** Address of the contract that the deployer makes of this creation code. */
export function create2Address(salt: Hex, initCode: Hex): Address {
  const hash = keccak256(`0xff${CREATE2_DEPLOYER.slice(2)}${salt.slice(2)}${keccak256(initCode).slice(2)}`)
  return checksum(`0x${hash.slice(-40)}`)
}

/** Address of the contract that a contract makes by CREATE: its `nth`, counted from 1, up to 127. */
export const createAddress = (creator: Address, nth: number): Address =>
  checksum(`0x${keccak256(`0xd694${creator.slice(2)}${nth.toString(16).padStart(2, '0')}` as Hex).slice(-40)}`)

/** Creation code with its constructor's arguments behind it. */
export function withArguments(bytecode: Hex, inputs: readonly AbiParameter[], args: readonly unknown[]): Hex {
  // Arguments of a constructor are encoded like those of a function, without the selector.
  const abi = [{ type: 'function', name: 'new', stateMutability: 'nonpayable', inputs, outputs: [] }] as const
  return `${bytecode}${encodeFunctionData({ abi, functionName: 'new', args }).slice(10)}`
}
