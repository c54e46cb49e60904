import type { Abi } from 'viem'
import { assertChain, type ContractName, deploymentOf } from '../core/addressBook.js'
import type { Address, At, DmexClient, Hex } from '../core/types.js'
import { DmexError } from '../errors/DmexError.js'
import { chainIdOf, request } from '../internal/rpc.js'
import { toFunctionSelector } from '../internal/viem.js'

/** A contract that was found to be what this SDK expects. */
export interface CheckedContract {
  readonly contract: ContractName
  readonly address: Address
}

/**
 * Checks that a deployment and this version of the SDK belong together: the endpoint serves the chain, every contract is there, and
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
  const { chainId, addresses } = await deploymentOf(client, at)
  assertChain(chainId, await chainIdOf(client))
  const abis: Readonly<Record<string, Abi>> = await import('@dmex/contracts-abi/contracts')
  const contracts = Object.entries(addresses) as [ContractName, Address | undefined][]
  return Promise.all(
    contracts.flatMap(([contract, address]) =>
      address ? [checkContract(client, chainId, contract, address, abis[`${contract}Abi`] ?? [])] : [],
    ),
  )
}

async function checkContract(
  client: DmexClient,
  chainId: number,
  contract: ContractName,
  address: Address,
  abi: Abi,
): Promise<CheckedContract> {
  const code = await request<Hex>(client, 'eth_getCode', address, 'latest')
  if (code === '0x')
    throw new DmexError(
      'ContractNotDeployed',
      `There is no contract at ${address}, where ${contract} should be on chain ${chainId}. Check the deployment's addresses and the client's endpoint.`,
      { contract, chainId },
    )
  for (const item of abi) {
    if (item.type !== 'function') continue
    // A function is dispatched by its selector, pushed without leading zeros.
    const selector = toFunctionSelector(item)
      .slice(2)
      .replace(/^(00)+/, '')
    if (!code.includes(selector))
      throw new DmexError(
        'VersionMismatch',
        `The ${contract} at ${address} has no function ${item.name}, which this version of @dmex/sdk calls. Use the SDK version that the deployment was made with.`,
        { contract, expected: item.name, actual: 'missing' },
      )
  }
  return { contract, address }
}
