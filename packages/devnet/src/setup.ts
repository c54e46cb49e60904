import {
  benchmarkMinBondAbi,
  benchmarkResolveAbi,
  dmcTransferAbi,
  erc20ApproveAbi,
  testTokenMintAbi,
} from '@dmex/contracts-abi'
import { gameGearBytecode, gameItemsBytecode, gameShopBytecode, testTokenBytecode } from '@dmex/contracts-abi/bytecode'
import { gameItemsAbi, gameShopAbi, testTokenAbi } from '@dmex/contracts-abi/contracts'
import { type Address, addressOf, type Deployment, type Hex } from '@dmex/sdk'
import { deployProtocol, type ProtocolConfig } from '@dmex/sdk/deploy'
import { bondAttestor } from '@dmex/sdk/provide'
import { encodeDeployData } from 'viem'
import { advanceDay, bitcoinChanges } from './advance.js'
import { mine, type Transaction, timeOf } from './chain.js'
import { connect } from './clients.js'
import { bitcoinHalvingHeight } from './constants/mining.js'
import { encode, read, view } from './contracts.js'
import { create } from './create.js'
import { DAY } from './days.js'
import { changesUntil } from './history.js'
import { type Accounts, peopleOf } from './people.js'
import type { Rpc } from './rpc.js'
import { createDeliveryBook, type Games, type Tokens, type World } from './world.js'

/** What a market is prepared from. */
export interface Preparation {
  readonly rpc: Rpc
  readonly chainId: number
  readonly seed: number
  readonly accounts: Accounts
  readonly decimals: World['decimals']
}

const MAX: bigint = 2n ** 256n - 1n
/** Benchmark ids: governance chose them. */
const assetIds: World['assetIds'] = { BTC: 1, FIL: 2 }
const DMC = 10n ** 18n

/** Deploys tokens, game contracts and the protocol, and gives everybody something to act with. */
export async function prepare(of: Preparation): Promise<World> {
  const { rpc, chainId, accounts, decimals } = of
  const tokens = await deployTokens(rpc, accounts, decimals)
  const deployment = await deployProtocol(
    connect(rpc.url, chainId, accounts.deployer.address),
    configOf(of, tokens, await timeOf(rpc)),
  )
  const games = await deployGames(rpc, accounts, deployment, tokens)
  const world: World = { ...of, deployment, tokens, games, assetIds, delivery: createDeliveryBook() }
  await endow(world)
  return world
}

/** The protocol as the devnet deploys it. */
function configOf({ accounts }: Preparation, tokens: Tokens, now: number): ProtocolConfig {
  const epoch = changesUntil(now).findLast(({ height }) => height !== bitcoinHalvingHeight)
  if (!epoch) throw new RangeError('Bitcoin’s figures begin later than this chain.')
  const { deployer, council1 } = accounts
  return {
    proposers: [council1.address],
    guardian: council1.address,
    treasury: deployer.address,
    difficulty: {
      updater: deployer.address,
      firstHeight: epoch.height,
      startTime: epoch.time,
      difficulty: epoch.difficulty,
    },
    assets: [
      { assetId: assetIds.BTC, symbol: 'BTC', proofOfWork: true, rewardTokens: [tokens.tBTC] },
      { assetId: assetIds.FIL, symbol: 'FIL', proofOfWork: false, rewardTokens: [tokens.tFIL] },
    ],
    payTokens: [tokens.tUSDT, tokens.tFIL],
    attestors: peopleOf(accounts, 'attestor').map(({ address }) => address),
  }
}

/** Lets the first day be reported, whose benchmark every fleet needs. */
export async function reportFirstDay(world: World): Promise<void> {
  const over = Math.floor((await timeOf(world.rpc)) / DAY)
  await mine(world.rpc, await bitcoinChanges(world, await timeOf(world.rpc)))
  await advanceDay(world)
  const benchmark = addressOf(world.deployment, 'benchmark')
  const from = world.accounts.deployer.address
  await mine(
    world.rpc,
    Object.entries(world.assetIds).map(([asset, assetId]) => ({
      from,
      call: encode(benchmark, benchmarkResolveAbi, [assetId, over]),
      label: `First benchmark of ${asset}`,
    })),
  )
}

async function deployTokens(rpc: Rpc, accounts: Accounts, decimals: World['decimals']): Promise<Tokens> {
  const token = (symbol: keyof Tokens, name: string): Hex =>
    encodeDeployData({ abi: testTokenAbi, bytecode: testTokenBytecode, args: [name, symbol, decimals[symbol]] })
  const [tUSDT, tBTC, tFIL] = await create(rpc, accounts.deployer.address, [
    token('tUSDT', 'Test Tether USD'),
    token('tBTC', 'Test Bitcoin'),
    token('tFIL', 'Test Filecoin'),
  ])
  return { tUSDT, tBTC, tFIL }
}

async function deployGames(rpc: Rpc, accounts: Accounts, at: Deployment, { tUSDT }: Tokens): Promise<Games> {
  const sale = [addressOf(at, 'rig'), addressOf(at, 'rigGuard'), tUSDT] as const
  const [items, gear, shop] = await create(rpc, accounts.studio.address, [
    encodeDeployData({ abi: gameItemsAbi, bytecode: gameItemsBytecode, args: ['Sword Game', 'SWORD'] }),
    gameGearBytecode,
    encodeDeployData({ abi: gameShopAbi, bytecode: gameShopBytecode, args: sale }),
  ])
  return { items, gear, shop }
}

/** Test tokens and DMC for everybody who needs them, bonds of the attestors, and the miners' standing allowances. */
async function endow(world: World): Promise<void> {
  const { rpc, deployment, accounts, tokens, decimals } = world
  const hashpower = addressOf(deployment, 'hashpower')
  const dmc = addressOf(deployment, 'dmc')
  const benchmark = addressOf(deployment, 'benchmark')
  const treasury = accounts.deployer.address
  const minBond = await read(rpc, view(benchmark, benchmarkMinBondAbi, []))
  const give = (symbol: keyof Tokens, to: Address, whole: bigint): Transaction => ({
    from: treasury,
    call: encode(tokens[symbol], testTokenMintAbi, [to, whole * 10n ** BigInt(decimals[symbol])]),
    label: `Test ${symbol}`,
  })
  const share = (to: Address, amount: bigint): Transaction => ({
    from: treasury,
    call: encode(dmc, dmcTransferAbi, [to, amount]),
    label: 'DMC',
  })
  const allow = (from: Address, token: Address, spender: Address): Transaction => ({
    from,
    call: encode(token, erc20ApproveAbi, [spender, MAX]),
    label: 'Allowance',
  })
  const investors = peopleOf(accounts, 'investor')
  const buyers = [...peopleOf(accounts, 'player'), accounts.lender, accounts.studio, ...investors]
  const attestors = peopleOf(accounts, 'attestor')
  await mine(rpc, [
    ...buyers.flatMap(({ address }) => [give('tUSDT', address, 100_000n), share(address, 10_000n * DMC)]),
    ...investors.map(({ address }) => give('tFIL', address, 1_000n)),
    ...peopleOf(accounts, 'miner').flatMap(({ address }) => [
      give('tBTC', address, 1_000n),
      give('tFIL', address, 1_000_000n),
      share(address, 1_000_000n * DMC),
      allow(address, tokens.tBTC, hashpower),
      allow(address, tokens.tFIL, hashpower),
    ]),
    ...attestors.flatMap(({ address }) => [share(address, minBond), allow(address, dmc, benchmark)]),
  ])
  await mine(
    rpc,
    attestors.map(({ address }) => ({
      from: address,
      call: bondAttestor.call(deployment, { attestor: address, amount: minBond }),
      label: 'Bond of an attestor',
    })),
  )
}
