import {
  incomeSaleFloorBpsAbi,
  incomeSaleOracleAbi,
  incomeSaleSetOracleAbi,
  jointMiningPoolConstructorAbi,
  jointMiningPoolParametersAbi,
  jointMiningPoolSetParametersAbi,
} from '@dmex/contracts-abi'
import { jointMiningPoolBytecode } from '@dmex/contracts-abi/bytecode'
import { addressOf, deploymentOf } from '../core/addressBook.js'
import { assertWallet, open } from '../core/session.js'
import type { Address, Deployment, DmexClient, Hex } from '../core/types.js'
import { DmexError } from '../errors/DmexError.js'
import { plan } from './blueprints.js'
import { build, type DeployOptions } from './build.js'
import { contractCall } from './contractCall.js'
import { createAddress } from './create2.js'
import { makeOracle, type OracleConfig, withPool } from './pools.js'
import { handover, reader, type Setting, same } from './wiring.js'

/** Where the price of a pool's income comes from, and how cheap it gets. */
export interface IncomeOracleConfig extends OracleConfig {
  /** Least part of the price that a lot sells for, basis points, 9000 to 10000; 9700, when left out. */
  readonly floorBps?: number | undefined
}

/** What a joint-mining pool is made of. The same configuration always gives the same address. */
export interface JointMiningPoolConfig {
  /** What is deposited; machines are paid in it. */
  readonly asset: Address
  /** What machines earn; the asset, when left out. */
  readonly reward?: Address | undefined
  /** Needed where machines earn another token than the asset. */
  readonly oracle?: IncomeOracleConfig | undefined
  /** Receives its part of the income, and machines without owners; the deployment's `poolRouter`, which auctions them, when left out. */
  readonly router?: Address | undefined
  /** May stop deposits and purchases, and nothing else. */
  readonly guardian: Address
  /** One whole unit of the asset, 2500 and 0, when left out. */
  readonly parameters?:
    | {
        /** Least deposit and ticket, base units of the asset. */
        readonly minDeposit: bigint
        /** The router's part of the users' part, basis points, at most 2500. */
        readonly feeBps: number
        /** Part of principal that a purchase must leave liquid, basis points, at most 5000. */
        readonly reserveBps: number
      }
    | undefined
  /** Set it to get another pool for the same configuration. */
  readonly salt?: Hex | undefined
}

export declare namespace deployJointMiningPool {
  /** How to deploy. */
  type Options = DeployOptions
  /** The pool, and the deployment with the pool in it. */
  type Result = { readonly pool: Address; readonly deployment: Deployment }
}

/**
 * Deploys a joint-mining pool, sets it up, and hands it over to the timelock. Governance then schedules its purchases.
 *
 * Like `deployProtocol` it leaves alone what is there, and goes on where it stopped.
 *
 * @param client - whose account deploys; it owns nothing afterwards. It, or the options of the call, says where the protocol is
 * @param config - tokens, feeds, who receives and who guards
 * @param options - account and progress
 * @returns the pool, and the deployment with the pool in it, for `withDeployment` or the address book
 * @throws DmexError `ArgumentInvalid` when income must be sold and there is no oracle, `AccountMissing` without an account, `WrongChain`
 * when the wallet is on another chain, `NotAllowed` when a setting is missing that only governance could make now, and whatever a
 * contract refuses
 *
 * @example
 * ```ts
 * import { type Address, type DmexClient, withDeployment } from '@dmex/sdk'
 * import { deployJointMiningPool } from '@dmex/sdk/deploy'
 *
 * export async function openPool(client: DmexClient, fil: Address, safe: Address) {
 *   const { deployment } = await deployJointMiningPool(client, { asset: fil, guardian: safe })
 *   return withDeployment(deployment)
 * }
 * ```
 */
export async function deployJointMiningPool(
  client: DmexClient,
  config: JointMiningPoolConfig,
  { on, ...options }: deployJointMiningPool.Options = {},
): Promise<deployJointMiningPool.Result> {
  const deployment = await deploymentOf(client)
  const session = await open(client, { ...options, at: deployment }, 'deploy.deployJointMiningPool')
  await assertWallet(session)
  const timelock = addressOf(deployment, 'timelock')
  const { asset, reward = asset, router = addressOf(deployment, 'poolRouter'), guardian, oracle, parameters } = config
  const sells = !same(asset, reward)
  if (sells !== (oracle !== undefined))
    throw new DmexError(
      'ArgumentInvalid',
      sells
        ? 'Machines earn another token than the asset, so that income is sold. Give the pool an oracle.'
        : 'Machines earn the asset itself, so that no income is sold. Leave the oracle out.',
      { argument: 'oracle', value: `${oracle && 'given'}` },
    )

  const { made, make } = plan<'jointMiningPool' | 'incomeOracle'>(config.salt)
  const pool = make('jointMiningPool', jointMiningPoolBytecode, jointMiningPoolConstructorAbi, {
    owner_: session.account.address,
    hashpower_: addressOf(deployment, 'hashpower'),
    sale_: addressOf(deployment, 'primarySale'),
    asset_: asset,
    reward_: reward,
    router_: router,
    guardian_: guardian,
  })
  const read = reader(client, deployment)
  const wiring: Setting[] = []
  const handing = [handover(client, deployment, pool, 'the pool')]
  if (parameters) {
    const { minDeposit, feeBps, reserveBps } = parameters
    wiring.push({
      label: 'Set the parameters of the pool',
      call: contractCall(deployment, pool, jointMiningPoolSetParametersAbi, [{ ...parameters, router, guardian }]),
      isDone: async () => {
        const set = await read(pool, jointMiningPoolParametersAbi, [])
        return set.minDeposit === minDeposit && set.feeBps === feeBps && set.reserveBps === reserveBps
      },
    })
  }
  if (oracle) {
    const { floorBps = 9_700 } = oracle
    const feeds = makeOracle(make, reward, asset, oracle)
    // The pool's constructor makes its desk, then its sale.
    const sale = createAddress(pool, 2)
    wiring.push({
      label: 'Name the oracle of the pool',
      call: contractCall(deployment, sale, incomeSaleSetOracleAbi, [feeds, floorBps]),
      isDone: async () =>
        same(await read(sale, incomeSaleOracleAbi, []), feeds) &&
        (await read(sale, incomeSaleFloorBpsAbi, [])) === floorBps,
    })
    handing.push(handover(client, deployment, sale, 'its sale of income'))
  }
  await build(session, { plans: made, wiring, handing, owner: timelock, salt: config.salt }, on)
  return { pool, deployment: withPool(deployment, 'mine', pool) }
}
