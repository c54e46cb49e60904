import {
  dmcTransferAbi,
  gameGearConstructorAbi,
  gameItemsConstructorAbi,
  minerRegistryApproveAbi,
  testTokenConstructorAbi,
  testTokenMintAbi,
} from '@dmex/contracts-abi'
import { gameGearBytecode, gameItemsBytecode, permit2Bytecode, testTokenBytecode } from '@dmex/contracts-abi/bytecode'
import { checksum } from '../core/checksum.js'
import { dayOf } from '../core/days.js'
import { execute } from '../core/execute.js'
import { PERMIT2 } from '../core/permit2.js'
import { confirm } from '../core/receipt.js'
import { open, send } from '../core/session.js'
import type { Address, Deployment, DmexClient, Hex, Receipt } from '../core/types.js'
import type { ProtocolConfig } from '../deploy/config.js'
import { contractCall } from '../deploy/contractCall.js'
import { withArguments } from '../deploy/create2.js'
import { deployProtocol } from '../deploy/deployProtocol.js'
import { timelockCall } from '../deploy/timelock.js'
import { DmexError } from '../errors/DmexError.js'
import { chainTime, request } from '../internal/rpc.js'
import { encodeFunctionData } from '../internal/viem.js'
import { applyAsMiner } from '../provide/applyAsMiner.js'
import { bond } from '../provide/bond.js'
import { createFleet } from '../provide/createFleet.js'
import { createSeries } from '../provide/createSeries.js'
import { fundDay } from '../provide/fundDay.js'
import { getDueDays } from '../provide/getDueDays.js'
import { getFleet } from '../provide/getFleet.js'
import { resolveBenchmark } from '../provide/resolveBenchmark.js'
import { settleDays } from '../provide/settleDays.js'
import { jsonRpc } from './jsonRpc.js'
import { type Anvil, startAnvil } from './startAnvil.js'
import { timeTravel } from './timeTravel.js'

/** What the test market is like. */
export interface TestProtocolOptions {
  /** A running anvil chain with at least 20 accounts, to deploy on; one is started when left out. */
  readonly anvil?: Anvil | undefined
  /** Days that an NFT of the series earns; 30, when left out. */
  readonly termDays?: number | undefined
  /** Units of hashpower on sale; 88.5 TH/s, when left out. */
  readonly cap?: bigint | undefined
  /** Price per unit, base units of the test dollar (6 decimals); 106 dollars a TH/s, when left out. */
  readonly price?: bigint | undefined
  /** Milliseconds between two looks at the chain; 20, when left out. */
  readonly pollingInterval?: number | undefined
}

/** The people of the test market. Anvil signs for all of them. */
export interface TestAccounts {
  /** Deployed everything, owns nothing, has the DMC. */
  readonly deployer: Address
  /** Proposes at the timelock. */
  readonly council: Address
  /** May stop purchases. */
  readonly guardian: Address
  /** Reports Bitcoin's difficulty. */
  readonly updater: Address
  /** Operates the miner. */
  readonly miner: Address
  /** Have test dollars and ether. */
  readonly alice: Address
  readonly bob: Address
  readonly carol: Address
  /** Owns the game. */
  readonly studio: Address
  /** Sit on the seven seats, and have no bond yet. */
  readonly attestors: readonly Address[]
}

/** A whole market on a chain of its own. */
export interface TestProtocol {
  readonly anvil: Anvil
  readonly rpcUrl: string
  readonly deployment: Deployment
  /** What it was deployed with. */
  readonly config: ProtocolConfig
  readonly accounts: TestAccounts
  readonly tokens: {
    /** Test dollars, 6 decimals. */
    readonly usdt: Address
    /** Test bitcoin, 8 decimals: what the fleet pays. */
    readonly btc: Address
    /** Test Filecoin, 18 decimals. */
    readonly fil: Address
  }
  readonly game: {
    /** An ERC-721 collection; anybody may mint. */
    readonly items: Address
    /** An ERC-1155 collection; anybody may mint. */
    readonly gear: Address
  }
  /** An approved and bonded miner, its Bitcoin fleet, and a series on sale. */
  readonly minerId: number
  readonly fleetId: number
  readonly seriesId: number
  /** A client that acts for an account; anvil signs. */
  as(account: Address): DmexClient
  /** Makes test tokens for an account. */
  mint(token: Address, to: Address, amount: bigint): Promise<void>
  /** Sends any call from an account, and waits for it. */
  send(from: Address, call: { readonly to: Address; readonly data: Hex }): Promise<Receipt>
  /** Has governance make calls: two days go by. */
  govern(calls: Parameters<typeof timelockCall>[1]): Promise<void>
  /** Lets days go by on which the miner pays what the market pays, times `share` (1 when left out), and settles them. */
  deliverDays(days: number, share?: number): Promise<void>
  /** Lets days go by on which the miner pays nothing, and settles them. */
  missDays(days: number): Promise<void>
  /** Ends the chain, if it was started here. */
  stop(): Promise<void>
}

/** 2024-04-04, 00:00 UTC: two days later, once governance has approved the miner, the published history begins. */
const START = 1_712_188_800n
/** Bitcoin's difficulty epoch of that time. */
const EPOCH = { firstHeight: 836_640, startTime: 1_711_630_811, difficulty: 83_126_997_340_024n }
const DAY = 86_400n
const GRACE = 2n * DAY
const REPORTS = DAY / 2n
const MILLION = 10n ** 6n
const BITCOIN = 1
const DOCUMENT: Hex = `0x${'d0c5'.repeat(16)}`

/**
 * Deploys the protocol on a local chain, with test tokens, a game's collections, an approved and bonded miner, a Bitcoin
 * fleet and a series on sale: all that a test of an application needs. Node only.
 *
 * @param options - the chain and the series
 * @throws DmexError `ToolUnavailable` when anvil is not installed, `ArgumentInvalid` when the given chain has too few accounts
 *
 * @example
 * ```ts
 * import { execute } from '@dmex/sdk'
 * import { buyHashpower, quoteBuy } from '@dmex/sdk/mint'
 * import { deployTestProtocol } from '@dmex/sdk/testing'
 *
 * const market = await deployTestProtocol()
 * const alice = market.as(market.accounts.alice)
 * const { buy } = await quoteBuy(alice, { seriesId: market.seriesId, units: 1_000n })
 * await execute(alice, await buyHashpower.plan(alice, buy))
 * await market.deliverDays(3)
 * await market.stop()
 * ```
 */
export async function deployTestProtocol(options: TestProtocolOptions = {}): Promise<TestProtocol> {
  const { termDays = 30, cap = 88_500n, price = 106_000n, pollingInterval = 20 } = options
  const anvil = options.anvil ?? (await startAnvil({ timestamp: START, accounts: 20 }))
  const stop = async (): Promise<void> => {
    if (!options.anvil) await anvil.stop()
  }
  try {
    const rpc = jsonRpc(anvil.rpcUrl)
    const bare: DmexClient = {
      chain: { id: anvil.chainId },
      pollingInterval,
      request: ({ method, params = [] }: { method: string; params?: readonly unknown[] }) => rpc(method, ...params),
    }
    const accounts = toAccounts((await request<Address[]>(bare, 'eth_accounts')).map(checksum))
    const [usdt, btc, fil, items, gear] = await putContracts(bare, accounts.deployer)
    const config: ProtocolConfig = {
      proposers: [accounts.council],
      treasury: accounts.deployer,
      guardian: accounts.guardian,
      difficulty: { updater: accounts.updater, ...EPOCH },
      assets: [
        { assetId: BITCOIN, symbol: 'BTC', proofOfWork: true, rewardTokens: [btc] },
        { assetId: 2, symbol: 'FIL', proofOfWork: false, rewardTokens: [fil] },
      ],
      payTokens: [usdt],
      attestors: accounts.attestors,
    }
    const deployment = await deployProtocol(clientOf(bare, accounts.deployer), config)
    const as = (account: Address): DmexClient => ({ ...clientOf(bare, account), dmexDeployment: deployment })
    const wait = (seconds: number): Promise<bigint> => timeTravel(bare, { seconds })
    const mint = async (token: Address, to: Address, amount: bigint): Promise<void> => {
      const data = encodeFunctionData({ abi: [testTokenMintAbi], args: [to, amount] })
      await sendCall(as(accounts.deployer), { to: token, data })
    }
    const govern: TestProtocol['govern'] = async (calls) => {
      await timelockCall(as(accounts.council), calls, wait)
    }

    // ---- an approved and bonded miner
    const miner = as(accounts.miner)
    const applied = await applyAsMiner(miner, {
      disclosure: {
        farm: 'Test farm',
        company: 'Test miner Ltd.',
        totalHashrate: 1_000n * MILLION,
        effectiveHashrate: 1_000n * MILLION,
        documentHash: DOCUMENT,
        uri: 'ipfs://test',
      },
    })
    const { minerId, disclosureHash } = applied.event
    await govern([contractCall(deployment, 'minerRegistry', minerRegistryApproveAbi, [minerId, disclosureHash])])
    const bonded = 1_000_000n * 10n ** 18n
    await sendCall(as(accounts.deployer), contractCall(deployment, 'dmc', dmcTransferAbi, [accounts.miner, bonded]))
    await execute(miner, await bond.plan(miner, { minerId, amount: bonded / 2n }, { approval: 'approve' }))

    // ---- its fleet and series
    const today = dayOf(await chainTime(bare))
    await resolveBenchmark(miner, { assetId: BITCOIN, day: today - 2 })
    const fleet = await createFleet(miner, { minerId, rewardToken: btc, payToken: usdt })
    const { fleetId } = fleet.event
    const series = await createSeries(miner, {
      fleetId,
      cap,
      termDays,
      sale: { price },
      documentHash: DOCUMENT,
      uri: 'ipfs://test',
    })
    for (const account of [accounts.alice, accounts.bob, accounts.carol]) await mint(usdt, account, 100_000n * MILLION)

    /** Lets one day of the fleet go by, and settles it. */
    const passDay = async (share: number): Promise<void> => {
      const { nextDay: day } = await getFleet(miner, { fleetId })
      const end = BigInt(day + 1) * DAY
      const goTo = async (time: bigint): Promise<void> => {
        if ((await chainTime(bare)) < time) await timeTravel(bare, { to: time })
      }
      if (share > 0) {
        await goTo(end + REPORTS)
        const [due] = (await getDueDays(miner, { fleetId, maxDays: 1 })).days
        const amount = ((due?.market ?? 0n) * BigInt(Math.round(share * 1_000))) / 1_000n + 1n
        await mint(btc, accounts.miner, amount)
        await execute(miner, await fundDay.plan(miner, { fleetId, day, amount }, { approval: 'approve' }))
      }
      // A day that was paid too little waits for the rest until its 48 hours are over.
      if (!(await getFleet(miner, { fleetId })).settleable) await goTo(end + GRACE)
      await settleDays(miner, { fleetId, maxDays: 1 })
    }

    return {
      anvil,
      rpcUrl: anvil.rpcUrl,
      deployment,
      config,
      accounts,
      tokens: { usdt, btc, fil },
      game: { items, gear },
      minerId,
      fleetId,
      seriesId: series.event.seriesId,
      as,
      mint,
      send: (from, call) => sendCall(as(from), call),
      govern,
      async deliverDays(days, share = 1) {
        for (let day = 0; day < days; day++) await passDay(share)
      },
      async missDays(days) {
        for (let day = 0; day < days; day++) await passDay(0)
      },
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

const clientOf = (bare: DmexClient, address: Address): DmexClient => ({
  ...bare,
  account: { address, type: 'json-rpc' },
})

function toAccounts(addresses: readonly Address[]): TestAccounts {
  if (addresses.length < 16)
    throw new DmexError(
      'ArgumentInvalid',
      `The chain has ${addresses.length} accounts, and 16 are needed. Start it with { accounts: 20 }.`,
      { argument: 'anvil', value: `${addresses.length} accounts` },
    )
  const [deployer, council, guardian, updater, miner, alice, bob, carol, studio, ...rest] = addresses as [
    Address,
    Address,
    Address,
    Address,
    Address,
    Address,
    Address,
    Address,
    Address,
    ...Address[],
  ]
  return { deployer, council, guardian, updater, miner, alice, bob, carol, studio, attestors: rest.slice(0, 7) }
}

/** Sends a call, and waits for it. */
async function sendCall(client: DmexClient, call: { readonly to: Address; readonly data: Hex }): Promise<Receipt> {
  const session = await open(client, {}, 'testing.send')
  const position = { step: 0, steps: 1, label: 'Send' }
  const complete = { ...call, value: 0n }
  return confirm(session, complete, await send(session, complete, position), position)
}

/** Puts tokens and collections on the chain, and Permit2 where it is on every chain. */
async function putContracts(client: DmexClient, from: Address): Promise<[Address, Address, Address, Address, Address]> {
  const create = async (data: Hex): Promise<Address> => {
    const hash = await request<Hex>(client, 'eth_sendTransaction', { from, data })
    for (;;) {
      const receipt = await request<{ contractAddress: Address } | null>(client, 'eth_getTransactionReceipt', hash)
      if (receipt) return checksum(receipt.contractAddress)
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }
  const token = (symbol: string, decimals: number): Promise<Address> =>
    create(withArguments(testTokenBytecode, testTokenConstructorAbi.inputs, [`Test ${symbol}`, `t${symbol}`, decimals]))
  const usdt = await token('USDT', 6)
  const btc = await token('BTC', 8)
  const fil = await token('FIL', 18)
  const items = await create(withArguments(gameItemsBytecode, gameItemsConstructorAbi.inputs, ['Test swords', 'SWORD']))
  const gear = await create(withArguments(gameGearBytecode, gameGearConstructorAbi.inputs, []))
  const permit2 = await create(permit2Bytecode)
  await request(client, 'anvil_setCode', PERMIT2, await request<Hex>(client, 'eth_getCode', permit2, 'latest'))
  return [usdt, btc, fil, items, gear]
}
