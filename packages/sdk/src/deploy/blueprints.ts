import {
  auctionHouseConstructorAbi,
  auctionLensConstructorAbi,
  benchmarkConstructorAbi,
  difficultyUpdaterConstructorAbi,
  dmcConstructorAbi,
  hashpowerConstructorAbi,
  hashpowerLedgerConstructorAbi,
  lendLensConstructorAbi,
  lensConstructorAbi,
  marketConstructorAbi,
  marketLensConstructorAbi,
  mineLensConstructorAbi,
  minerLensConstructorAbi,
  minerRegistryConstructorAbi,
  poolRouterConstructorAbi,
  primarySaleConstructorAbi,
  rigConstructorAbi,
  rigLensConstructorAbi,
  timelockConstructorAbi,
} from '@dmex/contracts-abi'
import {
  auctionHouseBytecode,
  auctionLensBytecode,
  benchmarkBytecode,
  difficultyUpdaterBytecode,
  dmcBytecode,
  hashpowerBytecode,
  hashpowerLedgerBytecode,
  hashpowerMetadataBytecode,
  lendLensBytecode,
  lensBytecode,
  marketBytecode,
  marketLensBytecode,
  mineLensBytecode,
  minerLensBytecode,
  minerRegistryBytecode,
  poolRouterBytecode,
  primarySaleBytecode,
  rigBytecode,
  rigGuardBytecode,
  rigLensBytecode,
  timelockBytecode,
} from '@dmex/contracts-abi/bytecode'
import type { ContractName } from '../core/addressBook.js'
import { NOBODY } from '../core/nobody.js'
import type { Address, Deployment, Hex, Named } from '../core/types.js'
import { DEFAULTS, type ProtocolConfig } from './config.js'
import { create2Address, createAddress, withArguments } from './create2.js'

/** A contract to deploy: where it will be, and what makes it. */
export interface Blueprint {
  readonly name: string
  readonly address: Address
  readonly initCode: Hex
}

interface Constructor {
  readonly inputs: readonly { readonly name?: string; readonly type: string }[]
}

/** Plans a contract, and says where it will be. */
export type Make<Name extends string> = <const Abi extends Constructor>(
  name: Name,
  bytecode: Hex,
  abi: Abi | undefined,
  args: Named<Abi['inputs'], 'inputs'>,
) => Address

/** Plans contracts one after the other: each may have the addresses of those before among its arguments. */
export function plan<Name extends string>(
  salt: Hex = DEFAULTS.salt,
): { readonly made: readonly Blueprint[]; readonly make: Make<Name> } {
  const made: Blueprint[] = []
  const make: Make<Name> = (name, bytecode, abi, args) => {
    const values = (abi?.inputs ?? []).map((input) => (args as Record<string, unknown>)[input.name ?? ''])
    const initCode = withArguments(bytecode, abi?.inputs ?? [], values)
    const address = create2Address(salt, initCode)
    made.push({ name, address, initCode })
    return address
  }
  return { made, make }
}

/**
 * Lists the contracts of the protocol in the order of their dependencies. Addresses follow from creation code and arguments,
 * so that all of them are known before the first one is deployed.
 *
 * @param owner - who owns the contracts until they are handed over to the timelock: the account that deploys
 */
export function blueprints(config: ProtocolConfig, owner: Address): readonly Blueprint[] {
  const { made, make } = plan<ContractName>(config.salt)
  const timelock = make('timelock', timelockBytecode, timelockConstructorAbi, {
    minDelay: config.delaySeconds ?? DEFAULTS.delaySeconds,
    proposers: config.proposers,
    executors: config.executors ?? [NOBODY],
    admin: NOBODY,
  })
  const fund = config.fund ?? timelock
  const dmc = make('dmc', dmcBytecode, dmcConstructorAbi, { fund, treasury: config.treasury })
  const registry = make('minerRegistry', minerRegistryBytecode, minerRegistryConstructorAbi, {
    owner_: owner,
    bondToken_: dmc,
    fund_: fund,
    minBond_: config.bonds?.miner ?? DEFAULTS.minerBond,
    bondPerUnit_: config.bonds?.perUnit ?? DEFAULTS.bondPerUnit,
  })
  const source = make('difficultyUpdater', difficultyUpdaterBytecode, difficultyUpdaterConstructorAbi, {
    owner_: owner,
    updater_: config.difficulty.updater,
    firstHeight: config.difficulty.firstHeight,
    startTime: config.difficulty.startTime,
    difficulty: config.difficulty.difficulty,
  })
  const benchmark = make('benchmark', benchmarkBytecode, benchmarkConstructorAbi, {
    owner_: owner,
    bondToken_: dmc,
    fund_: fund,
    minBond_: config.bonds?.attestor ?? DEFAULTS.attestorBond,
    source,
  })
  const ledger = make('hashpowerLedger', hashpowerLedgerBytecode, hashpowerLedgerConstructorAbi, {
    registry_: registry,
    benchmark_: benchmark,
  })
  const metadata = make('hashpowerMetadata', hashpowerMetadataBytecode, undefined, {})
  const hashpower = make('hashpower', hashpowerBytecode, hashpowerConstructorAbi, {
    owner_: owner,
    ledger_: ledger,
    metadata_: metadata,
    feeRecipient_: config.feeRecipient ?? timelock,
  })
  const sale = make('primarySale', primarySaleBytecode, primarySaleConstructorAbi, {
    owner_: owner,
    hashpower_: hashpower,
    guardian_: config.guardian,
  })
  const rig = make('rig', rigBytecode, rigConstructorAbi, { hashpower_: hashpower })
  make('rigGuard', rigGuardBytecode, undefined, {})
  make('lens', lensBytecode, lensConstructorAbi, { hashpower_: hashpower, sale_: sale })
  make('minerLens', minerLensBytecode, minerLensConstructorAbi, { hashpower_: hashpower })
  make('lendLens', lendLensBytecode, lendLensConstructorAbi, { hashpower_: hashpower })
  make('mineLens', mineLensBytecode, mineLensConstructorAbi, { hashpower_: hashpower, sale_: sale })
  const auctionHouse = make('auctionHouse', auctionHouseBytecode, auctionHouseConstructorAbi, {
    owner_: owner,
    hashpower_: hashpower,
    guardian_: config.guardian,
    feeRecipient_: config.feeRecipient ?? timelock,
  })
  make('auctionLens', auctionLensBytecode, auctionLensConstructorAbi, { house_: auctionHouse })
  make('poolRouter', poolRouterBytecode, poolRouterConstructorAbi, {
    owner_: owner,
    hashpower_: hashpower,
    house_: auctionHouse,
    recipient_: config.feeRecipient ?? timelock,
  })
  const market = make('market', marketBytecode, marketConstructorAbi, {
    owner_: owner,
    hashpower_: hashpower,
    guardian_: config.guardian,
    feeRecipient_: config.feeRecipient ?? timelock,
  })
  make('marketLens', marketLensBytecode, marketLensConstructorAbi, { market_: market })
  make('rigLens', rigLensBytecode, rigLensConstructorAbi, { rig_: rig })
  return made
}

/** The deployment that blueprints give on a chain. */
export function toDeployment(chainId: number, plans: readonly Blueprint[]): Deployment {
  const addresses = Object.fromEntries(plans.map(({ name, address }) => [name, address])) as Record<
    ContractName,
    Address
  >
  // The rig's constructor makes this one.
  return { chainId, addresses: { ...addresses, offchainItems: createAddress(addresses.rig, 1) } }
}
