import { addressOf } from '../core/addressBook.js'
import { assertWallet, open } from '../core/session.js'
import type { Address, Deployment, DmexClient } from '../core/types.js'
import { chainIdOf } from '../internal/rpc.js'
import { blueprints, toDeployment } from './blueprints.js'
import { build, type DeployOptions } from './build.js'
import type { ProtocolConfig } from './config.js'
import { handovers, settings } from './wiring.js'

export declare namespace deployProtocol {
  /** How to deploy. */
  type Options = DeployOptions
}

/**
 * Deploys the whole protocol, connects its parts, and hands everything over to the timelock. The same code serves a local
 * chain and a real one.
 *
 * Each contract goes through the deterministic CREATE2 deployer, so that its address follows from its code, the
 * configuration and the deploying account. What is there already is left alone: run it again after an interruption and it
 * goes on where it stopped; run it on a finished deployment and it sends nothing and checks everything.
 *
 * @param client - whose account deploys; it owns nothing afterwards
 * @param config - accounts, tokens, assets and bonds
 * @param options - account and progress
 * @returns chain id and addresses, for `withDeployment` or the address book
 * @throws DmexError `AccountMissing` without an account, `WrongChain` when the wallet is on another chain, `NotAllowed` when a setting is missing that only governance could
 * make now, and whatever a contract refuses
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { deployProtocol } from '@dmex/sdk/deploy'
 *
 * export const deploy = (client: DmexClient, safe: Address, usdt: Address, wbtc: Address) =>
 *   deployProtocol(client, {
 *     proposers: [safe],
 *     treasury: safe,
 *     guardian: safe,
 *     difficulty: { updater: safe, firstHeight: 836_640, startTime: 1_711_630_811, difficulty: 83_126_997_340_024n },
 *     assets: [{ assetId: 1, symbol: 'BTC', proofOfWork: true, rewardTokens: [wbtc] }],
 *     payTokens: [usdt],
 *   })
 * ```
 */
export async function deployProtocol(
  client: DmexClient,
  config: ProtocolConfig,
  { on, ...options }: deployProtocol.Options = {},
): Promise<Deployment> {
  const chainId = client.chain?.id ?? (await chainIdOf(client))
  const session = await open(client, { ...options, at: { chainId, addresses: {} } }, 'deploy.deployProtocol')
  await assertWallet(session)
  const plans = blueprints(config, session.account.address)
  const deployment = toDeployment(chainId, plans)
  const wiring = settings(client, deployment, config)
  const handing = handovers(client, deployment)
  await build(session, { plans, wiring, handing, owner: addressOf(deployment, 'timelock'), salt: config.salt }, on)
  return deployment
}

/**
 * Works out where `deployProtocol` puts the contracts, before anything is there. Asks the chain nothing.
 *
 * @param chainId - EIP-155 chain id
 * @param config - the same as for `deployProtocol`
 * @param deployer - the account that deploys
 *
 * @example
 * ```ts
 * import type { Address } from '@dmex/sdk'
 * import { predictDeployment, type ProtocolConfig } from '@dmex/sdk/deploy'
 *
 * export const hashpowerAddress = (config: ProtocolConfig, deployer: Address) =>
 *   predictDeployment(1, config, deployer).addresses.hashpower
 * ```
 */
export const predictDeployment = (chainId: number, config: ProtocolConfig, deployer: Address): Deployment =>
  toDeployment(chainId, blueprints(config, deployer))
