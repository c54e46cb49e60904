import { assertWallet, open, type SendOptions, type Session, simulate } from '../core/session.js'
import type { Address, Call, Deployment, DmexClient, Hex } from '../core/types.js'
import { DmexError } from '../errors/DmexError.js'
import { chainIdOf, request } from '../internal/rpc.js'
import { type Blueprint, blueprints, toDeployment } from './blueprints.js'
import { DEFAULTS, type ProtocolConfig } from './config.js'
import { CREATE2_DEPLOYER, CREATE2_SIGNER, CREATE2_SIGNER_FUNDS, CREATE2_TRANSACTION } from './create2.js'
import { transact } from './transact.js'
import { handovers, type Setting, settings } from './wiring.js'

/** What a deployment is doing. */
export interface DeployProgress {
  /** `sent` went in just now, `found` was there already. */
  readonly stage: 'sent' | 'found'
  /** What it was, in words a person can read. */
  readonly label: string
  /** Index of the step, from 0. */
  readonly step: number
  /** Number of steps in all. */
  readonly steps: number
  /** The transaction, when one was sent. */
  readonly hash?: Hex | undefined
}

export declare namespace deployProtocol {
  /** How to deploy. */
  type Options = Pick<SendOptions, 'account' | 'timeoutMs' | 'transaction'> & {
    /** Told of each step as it is done. */
    readonly on?: ((progress: DeployProgress) => void) | undefined
  }
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

  const steps = plans.length + wiring.length + handing.length
  let step = 0
  const tell = (label: string, hash?: Hex): void =>
    on?.({ stage: hash ? 'sent' : 'found', label, step: step++, steps, hash })

  await ensureDeployer(session)
  const there = await Promise.all(plans.map(({ address }) => hasCode(client, address)))
  for (const [index, plan] of plans.entries())
    tell(`Deploy ${plan.name}`, there[index] ? undefined : await deploy(session, plan, config.salt))

  const handed = await Promise.all(handing.map(({ isDone }) => isDone()))
  const done = await Promise.all(wiring.map(({ isDone }) => isDone()))
  const missing = wiring.filter((_, index) => !done[index])
  if (missing.length && handed.some((isHanded) => isHanded)) throw onlyGovernance(missing, session, deployment)
  for (const [index, { label, call }] of wiring.entries())
    tell(label, done[index] ? undefined : await send(session, call))
  for (const [index, { label, call }] of handing.entries())
    tell(label, handed[index] ? undefined : await send(session, call))

  await verify(client, plans, [...wiring, ...handing])
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

const hasCode = async (client: DmexClient, address: Address): Promise<boolean> =>
  (await request<Hex>(client, 'eth_getCode', address, 'latest')).length > 2

/** Puts the deterministic deployer on a chain that lacks it. */
async function ensureDeployer(session: Session): Promise<void> {
  const { client } = session
  if (await hasCode(client, CREATE2_DEPLOYER)) return
  const balance = BigInt(await request<Hex>(client, 'eth_getBalance', CREATE2_SIGNER, 'latest'))
  if (balance < CREATE2_SIGNER_FUNDS)
    await transact(session, { to: CREATE2_SIGNER, data: '0x', value: CREATE2_SIGNER_FUNDS - balance })
  await request(client, 'eth_sendRawTransaction', CREATE2_TRANSACTION)
  while (!(await hasCode(client, CREATE2_DEPLOYER))) await new Promise((resolve) => setTimeout(resolve, 100))
}

async function deploy(session: Session, { initCode }: Blueprint, salt: Hex = DEFAULTS.salt): Promise<Hex> {
  return transact(session, { to: CREATE2_DEPLOYER, data: `${salt}${initCode.slice(2)}`, value: 0n })
}

async function send(session: Session, call: Call): Promise<Hex> {
  // For a clear error before gas is spent.
  await simulate(session, call)
  return transact(session, call)
}

function onlyGovernance(missing: readonly Setting[], session: Session, { addresses }: Deployment): DmexError {
  return new DmexError(
    'NotAllowed',
    `The timelock owns this deployment already, so only governance can still: ${missing.map(({ label }) => label).join('; ')}. Schedule it with timelockCall.`,
    { caller: session.account.address, expected: addresses.timelock ?? '0x' },
    { action: session.action },
  ) as DmexError
}

/** Makes sure that nothing is missing, whoever did it. */
async function verify(client: DmexClient, plans: readonly Blueprint[], all: readonly Setting[]): Promise<void> {
  const [codes, states] = await Promise.all([
    Promise.all(plans.map(({ address }) => hasCode(client, address))),
    Promise.all(all.map(({ isDone }) => isDone())),
  ])
  const broken = [
    ...plans.filter((_, index) => !codes[index]).map(({ name, address }) => `no code of ${name} at ${address}`),
    ...all.filter((_, index) => !states[index]).map(({ label }) => `not done: ${label}`),
  ]
  if (broken.length)
    throw new DmexError(
      'VersionMismatch',
      `The deployment is not complete: ${broken.join('; ')}. Run deployProtocol again.`,
      { contract: 'protocol', expected: 'complete', actual: broken.join('; ') },
    )
}
