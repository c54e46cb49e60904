import { type SendOptions, type Session, simulate } from '../core/session.js'
import type { Address, Call, DmexClient, Hex } from '../core/types.js'
import { DmexError } from '../errors/DmexError.js'
import { request } from '../internal/rpc.js'
import type { Blueprint } from './blueprints.js'
import { DEFAULTS } from './config.js'
import { CREATE2_DEPLOYER, CREATE2_SIGNER, CREATE2_SIGNER_FUNDS, CREATE2_TRANSACTION } from './create2.js'
import { transact } from './transact.js'
import type { Setting } from './wiring.js'

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

/** How to deploy. */
export interface DeployOptions extends Pick<SendOptions, 'account' | 'timeoutMs' | 'transaction'> {
  /** Told of each step as it is done. */
  readonly on?: ((progress: DeployProgress) => void) | undefined
}

/** What is to be on a chain. */
export interface Works {
  /** Contracts, in the order of their dependencies. */
  readonly plans: readonly Blueprint[]
  /** What connects them. */
  readonly wiring: readonly Setting[]
  /** What hands them over to the timelock. Afterwards only governance can set anything. */
  readonly handing: readonly Setting[]
  /** Who owns them then: the timelock. */
  readonly owner: Address
  readonly salt: Hex | undefined
}

/** Puts on a chain what is not there yet, step by step, and makes sure that nothing is missing. */
export async function build(
  session: Session,
  { plans, wiring, handing, owner, salt }: Works,
  on: DeployOptions['on'],
): Promise<void> {
  const { client } = session
  const steps = plans.length + wiring.length + handing.length
  let step = 0
  const tell = (label: string, hash?: Hex): void =>
    on?.({ stage: hash ? 'sent' : 'found', label, step: step++, steps, hash })

  await ensureDeployer(session)
  const there = await Promise.all(plans.map(({ address }) => hasCode(client, address)))
  for (const [index, plan] of plans.entries())
    tell(`Deploy ${plan.name}`, there[index] ? undefined : await deploy(session, plan, salt))

  const handed = await Promise.all(handing.map(({ isDone }) => isDone()))
  const done = await Promise.all(wiring.map(({ isDone }) => isDone()))
  const missing = wiring.filter((_, index) => !done[index])
  if (missing.length && handed.some((isHanded) => isHanded)) throw onlyGovernance(missing, session, owner)
  for (const [index, { label, call }] of wiring.entries())
    tell(label, done[index] ? undefined : await send(session, call))
  for (const [index, { label, call }] of handing.entries())
    tell(label, handed[index] ? undefined : await send(session, call))

  await verify(client, plans, [...wiring, ...handing])
}

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

function onlyGovernance(missing: readonly Setting[], session: Session, expected: Address): DmexError {
  return new DmexError(
    'NotAllowed',
    `The timelock owns this deployment already, so only governance can still: ${missing.map(({ label }) => label).join('; ')}. Schedule it with timelockCall.`,
    { caller: session.account.address, expected },
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
    throw new DmexError('VersionMismatch', `The deployment is not complete: ${broken.join('; ')}. Run it again.`, {
      contract: 'protocol',
      expected: 'complete',
      actual: broken.join('; '),
    })
}
