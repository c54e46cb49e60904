import {
  benchmarkSetAttestorAbi,
  erc20BalanceOfAbi,
  hashpowerIsPayTokenAbi,
  hashpowerOwnerAbi,
  hashpowerSetPayTokenAbi,
  rigGameItemsAbi,
  timelockHasRoleAbi,
} from '@dmex/contracts-abi'
import type { AbiFunction } from 'viem'
import { createWalletClient, decodeFunctionResult, encodeFunctionData, http, keccak256, toHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { foundry } from 'viem/chains'
import { afterEach, describe, expect, it } from 'vitest'
import {
  contractCall,
  type DeployProgress,
  deployProtocol,
  executeBatch,
  type ProtocolConfig,
  predictDeployment,
  scheduleBatch,
  timelockCall,
} from '../../src/deploy/index.js'
import { isDmexError } from '../../src/errors/index.js'
import type { Address, ContractName, DmexClient, Hex } from '../../src/index.js'
import { type Anvil, jsonRpc, startAnvil, timeTravel } from '../../src/testing/index.js'
import { failure } from '../support/failure.js'
import { useMarket } from '../support/market.js'

const TOKEN: Address = '0x00000000000000000000000000000000000070ce'

const configOf = (accounts: readonly Address[]): ProtocolConfig => {
  const [treasury = TOKEN, council = TOKEN] = accounts
  return {
    proposers: [council],
    treasury,
    guardian: council,
    difficulty: { updater: council, firstHeight: 836_640, startTime: 1_711_630_811, difficulty: 83_126_997_340_024n },
    assets: [{ assetId: 1, symbol: 'BTC', proofOfWork: true, rewardTokens: [TOKEN] }],
    payTokens: [TOKEN],
    attestors: accounts.slice(3, 10),
  }
}

let anvil: Anvil | undefined
afterEach(async () => {
  await anvil?.stop()
  anvil = undefined
})

/** A chain of its own, and a client that counts transactions and can break. */
async function startChain(args: readonly string[] = []) {
  anvil = await startAnvil({ timestamp: 1_712_361_600n, accounts: 10, args })
  const rpc = jsonRpc(anvil.rpcUrl)
  const accounts = await rpc<Address[]>('eth_accounts')
  const [deployer = TOKEN] = accounts
  const control = { sent: 0, breakAfter: Number.POSITIVE_INFINITY }
  const client: DmexClient = {
    account: { address: deployer, type: 'json-rpc' },
    pollingInterval: 20,
    request: ({ method, params = [] }: { method: string; params?: readonly unknown[] }) => {
      if (method === 'eth_sendTransaction' && control.sent++ >= control.breakAfter)
        return Promise.reject(Object.assign(new Error('fetch failed'), { code: 'ECONNREFUSED' }))
      return rpc(method, ...params)
    },
  }
  return { rpc, accounts, deployer, client, control }
}

async function read(
  rpc: ReturnType<typeof jsonRpc>,
  to: Address | undefined,
  abi: AbiFunction,
  args: readonly unknown[],
) {
  const data = encodeFunctionData({ abi: [abi], functionName: abi.name, args })
  const answer = await rpc<Hex>('eth_call', { to, data }, 'latest')
  return decodeFunctionResult({ abi: [abi], functionName: abi.name, data: answer })
}

describe('deployProtocol', () => {
  it('deploys everything where it said, owned by the timelock, and tells each step', async () => {
    const { rpc, accounts, deployer, client } = await startChain()
    const config = configOf(accounts)
    const progress: DeployProgress[] = []
    const deployment = await deployProtocol(client, config, { on: (event) => progress.push(event) })

    expect(deployment).toEqual(predictDeployment(31_337, config, deployer))
    for (const [name, address] of Object.entries(deployment.addresses))
      expect((await rpc<Hex>('eth_getCode', address, 'latest')).length, name).toBeGreaterThan(2)
    const owned: ContractName[] = [
      'minerRegistry',
      'difficultyUpdater',
      'benchmark',
      'hashpower',
      'primarySale',
      'auctionHouse',
      'poolRouter',
      'market',
    ]
    for (const name of owned)
      expect(await read(rpc, deployment.addresses[name], hashpowerOwnerAbi, []), name).toBe(
        deployment.addresses.timelock,
      )
    expect(await read(rpc, deployment.addresses.rig, rigGameItemsAbi, [])).toBe(deployment.addresses.offchainItems)
    const admin = `0x${'0'.repeat(64)}`
    expect(await read(rpc, deployment.addresses.timelock, timelockHasRoleAbi, [admin, deployer])).toBe(false)
    expect(await read(rpc, deployment.addresses.dmc, erc20BalanceOfAbi, [deployment.addresses.timelock])).toBe(
      10_000_000n * 10n ** 18n,
    )
    expect(progress.map(({ step }) => step)).toEqual([...progress.keys()])
    expect(progress.every(({ steps }) => steps === progress.length)).toBe(true)
    expect(progress.filter(({ stage }) => stage === 'found').map(({ label }) => label)).toEqual([
      'Set the platform fees',
    ])
    expect(progress.filter(({ stage, hash }) => (stage === 'sent') !== (hash !== undefined))).toEqual([])
  })

  it('sends nothing when everything is there', async () => {
    const { accounts, client, control } = await startChain()
    const config = configOf(accounts)
    const first = await deployProtocol(client, config)
    control.sent = 0
    const progress: DeployProgress[] = []
    expect(await deployProtocol(client, config, { on: (event) => progress.push(event) })).toEqual(first)
    expect(control.sent).toBe(0)
    expect(progress.every(({ stage, hash }) => stage === 'found' && !hash)).toBe(true)
  })

  it.each([3, 15, 20, 30])(
    'goes on where it stopped, when the endpoint fails after %i transactions',
    async (breakAfter) => {
      const { accounts, deployer, client, control } = await startChain()
      const config = configOf(accounts)
      control.breakAfter = breakAfter
      const error = await failure(deployProtocol(client, config))
      expect(error.code).toBe('RpcUnavailable')
      control.breakAfter = Number.POSITIVE_INFINITY
      control.sent = 0
      const progress: DeployProgress[] = []
      const made = await deployProtocol(client, config, { on: (event) => progress.push(event) })
      expect(made).toEqual(predictDeployment(31_337, config, deployer))
      // Each step is a transaction, but for the platform fees, which are the default.
      expect(control.sent).toBe(progress.length - 1 - breakAfter)
    },
  )

  it('brings the CREATE2 deployer along where a chain lacks it', async () => {
    const { rpc, accounts, deployer, client } = await startChain(['--disable-default-create2-deployer'])
    expect(await rpc('eth_getCode', '0x4e59b44847b379578588920cA78FbF26c0B4956C', 'latest')).toBe('0x')
    const config = configOf(accounts)
    expect(await deployProtocol(client, config)).toEqual(predictDeployment(31_337, config, deployer))
  })

  it('signs with a key of its own, through viem’s wallet client', async () => {
    const { accounts } = await startChain()
    // The first of anvil's well-known keys.
    const account = privateKeyToAccount('0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80')
    const client = createWalletClient({ account, chain: foundry, transport: http(anvil?.rpcUrl), pollingInterval: 20 })
    const config = configOf(accounts)
    expect(await deployProtocol(client, config)).toEqual(predictDeployment(31_337, config, account.address))
  })

  it('names what only governance can do once the timelock owns the contracts', async () => {
    const { accounts, client, control } = await startChain()
    const config = configOf(accounts)
    await deployProtocol(client, config)
    control.sent = 0
    const more = { ...config, payTokens: [...config.payTokens, accounts[5] ?? TOKEN] }
    const error = await failure(deployProtocol(client, more))
    expect(error.code).toBe('NotAllowed')
    expect(error.message).toContain(`List payment token ${accounts[5]}`)
    expect(error.message).toContain('timelockCall')
    expect(control.sent).toBe(0)
  })

  it('gives other addresses for another salt, and refuses without an account', async () => {
    const { accounts, deployer, client } = await startChain()
    const config = configOf(accounts)
    const salted = predictDeployment(31_337, { ...config, salt: keccak256(toHex('other')) }, deployer)
    expect(salted.addresses.rigGuard).not.toBe(predictDeployment(31_337, config, deployer).addresses.rigGuard)
    expect((await failure(deployProtocol({ ...client, account: undefined }, config))).code).toBe('AccountMissing')
  })
})

describe('governance through the timelock', () => {
  const market = useMarket()
  const list = () => contractCall(market.deployment, 'hashpower', hashpowerSetPayTokenAbi, [TOKEN, true])
  const isListed = () =>
    read(jsonRpc(market.rpcUrl), market.deployment.addresses.hashpower, hashpowerIsPayTokenAbi, [TOKEN])

  it('makes calls after 48 hours, and can make the same ones again', async () => {
    const council = market.as(market.accounts.council)
    const wait = async (seconds: number) => {
      expect(seconds).toBe(172_800)
      await timeTravel(council, { seconds })
    }
    expect(await isListed()).toBe(false)
    const { event } = await timelockCall(council, [list()], wait)
    expect(event.target).toBe(market.deployment.addresses.hashpower)
    expect(await isListed()).toBe(true)
    await timelockCall(council, [list()], wait)
  })

  it('refuses who is no proposer, a shorter delay, and an early execution', async () => {
    const { council, alice } = market.accounts
    const batch = { calls: [list()], delaySeconds: 172_800n }
    expect((await failure(scheduleBatch(market.as(alice), batch))).code).toBe('AccessControlUnauthorizedAccount')
    const tooSoon = await failure(scheduleBatch(market.as(council), { ...batch, delaySeconds: 172_799n }))
    expect(isDmexError(tooSoon, 'TimelockInsufficientDelay') && tooSoon.args.minDelay).toBe(172_800n)
    await scheduleBatch(market.as(council), batch)
    await timeTravel(market.as(council), { seconds: 172_790 })
    expect((await failure(executeBatch(market.as(alice), batch))).code).toBe('TimelockUnexpectedOperationState')
    expect(await isListed()).toBe(false)
    await timeTravel(market.as(council), { seconds: 10 })
    await executeBatch(market.as(alice), batch)
    expect(await isListed()).toBe(true)
  })

  it('explains what a scheduled call is refused for', async () => {
    const { council, alice } = market.accounts
    const calls = [contractCall(market.deployment, 'benchmark', benchmarkSetAttestorAbi, [9, alice])]
    const wait = (seconds: number) => timeTravel(market.as(council), { seconds })
    expect((await failure(timelockCall(market.as(council), calls, wait))).code).toBe('BadSeat')
  })
})
