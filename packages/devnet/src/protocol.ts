import {
  benchmarkAddAssetAbi,
  benchmarkSetRewardTokenAbi,
  hashpowerSetLockerAbi,
  hashpowerSetMinterAbi,
  hashpowerSetPayTokenAbi,
  minerRegistrySetLedgerAbi,
} from '@dmex/contracts-abi'
import * as B from '@dmex/contracts-abi/bytecode'
import * as A from '@dmex/contracts-abi/contracts'
import { encodeDeployData } from 'viem'
// Temporary
export async function deployProtocol({ rpc, chainId, accounts, tokens, epoch }: any): Promise<any> {
  const from = accounts.deployer.address
  const send = async (tx: any) => {
    const h = await rpc.request('eth_sendTransaction', { from, gas: '0x1c9c380', ...tx })
    let r: any = null
    while (!r) r = await rpc.request('eth_getTransactionReceipt', h)
    if (r.status !== '0x1') throw new Error('deploy failed ' + JSON.stringify(tx).slice(0, 200))
    return r
  }
  const dep = async (name: string, args: any[]) => {
    const data = encodeDeployData({
      abi: (A as any)[name + 'Abi'],
      bytecode: (B as any)[name + 'Bytecode'],
      args,
    } as any)
    const r = await send({ data })
    return r.contractAddress
  }
  const call = async (to: any, abi: any, args: any) => {
    const { encode } = await import('./contracts.js')
    await send(encode(to, abi, args))
  }
  const { getAddress } = await import('viem')
  const a: any = {}
  a.timelock = await dep('timelock', [172800n, [accounts.council1.address], [accounts.council1.address], from])
  a.dmc = await dep('dmc', [a.timelock, from])
  a.difficultyUpdater = await dep('difficultyUpdater', [from, from, epoch.height, epoch.time, epoch.difficulty])
  a.benchmark = await dep('benchmark', [from, a.dmc, a.timelock, 10000n * 10n ** 18n, a.difficultyUpdater])
  a.minerRegistry = await dep('minerRegistry', [from, a.dmc, a.timelock, 100000n * 10n ** 18n, 10n ** 15n])
  a.hashpowerLedger = await dep('hashpowerLedger', [a.minerRegistry, a.benchmark])
  a.hashpowerMetadata = await dep('hashpowerMetadata', [])
  a.hashpower = await dep('hashpower', [from, a.hashpowerLedger, a.hashpowerMetadata, from])
  a.primarySale = await dep('primarySale', [from, a.hashpower, accounts.council1.address])
  a.offchainItems = await dep('offchainItems', [])
  a.rig = await dep(
    'rig',
    [a.hashpower, a.offchainItems].slice(0, (A as any).rigAbi.find((x: any) => x.type === 'constructor').inputs.length),
  )
  a.lens = await dep('lens', [a.hashpower, a.primarySale])
  a.minerLens = await dep('minerLens', [a.hashpower])
  a.rigLens = await dep('rigLens', [a.rig])
  await call(a.minerRegistry, minerRegistrySetLedgerAbi, [a.hashpower])
  await call(a.benchmark, benchmarkAddAssetAbi, [1, 'BTC', true])
  await call(a.benchmark, benchmarkAddAssetAbi, [2, 'FIL', false])
  await call(a.benchmark, benchmarkSetRewardTokenAbi, [tokens.tBTC, 1])
  await call(a.benchmark, benchmarkSetRewardTokenAbi, [tokens.tFIL, 2])
  await call(a.hashpower, hashpowerSetMinterAbi, [a.primarySale, true])
  await call(a.hashpower, hashpowerSetPayTokenAbi, [tokens.tUSDT, true])
  await call(a.hashpower, hashpowerSetLockerAbi, [a.rig, true, false])
  const own = [
    {
      type: 'function',
      name: 'transferOwnership',
      stateMutability: 'nonpayable',
      inputs: [{ name: 'o', type: 'address' }],
      outputs: [],
    },
  ]
  for (const n of ['difficultyUpdater', 'benchmark', 'minerRegistry', 'hashpower', 'primarySale'])
    await call(a[n], own[0], [a.timelock])
  return { chainId, addresses: Object.fromEntries(Object.entries(a).map(([k, v]) => [k, getAddress(v as any)])) }
}
