import {
  hashpowerSetLockerAbi,
  lendDeskConstructorAbi,
  lendDeskOracleOfAbi,
  lendDeskSetOracleAbi,
  lendingPoolConstructorAbi,
  lendingPoolParametersAbi,
  lendingPoolSetParametersAbi,
  lendLiquidatorConstructorAbi,
} from '@dmex/contracts-abi'
import { lendDeskBytecode, lendingPoolBytecode, lendLiquidatorBytecode } from '@dmex/contracts-abi/bytecode'
import { addressOf, deploymentOf } from '../core/addressBook.js'
import { assertWallet, open } from '../core/session.js'
import type { Address, Call, Deployment, DmexClient, Hex, ResultOf } from '../core/types.js'
import { plan } from './blueprints.js'
import { build, type DeployOptions } from './build.js'
import { contractCall } from './contractCall.js'
import { makeOracle, type OracleConfig, withPool } from './pools.js'
import { handover, reader, type Setting, same } from './wiring.js'

/** What a lending pool is made of. The same configuration always gives the same address. */
export interface LendingPoolConfig {
  /** What is lent: hashpower that was paid for in it can be pledged. */
  readonly asset: Address
  /** Tokens other than the asset that pledged hashpower may earn, and where their prices come from. What earns the asset needs none. */
  readonly rewards?: readonly ({ readonly reward: Address } & OracleConfig)[] | undefined
  /** Receives what is taken out of the reserve; the timelock, when left out. */
  readonly router?: Address | undefined
  /** May stop deposits and loans, and nothing else. */
  readonly guardian: Address
  /**
   * Curve, reserve, haircut, limits and least loan (base units of the asset), what ends in `Bps` in basis points; a kink at 80%, 2%, 8%
   * and 75% a year, a reserve of 10%, 60% of the income, loans of 70% and liquidation at 85% of the value, a floor of 97% and ten whole
   * units, when left out.
   */
  readonly parameters?: Omit<ResultOf<typeof lendingPoolParametersAbi>, 'router' | 'guardian'> | undefined
  /** Set it to get another pool for the same configuration. */
  readonly salt?: Hex | undefined
}

export declare namespace deployLendingPool {
  /** How to deploy. */
  type Options = DeployOptions
  /** The pool, the deployment with the pool in it, and what governance has to do. */
  type Result = {
    readonly pool: Address
    readonly deployment: Deployment
    /** Lets the pool lock what is pledged, and seize it in a liquidation. Nobody can borrow before governance made this call. */
    readonly listing: Call
  }
}

/**
 * Deploys a lending pool, sets it up, and hands it over to the timelock. Governance then lets it lock hashpower: `listing` is the call.
 *
 * Like `deployProtocol` it leaves alone what is there, and goes on where it stopped.
 *
 * @param client - whose account deploys; it owns nothing afterwards. It, or the options of the call, says where the protocol is
 * @param config - asset, feeds, who receives and who guards
 * @param options - account and progress
 * @returns the pool, the deployment with the pool in it, for `withDeployment` or the address book, and the call for governance
 * @throws DmexError `AccountMissing` without an account, `WrongChain` when the wallet is on another chain, `NotAllowed` when a setting is
 * missing that only governance could make now, and whatever a contract refuses
 *
 * @example
 * ```ts
 * import { type Address, type DmexClient, withDeployment } from '@dmex/sdk'
 * import { deployLendingPool, timelockCall } from '@dmex/sdk/deploy'
 *
 * export async function openPool(client: DmexClient, usdt: Address, safe: Address, wait: (seconds: number) => Promise<void>) {
 *   const { deployment, listing } = await deployLendingPool(client, { asset: usdt, guardian: safe })
 *   await timelockCall(client, [listing], wait)
 *   return withDeployment(deployment)
 * }
 * ```
 */
export async function deployLendingPool(
  client: DmexClient,
  config: LendingPoolConfig,
  { on, ...options }: deployLendingPool.Options = {},
): Promise<deployLendingPool.Result> {
  const deployment = await deploymentOf(client)
  const session = await open(client, { ...options, at: deployment }, 'deploy.deployLendingPool')
  await assertWallet(session)
  const timelock = addressOf(deployment, 'timelock')
  const { asset, rewards = [], router = timelock, guardian, parameters, salt } = config

  const { made, make } = plan<'incomeOracle' | 'lendDesk' | 'lendLiquidator' | 'lendingPool'>(salt)
  const owner = session.account.address
  const hashpower = addressOf(deployment, 'hashpower')
  const oracles = rewards.map(({ reward, ...feeds }) => ({ reward, oracle: makeOracle(make, reward, asset, feeds) }))
  const desk = make('lendDesk', lendDeskBytecode, lendDeskConstructorAbi, {
    owner_: owner,
    hashpower_: hashpower,
    sale_: addressOf(deployment, 'primarySale'),
    asset_: asset,
  })
  const liquidator = make('lendLiquidator', lendLiquidatorBytecode, lendLiquidatorConstructorAbi, {
    hashpower_: hashpower,
    desk_: desk,
  })
  const pool = make('lendingPool', lendingPoolBytecode, lendingPoolConstructorAbi, {
    owner_: owner,
    liquidator_: liquidator,
    router_: router,
    guardian_: guardian,
  })

  const read = reader(client, deployment)
  const wiring: Setting[] = oracles.map(({ reward, oracle }) => ({
    label: `Name the oracle of reward token ${reward}`,
    call: contractCall(deployment, desk, lendDeskSetOracleAbi, [reward, oracle]),
    isDone: async () => same(await read(desk, lendDeskOracleOfAbi, [reward]), oracle),
  }))
  if (parameters)
    wiring.push({
      label: 'Set the parameters of the pool',
      call: contractCall(deployment, pool, lendingPoolSetParametersAbi, [{ ...parameters, router, guardian }]),
      isDone: async () => {
        const set: Readonly<Record<string, unknown>> = await read(pool, lendingPoolParametersAbi, [])
        return Object.entries(parameters).every(([name, value]) => set[name] === value)
      },
    })
  const handing = [
    handover(client, deployment, pool, 'the pool'),
    handover(client, deployment, desk, 'the desk that values what is pledged'),
  ]
  await build(session, { plans: made, wiring, handing, owner: timelock, salt }, on)
  return {
    pool,
    deployment: withPool(deployment, 'lend', pool),
    listing: contractCall(deployment, 'hashpower', hashpowerSetLockerAbi, [pool, true, true]),
  }
}
