import {
  hashpowerLockerRightsAbi,
  hashpowerOwnerAbi,
  incomeSaleFloorBpsAbi,
  incomeSaleOracleAbi,
  jointMiningPoolAssetAbi,
  jointMiningPoolIncomeSaleAbi,
  jointMiningPoolParametersAbi,
  lendingPoolDeskAbi,
  lendingPoolParametersAbi,
} from '@dmex/contracts-abi'
import type { AbiFunction } from 'viem'
import { decodeFunctionResult, encodeFunctionData } from 'viem'
import { describe, expect, it } from 'vitest'
import { checkDeployment } from '../../src/chains/index.js'
import {
  type DeployProgress,
  deployJointMiningPool,
  deployLendingPool,
  type JointMiningPoolConfig,
  type LendingPoolConfig,
} from '../../src/deploy/index.js'
import { reader } from '../../src/deploy/wiring.js'
import { isDmexError } from '../../src/errors/index.js'
import type { Address, Hex } from '../../src/index.js'
import { jsonRpc } from '../../src/testing/index.js'
import { counting } from '../support/counting.js'
import { failure } from '../support/failure.js'
import { useMarket } from '../support/market.js'
import { putFeed } from '../support/pool.js'

const market = useMarket()
const read = async (to: Address, abi: AbiFunction): Promise<unknown> => {
  const data = encodeFunctionData({ abi: [abi], functionName: abi.name, args: [] })
  const answer = await jsonRpc(market.rpcUrl)<Hex>('eth_call', { to, data }, 'latest')
  return decodeFunctionResult({ abi: [abi], functionName: abi.name, data: answer })
}

describe('deployJointMiningPool', () => {
  const client = () => market.as(market.accounts.deployer)
  const same = (): JointMiningPoolConfig => ({ asset: market.tokens.btc, guardian: market.accounts.guardian })
  const selling = async (): Promise<JointMiningPoolConfig> => ({
    asset: market.tokens.usdt,
    reward: market.tokens.btc,
    oracle: { rewardFeed: await putFeed(market), maxAgeSeconds: 3_600n, floorBps: 9_500 },
    guardian: market.accounts.guardian,
  })

  it('puts a pool into the deployment, owned by the timelock, whose part goes to the pool router', async () => {
    const { pool, deployment } = await deployJointMiningPool(client(), same())
    const { timelock, poolRouter } = market.deployment.addresses
    expect(deployment).toEqual({ ...market.deployment, pools: { lend: [], mine: [pool] } })
    expect(await read(pool, hashpowerOwnerAbi)).toBe(timelock)
    expect(await read(pool, jointMiningPoolAssetAbi)).toBe(market.tokens.btc)
    expect(await read(pool, jointMiningPoolParametersAbi)).toMatchObject({ minDeposit: 10n ** 8n, router: poolRouter })
    const checked = await checkDeployment(client(), deployment)
    expect(checked.at(-1)).toEqual({ contract: 'jointMiningPool', address: pool })
  })

  it('gives a pool that sells its income an oracle', async () => {
    const { pool } = await deployJointMiningPool(client(), await selling())
    const sale = (await read(pool, jointMiningPoolIncomeSaleAbi)) as Address
    expect(await read(sale, hashpowerOwnerAbi)).toBe(market.deployment.addresses.timelock)
    expect(await read(sale, incomeSaleFloorBpsAbi)).toBe(9_500)
    const oracle = (await read(sale, incomeSaleOracleAbi)) as Address
    expect((await jsonRpc(market.rpcUrl)<Hex>('eth_getCode', oracle, 'latest')).length).toBeGreaterThan(2)
  })

  it('sets parameters and receivers, and sends nothing the second time', async () => {
    const parameters = { minDeposit: 5_000_000n, feeBps: 1_000, reserveBps: 500 }
    const config = { ...(await selling()), router: market.accounts.carol, parameters }
    const progress: DeployProgress[] = []
    const made = await deployJointMiningPool(client(), config, { on: (event) => progress.push(event) })
    expect(await read(made.pool, jointMiningPoolParametersAbi)).toEqual({
      ...parameters,
      router: market.accounts.carol,
      guardian: market.accounts.guardian,
    })
    expect(progress.map(({ step }) => step)).toEqual([...progress.keys()])
    expect(progress.every(({ stage, steps }) => stage === 'sent' && steps === progress.length)).toBe(true)
    const { client: watched, methods } = counting({ ...client(), dmexDeployment: made.deployment })
    expect(await deployJointMiningPool(watched, config)).toEqual(made)
    expect(methods).not.toContain('eth_sendTransaction')
  })

  it('names what only governance can do once the timelock owns the pool', async () => {
    await deployJointMiningPool(client(), same())
    const parameters = { minDeposit: 5_000_000n, feeBps: 1_000, reserveBps: 500 }
    const error = await failure(deployJointMiningPool(client(), { ...same(), parameters }))
    expect(isDmexError(error, 'NotAllowed') && error.args.expected).toBe(market.deployment.addresses.timelock)
    expect(error.message).toContain('Set the parameters of the pool')
  })

  it('makes another pool with another salt, beside the first', async () => {
    const first = await deployJointMiningPool(client(), same())
    const salt: Hex = `0x${'5a'.repeat(32)}`
    const at = { ...client(), dmexDeployment: first.deployment }
    const second = await deployJointMiningPool(at, { ...same(), salt })
    expect(second.deployment.pools?.mine).toEqual([first.pool, second.pool])
  })

  it('asks for an oracle where income is sold, and for none elsewhere', async () => {
    const { oracle, ...without } = await selling()
    const missing = await failure(deployJointMiningPool(client(), without))
    expect(isDmexError(missing, 'ArgumentInvalid') && missing.args.argument).toBe('oracle')
    expect((await failure(deployJointMiningPool(client(), { ...same(), oracle }))).code).toBe('ArgumentInvalid')
  })
})

describe('deployLendingPool', () => {
  const client = () => market.as(market.accounts.deployer)
  const config = async (): Promise<LendingPoolConfig> => ({
    asset: market.tokens.usdt,
    rewards: [{ reward: market.tokens.btc, rewardFeed: await putFeed(market), maxAgeSeconds: 3_600n }],
    guardian: market.accounts.guardian,
  })

  it('puts a pool into the deployment, owned by the timelock, which lets it lock by the call returned', async () => {
    const { pool, deployment, listing } = await deployLendingPool(client(), await config())
    const { timelock, hashpower = '0x' } = market.deployment.addresses
    expect(deployment).toEqual({ ...market.deployment, pools: { lend: [pool], mine: [] } })
    expect(await read(pool, hashpowerOwnerAbi)).toBe(timelock)
    const desk = (await read(pool, lendingPoolDeskAbi)) as Address
    expect(await read(desk, hashpowerOwnerAbi)).toBe(timelock)
    expect(await read(pool, jointMiningPoolAssetAbi)).toBe(market.tokens.usdt)
    expect(await read(pool, lendingPoolParametersAbi)).toMatchObject({ maxLtvBps: 7_000, router: timelock })
    const checked = await checkDeployment(client(), deployment)
    expect(checked.at(-1)).toEqual({ contract: 'lendingPool', address: pool })
    const rights = () => reader(client(), deployment)(hashpower, hashpowerLockerRightsAbi, [pool])
    expect((await rights()).allowed).toBe(false)
    await market.govern([listing])
    expect(await rights()).toEqual({ allowed: true, maySeize: true })
  })

  it('sets parameters and receivers, and sends nothing the second time', async () => {
    const parameters = {
      kinkBps: 9_000,
      baseBps: 100,
      slope1Bps: 700,
      slope2Bps: 10_000,
      reserveBps: 2_000,
      haircutBps: 5_000,
      maxLtvBps: 6_000,
      liquidationBps: 8_000,
      saleFloorBps: 9_500,
      minLoan: 5_000_000n,
    }
    const all = { ...(await config()), router: market.accounts.carol, parameters }
    const progress: DeployProgress[] = []
    const made = await deployLendingPool(client(), all, { on: (event) => progress.push(event) })
    expect(await read(made.pool, lendingPoolParametersAbi)).toEqual({
      ...parameters,
      router: market.accounts.carol,
      guardian: market.accounts.guardian,
    })
    expect(progress.map(({ step }) => step)).toEqual([...progress.keys()])
    expect(progress.every(({ stage, steps }) => stage === 'sent' && steps === progress.length)).toBe(true)
    const { client: watched, methods } = counting({ ...client(), dmexDeployment: made.deployment })
    expect(await deployLendingPool(watched, all)).toEqual(made)
    expect(methods).not.toContain('eth_sendTransaction')
  })

  it('names what only governance can do once the timelock owns the pool', async () => {
    const { rewards, ...without } = await config()
    await deployLendingPool(client(), without)
    const error = await failure(deployLendingPool(client(), { ...without, rewards }))
    expect(isDmexError(error, 'NotAllowed') && error.args.expected).toBe(market.deployment.addresses.timelock)
    expect(error.message).toContain(`Name the oracle of reward token ${market.tokens.btc}`)
  })
})
