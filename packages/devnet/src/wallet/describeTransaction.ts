import { errorCatalogue } from '@dmex/contracts-abi/errors/all'
import type { Address, Hex } from '@dmex/sdk'
import {
  type Abi,
  type AbiFunction,
  decodeFunctionData,
  encodeFunctionData,
  erc20Abi,
  numberToHex,
  toFunctionSelector,
} from 'viem'
import type { World } from '../world.js'
import { type Approval, approvalsOf, type Change, changesOf } from './changes.js'
import { contractAt, nameAt } from './names.js'

/** A transaction that somebody is asked to confirm. */
export interface AskedTransaction {
  readonly from: Address
  /** Without it, the transaction creates a contract. */
  readonly to: Address | undefined
  readonly data: Hex
  /** Wei. */
  readonly value: bigint
}

/** What a transaction means, for somebody who is asked to confirm it. */
export interface TransactionMeaning {
  /** The contract's name, if the market knows it. */
  readonly contract?: string | undefined
  /** The functions that it calls, outermost first; several calls in one come after one another. */
  readonly calls: readonly CalledFunction[]
  /** What it would change for the sender, tried out on the latest block. */
  readonly changes: readonly Change[]
  /** Why it would fail, if it would. */
  readonly failure?: string | undefined
}

/** A function, and its arguments as text. */
export interface CalledFunction {
  readonly name: string
  readonly args: readonly { readonly name: string; readonly value: string }[]
}

interface SimulatedCall {
  readonly status: Hex
  readonly returnData: Hex
  readonly logs: readonly { readonly address: Address; readonly topics: readonly Hex[]; readonly data: Hex }[]
  readonly error?: { readonly message: string; readonly data?: Hex }
}

/**
 * Says what a transaction means: which function it calls, what it would cost and bring, or why it would fail.
 *
 * @param world - the market that it is meant for
 * @param asked - what the page wants to have sent
 */
export async function describeTransaction(world: World, asked: AskedTransaction): Promise<TransactionMeaning> {
  const known = asked.to && contractAt(world, asked.to)
  const calls = known ? callsOf(world, known.abi, asked.data) : []
  const [tried] = await tryOut(world, [requestOf(asked)])
  if (!tried) throw new Error('The chain could not try the transaction out.')
  if (tried.status !== '0x1') return { contract: known?.name, calls, changes: [], failure: reasonOf(tried) }
  const left = await leftOf(world, asked, approvalsOf(world, asked.from, tried.logs))
  return { contract: known?.name, calls, changes: changesOf(world, asked, tried.logs, left) }
}

interface CallRequest {
  readonly from?: Address | undefined
  readonly to: Address | undefined
  readonly input: Hex
  readonly value?: Hex | undefined
}

const requestOf = ({ from, to, data, value }: AskedTransaction): CallRequest => ({
  from,
  to,
  input: data,
  value: numberToHex(value),
})

/** Carries out calls one after another on the latest block, and forgets it. */
async function tryOut({ rpc }: World, calls: readonly CallRequest[]): Promise<readonly SimulatedCall[]> {
  const blocks = await rpc.request<readonly { readonly calls: readonly SimulatedCall[] }[]>(
    'eth_simulateV1',
    { blockStateCalls: [{ calls }] },
    'latest',
  )
  return blocks[0]?.calls ?? []
}

/** What is left of each allowance after the transaction: some are for what the transaction itself takes. */
async function leftOf(world: World, asked: AskedTransaction, given: readonly Approval[]): Promise<readonly bigint[]> {
  if (given.length === 0) return []
  const reads = given.map(
    ({ money, spender }): CallRequest => ({
      to: money.address,
      input: encodeFunctionData({ abi: erc20Abi, functionName: 'allowance', args: [asked.from, spender] }),
    }),
  )
  const [, ...answers] = await tryOut(world, [requestOf(asked), ...reads])
  return answers.map(({ returnData }) => BigInt(returnData))
}

function callsOf(world: World, abi: Abi, data: Hex): readonly CalledFunction[] {
  const called = abi.find(
    (item): item is AbiFunction => item.type === 'function' && data.startsWith(toFunctionSelector(item)),
  )
  if (!called) return []
  const { args = [] } = decodeFunctionData({ abi: [called], data })
  const [inner] = args
  if (called.name === 'multicall' && Array.isArray(inner))
    return inner.flatMap((call: Hex) => callsOf(world, abi, call))
  const named = called.inputs.map(({ name }, index) => ({
    name: name ?? String(index),
    value: textOf(world, args[index]),
  }))
  return [{ name: called.name, args: named }]
}

function textOf(world: World, value: unknown): string {
  if (Array.isArray(value)) return value.map((one) => textOf(world, one)).join(', ')
  if (typeof value === 'object' && value !== null)
    return Object.entries(value)
      .map(([name, one]) => `${name} ${textOf(world, one)}`)
      .join(', ')
  const text = String(value)
  return /^0x[0-9a-fA-F]{40}$/.test(text) ? (nameAt(world, text as Address) ?? text) : text
}

function reasonOf({ returnData, error }: SimulatedCall): string {
  const reverted = error?.data ?? returnData
  const found = errorCatalogue.find(({ selector }) => reverted.startsWith(selector))
  return found ? `${found.abi.name}: ${found.message}` : (error?.message ?? 'The contract refuses it without a reason.')
}
