import { type Address, type Call, type DmexClient, execute, type Hex, withDeployment } from '@dmex/sdk'
import { buyHashpower, getSeries, quoteBuy } from '@dmex/sdk/mint'
import { createClient, encodeFunctionData, http } from 'viem'
import { inject } from 'vitest'
import { commands } from 'vitest/browser'
import { getStore } from '../../src/store/store.js'
import { type FakeWallet, type FakeWalletOptions, fakeWallet } from '../../src/testing/index.js'

type Person = keyof ReturnType<typeof inject<'accounts'>>

/** Where a person of the market gets their mail. */
export const addressOf = (person: Person): Address => inject('accounts')[person].address

/** A client of somebody else, who does something while the page is open. */
export function as(person: Person): DmexClient {
  const client = createClient({ account: addressOf(person), transport: http(inject('rpcUrl')), pollingInterval: 50 })
  return client.extend(withDeployment(inject('deployment')))
}

/** Sends a call of somebody else and waits for its block. With a `tip` it only sends, to go before what was sent with less. */
export async function send(person: Person, { to, data }: Pick<Call, 'to' | 'data'>, tip?: bigint): Promise<Hex> {
  const fees = tip === undefined ? {} : { maxFeePerGas: hex(tip * 10n), maxPriorityFeePerGas: hex(tip) }
  const gas = tip === undefined ? {} : { gas: hex(1_000_000) }
  const hash = (await commands.rpc('eth_sendTransaction', [
    { from: addressOf(person), to, data, ...fees, ...gas },
  ])) as Hex
  while (tip === undefined && !(await commands.rpc('eth_getTransactionReceipt', [hash])));
  return hash
}

const hex = (value: number | bigint): Hex => `0x${value.toString(16)}`

const mintAbi = [
  {
    type: 'function',
    name: 'mint',
    stateMutability: 'nonpayable',
    inputs: [{ type: 'address' }, { type: 'uint256' }],
    outputs: [],
  },
] as const

/** Gives somebody play money. */
export async function giveMoney(person: Person, amount: bigint): Promise<void> {
  const data = encodeFunctionData({ abi: mintAbi, args: [addressOf(person), amount] })
  await send('deployer', { to: inject('tokens').tUSDT, data })
}

/** Has somebody else buy units of a series; all that is left unless said otherwise. */
export async function buyAs(person: Person, seriesId: number, units?: bigint): Promise<bigint> {
  const client = as(person)
  const wanted = units ?? (await getSeries(client, { seriesId })).left
  const { buy, cost } = await quoteBuy(client, { seriesId, units: wanted })
  await giveMoney(person, cost)
  const { event } = await execute(client, await buyHashpower.plan(client, buy, { approval: 'approve' }))
  return event.id
}

/** Connects the page to a wallet of a person of the market, as if they had done so on an earlier visit. */
export async function connectAs(person: Person, options: Partial<FakeWalletOptions> = {}): Promise<FakeWallet> {
  const wallet = fakeWallet({ rpcUrl: inject('rpcUrl'), accounts: addressOf(person), connected: true, ...options })
  await getStore().send({ type: 'use-provider', provider: wallet })
  return wallet
}

/** What a visitor leaves behind: nothing. */
export async function leave(): Promise<void> {
  document.body.replaceChildren()
  await getStore().send({ type: 'disconnect' })
  for (const { hash } of getStore().read().pending) getStore().send({ type: 'forget', hash })
  localStorage.clear()
  sessionStorage.clear()
}
