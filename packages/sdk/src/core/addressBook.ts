import type { ContractName } from '@dmex/contracts-abi/addresses'
import { addresses } from '@dmex/contracts-abi/addresses'
import { DmexError } from '../errors/DmexError.js'
import { chainIdOf } from '../internal/rpc.js'
import type { Address, At, Deployment, DmexClient, Pools } from './types.js'

export type { ContractName } from '@dmex/contracts-abi/addresses'

/**
 * Finds the deployment that `at` names: itself, or the address book's entry of that chain id.
 *
 * @param at - a chain id, or a deployment
 * @throws DmexError `UnknownChain` when the address book has no such chain, `ChainRetired` when DMEX left it
 *
 * @example
 * ```ts
 * import { deploymentAt } from '@dmex/sdk'
 *
 * const deployment = deploymentAt({ chainId: 31337, addresses: { hashpower: '0x5FbDB2315678afecb367f032d93F642f64180aa3' } })
 * ```
 */
export function deploymentAt(at: At): Deployment {
  if (typeof at !== 'number') return at
  const entry = addresses[at]
  if (!entry)
    throw new DmexError(
      'UnknownChain',
      `DMEX is not published on chain ${at}. Switch chains, or extend the client withDeployment({ chainId: ${at}, addresses }).`,
      { chainId: at },
    )
  if (entry.status === 'retired')
    throw new DmexError('ChainRetired', `DMEX left chain ${at} (${entry.name}). Switch chains.`, {
      chainId: at,
    })
  return { chainId: at, addresses: entry.contracts, pools: entry.pools }
}

/**
 * Finds the address of one contract.
 *
 * @param at - a chain id of the address book, or a deployment
 * @param contract - name of the contract, such as `primarySale`; an address is returned as it is
 * @throws DmexError `ContractNotDeployed` when the deployment lacks it, `UnknownChain`, `ChainRetired`
 *
 * @example
 * ```ts
 * import { addressOf, type Deployment } from '@dmex/sdk'
 *
 * export const saleOf = (deployment: Deployment) => addressOf(deployment, 'primarySale')
 * ```
 */
export function addressOf(at: At, contract: ContractName | Address): Address {
  if (isAddress(contract)) return contract
  const { chainId, addresses: known } = deploymentAt(at)
  const address = known[contract]
  if (!address)
    throw new DmexError(
      'ContractNotDeployed',
      `The deployment on chain ${chainId} has no ${contract}. Add its address.`,
      { contract, chainId },
    )
  return address
}

const isAddress = (contract: string): contract is Address => contract.startsWith('0x')

/** Lists a deployment's pools of one kind. */
export const poolsOf = (at: At, kind: keyof Pools): readonly Address[] => deploymentAt(at).pools?.[kind] ?? []

/**
 * Finds the deployment that a client works with: `at`, else the one it carries, else the address book's entry of its chain.
 * Asks the endpoint for the chain id only when the client knows neither.
 */
export async function deploymentOf(client: DmexClient, at?: At): Promise<Deployment> {
  const deployment = deploymentAt(at ?? client.dmexDeployment ?? client.chain?.id ?? (await chainIdOf(client)))
  if (client.chain) assertChain(deployment.chainId, client.chain.id)
  return deployment
}

/** Where a client's calls go, as far as it says without asking its endpoint. */
export function addressSourceOf(client: DmexClient): At {
  const at = client.dmexDeployment ?? client.chain?.id
  if (at !== undefined) return at
  throw new DmexError(
    'ArgumentInvalid',
    'The client does not say which chain it is on. Give it a chain, or extend it withDeployment.',
    { argument: 'client', value: 'no chain' },
  )
}

/** Throws `WrongChain` unless both chain ids are the same. */
export function assertChain(expected: number, actual: number): void {
  if (expected !== actual)
    throw new DmexError(
      'WrongChain',
      `The contracts are on chain ${expected}, the client is on chain ${actual}. Switch the wallet or client to chain ${expected}.`,
      { expected, actual },
    )
}

/**
 * Makes a client work with a deployment of your own: a local chain, a fork, or a chain that the address book lacks.
 *
 * @param deployment - chain id and addresses
 * @returns an extension for `client.extend`
 *
 * @example
 * ```ts
 * import { withDeployment, type Deployment } from '@dmex/sdk'
 * import { createClient, http } from 'viem'
 *
 * export const connect = (rpcUrl: string, deployment: Deployment) =>
 *   createClient({ transport: http(rpcUrl) }).extend(withDeployment(deployment))
 * ```
 */
export function withDeployment(deployment: Deployment): (client: unknown) => { dmexDeployment: Deployment } {
  return () => ({ dmexDeployment: deployment })
}

/**
 * Lets one client read while another signs and sends, for applications that keep a public and a wallet client apart.
 *
 * @param wallet - the client whose account acts and whose endpoint signs
 * @returns an extension for `client.extend`
 *
 * @example
 * ```ts
 * import { type DmexClient, withWallet } from '@dmex/sdk'
 * import { createClient, http } from 'viem'
 *
 * export const join = (rpcUrl: string, wallet: DmexClient) =>
 *   createClient({ transport: http(rpcUrl) }).extend(withWallet(wallet))
 * ```
 */
export function withWallet<Wallet extends DmexClient>(wallet: Wallet): (client: unknown) => { dmexWallet: Wallet } {
  return () => ({ dmexWallet: wallet })
}
