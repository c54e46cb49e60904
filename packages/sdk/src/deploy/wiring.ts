import {
  benchmarkAddAssetAbi,
  benchmarkAssetIdsAbi,
  benchmarkAssetOfAbi,
  benchmarkAttestorsAbi,
  benchmarkOwnerAbi,
  benchmarkSetAttestorAbi,
  benchmarkSetRewardTokenAbi,
  benchmarkTransferOwnershipAbi,
  hashpowerFeesAbi,
  hashpowerIsMinterAbi,
  hashpowerIsPayTokenAbi,
  hashpowerLockerRightsAbi,
  hashpowerSetFeesAbi,
  hashpowerSetLockerAbi,
  hashpowerSetMinterAbi,
  hashpowerSetPayTokenAbi,
  marketIsPayTokenAbi,
  marketSetPayTokenAbi,
  minerRegistryLedgerAbi,
  minerRegistrySetLedgerAbi,
} from '@dmex/contracts-abi'
import type { AbiFunction } from 'viem'
import { addressOf, type ContractName } from '../core/addressBook.js'
import { decodeResult } from '../core/results.js'
import type { Address, ArgsOf, Call, Deployment, DmexClient, ResultOf } from '../core/types.js'
import { ethCall } from '../internal/rpc.js'
import { DEFAULTS, type ProtocolConfig } from './config.js'
import { contractCall } from './contractCall.js'

/** One setting that makes the contracts a protocol. */
export interface Setting {
  /** What it does, in words a person can read. */
  readonly label: string
  readonly call: Call
  /** Whether the chain has it already. */
  readonly isDone: () => Promise<boolean>
}

/** The contracts with an owner. */
const OWNED = [
  'minerRegistry',
  'difficultyUpdater',
  'benchmark',
  'hashpower',
  'primarySale',
  'auctionHouse',
  'poolRouter',
  'market',
] as const

export const same = (a: Address, b: Address): boolean => a.toLowerCase() === b.toLowerCase()

/** Reads one view of one contract. */
export const reader =
  (client: DmexClient, deployment: Deployment) =>
  async <const Fn extends AbiFunction>(
    name: ContractName | Address,
    abi: Fn,
    args: ArgsOf<Fn>,
  ): Promise<ResultOf<Fn>> => {
    const { to, data } = contractCall(deployment, name, abi, args)
    return decodeResult(abi, await ethCall(client, { to, data }), to)
  }

/** Lists the settings of a configuration, in the order in which they can be made. */
export function settings(client: DmexClient, deployment: Deployment, config: ProtocolConfig): readonly Setting[] {
  const read = reader(client, deployment)
  const at = (name: ContractName): Address => addressOf(deployment, name)
  const list: Setting[] = []
  const set = <const Fn extends AbiFunction>(
    label: string,
    name: ContractName,
    abi: Fn,
    args: ArgsOf<Fn>,
    isDone: () => Promise<boolean>,
  ): void => {
    list.push({ label, call: contractCall(deployment, name, abi, args), isDone })
  }

  set(
    'Name the ledger at the miner registry',
    'minerRegistry',
    minerRegistrySetLedgerAbi,
    [at('hashpower')],
    async () => same(await read('minerRegistry', minerRegistryLedgerAbi, []), at('hashpower')),
  )
  set('Let the primary sale mint', 'hashpower', hashpowerSetMinterAbi, [at('primarySale'), true], () =>
    read('hashpower', hashpowerIsMinterAbi, [at('primarySale')]),
  )
  set('Let the auction house mint lots', 'hashpower', hashpowerSetMinterAbi, [at('auctionHouse'), true], () =>
    read('hashpower', hashpowerIsMinterAbi, [at('auctionHouse')]),
  )
  set(
    'Let the auction house lock, and seize what it sold',
    'hashpower',
    hashpowerSetLockerAbi,
    [at('auctionHouse'), true, true],
    async () => {
      const { allowed } = await read('hashpower', hashpowerLockerRightsAbi, [at('auctionHouse')])
      return allowed
    },
  )
  set('Let the rig lock', 'hashpower', hashpowerSetLockerAbi, [at('rig'), true, false], async () => {
    const { allowed } = await read('hashpower', hashpowerLockerRightsAbi, [at('rig')])
    return allowed
  })
  const { feeBps, referralBps } = config.fees ?? DEFAULTS.fees
  const recipient = config.feeRecipient ?? at('timelock')
  set('Set the platform fees', 'hashpower', hashpowerSetFeesAbi, [feeBps, referralBps, recipient], async () => {
    const fees = await read('hashpower', hashpowerFeesAbi, [])
    return fees.feeBps === feeBps && fees.referralBps === referralBps && same(fees.recipient, recipient)
  })
  for (const token of config.payTokens) {
    set(`List payment token ${token}`, 'hashpower', hashpowerSetPayTokenAbi, [token, true], () =>
      read('hashpower', hashpowerIsPayTokenAbi, [token]),
    )
    set(`List payment token ${token} at the market`, 'market', marketSetPayTokenAbi, [token, true], () =>
      read('market', marketIsPayTokenAbi, [token]),
    )
  }
  for (const { assetId, symbol, proofOfWork, rewardTokens } of config.assets) {
    set(`List asset ${symbol}`, 'benchmark', benchmarkAddAssetAbi, [assetId, symbol, proofOfWork], async () => {
      const listed = await read('benchmark', benchmarkAssetIdsAbi, [])
      return listed.includes(assetId)
    })
    for (const token of rewardTokens)
      set(
        `List reward token ${token} of ${symbol}`,
        'benchmark',
        benchmarkSetRewardTokenAbi,
        [token, assetId],
        async () => {
          const listed = await read('benchmark', benchmarkAssetOfAbi, [token])
          return listed === assetId
        },
      )
  }
  for (const [index, attestor] of (config.attestors ?? []).entries())
    set(`Seat attestor ${attestor}`, 'benchmark', benchmarkSetAttestorAbi, [index + 1, attestor], async () => {
      const seated = (await read('benchmark', benchmarkAttestorsAbi, []))[index]
      return seated !== undefined && same(seated, attestor)
    })
  return list
}

/** Hands every contract with an owner over to the timelock. Goes last: afterwards only governance can set anything. */
export const handovers = (client: DmexClient, deployment: Deployment): readonly Setting[] =>
  OWNED.map((name) => handover(client, deployment, name, name))

/** Hands one contract over to the timelock. */
export function handover(
  client: DmexClient,
  deployment: Deployment,
  contract: ContractName | Address,
  name: string,
): Setting {
  const read = reader(client, deployment)
  const timelock = addressOf(deployment, 'timelock')
  return {
    label: `Hand ${name} over to the timelock`,
    // Ownable is the same everywhere.
    call: contractCall(deployment, contract, benchmarkTransferOwnershipAbi, [timelock]),
    isDone: async () => same(await read(contract, benchmarkOwnerAbi, []), timelock),
  }
}
