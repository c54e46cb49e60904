import type { Abi } from 'viem'
import { assertChain, type ContractName, deploymentOf, poolsOf } from '../core/addressBook.js'
import type { Address, At, DmexClient, Hex } from '../core/types.js'
import { DmexError } from '../errors/DmexError.js'
import { chainIdOf, request } from '../internal/rpc.js'
import { toFunctionSelector } from '../internal/viem.js'

/** A contract that was found to be what this SDK expects. */
export interface CheckedContract {
  /** Its name in the deployment, or what kind of pool it is. */
  readonly contract: ContractName | 'lendingPool' | 'jointMiningPool'
  readonly address: Address
}

/** Contracts that hand calls on to another one: they have the functions of both. */
const HALVES: { readonly [name in CheckedContract['contract']]?: ContractName } = { hashpower: 'hashpowerLedger' }

/** Pools that hand calls on to a contract that they alone know: its functions are not looked for. */
const HIDDEN: { readonly [name in CheckedContract['contract']]?: string } = { lendingPool: 'lendLiquidatorAbi' }

/**
 * Checks that a deployment and this version of the SDK belong together: the endpoint serves the chain, every contract and pool is there, and
 * its code has every function that the SDK knows of it. The contracts are not upgradeable, so once is enough.
 *
 * Reads `eth_chainId`, and `eth_getCode` once for each contract.
 *
 * @param client - a client of the chain
 * @param at - a chain id or deployment; the client's own when left out
 * @throws DmexError `WrongChain` when the endpoint serves another chain
 * @throws DmexError `ContractNotDeployed` when there is no code at an address
 * @throws DmexError `VersionMismatch` when the code there lacks a function
 *
 * @example
 * ```ts
 * import type { DmexClient } from '@dmex/sdk'
 * import { checkDeployment } from '@dmex/sdk/chains'
 *
 * export const assertReady = async (client: DmexClient) => (await checkDeployment(client)).length > 0
 * ```
 */
export async function checkDeployment(client: DmexClient, at?: At): Promise<readonly CheckedContract[]> {
  const deployment = await deploymentOf(client, at)
  const { chainId, addresses } = deployment
  assertChain(chainId, await chainIdOf(client))
  const abis: Readonly<Record<string, Abi>> = await import('@dmex/contracts-abi/contracts')
  const named = Object.entries(addresses) as [ContractName, Address | undefined][]
  const contracts: readonly CheckedContract[] = [
    ...named.flatMap(([contract, address]) => (address ? [{ contract, address }] : [])),
    ...poolsOf(deployment, 'lend').map((address) => ({ contract: 'lendingPool' as const, address })),
    ...poolsOf(deployment, 'mine').map((address) => ({ contract: 'jointMiningPool' as const, address })),
  ]
  const codes = await Promise.all(
    contracts.map(({ address }) => request<Hex>(client, 'eth_getCode', address, 'latest')),
  )
  const found = contracts.map((each, index) => ({ ...each, code: codes[index] ?? '0x' }))
  for (const { contract, address, code } of found) {
    if (code === '0x')
      throw new DmexError(
        'ContractNotDeployed',
        `There is no contract at ${address}, where ${contract} should be on chain ${chainId}. Check the deployment's addresses and the client's endpoint.`,
        { contract, chainId },
      )
    const half = HALVES[contract]
    const other = half && found.find((each) => each.contract === half)
    const hidden = new Set(namesOf(abis[HIDDEN[contract] ?? ''] ?? []))
    const known = (abis[`${contract}Abi`] ?? []).filter((item) => !('name' in item && hidden.has(item.name)))
    const missing = missingFunction(known, [code, other?.code ?? '0x'])
    if (missing)
      throw new DmexError(
        'VersionMismatch',
        `The ${contract} at ${address} has no function ${missing}, which this version of @dmex/sdk calls. Use the SDK version that the deployment was made with.`,
        { contract, expected: missing, actual: 'missing' },
      )
  }
  return contracts
}

const namesOf = (abi: Abi): string[] => abi.flatMap((item) => (item.type === 'function' ? [item.name] : []))

/** The first function of an ABI that none of the codes has. */
function missingFunction(abi: Abi, codes: readonly Hex[]): string | undefined {
  const functions = abi.filter((item) => item.type === 'function')
  return functions.find((item) => {
    // A function is dispatched by its selector, pushed without leading zeros.
    const selector = toFunctionSelector(item)
      .slice(2)
      .replace(/^(00)+/, '')
    return !codes.some((code) => code.includes(selector))
  })?.name
}
