import type { Address, ArgsOf, EventOf, Hex, Log, ResultOf } from '@dmex/sdk'
import {
  type Abi,
  type AbiEvent,
  type AbiFunction,
  decodeEventLog,
  decodeFunctionResult,
  encodeEventTopics,
  encodeFunctionData,
} from 'viem'
import type { Rpc } from './rpc.js'

/** A call of a contract's function that nobody sent yet. */
export interface EncodedCall {
  readonly to: Address
  readonly data: Hex
}

/** A view of a contract, and how to read its answer. */
export interface View<Result> extends EncodedCall {
  readonly decode: (data: Hex) => Result
}

/** Encodes a call of a function. */
export function encode<const Fn extends AbiFunction>(to: Address, abi: Fn, args: ArgsOf<Fn>): EncodedCall {
  const values = args as readonly unknown[]
  return { to, data: encodeFunctionData({ abi: [abi] as Abi, functionName: abi.name, args: values }) }
}

/** Encodes a call of a view, so that several can be read together. */
export function view<const Fn extends AbiFunction>(to: Address, abi: Fn, args: ArgsOf<Fn>): View<ResultOf<Fn>> {
  return {
    ...encode(to, abi, args),
    decode: (data) => {
      const value: unknown = decodeFunctionResult({ abi: [abi] as Abi, functionName: abi.name, data })
      if (abi.outputs.length < 2) return value as ResultOf<Fn>
      const values = value as readonly unknown[]
      return Object.fromEntries(abi.outputs.map(({ name }, index) => [name, values[index]])) as ResultOf<Fn>
    },
  }
}

/** Reads one view at the latest block. */
export async function read<Result>(rpc: Rpc, { to, data, decode }: View<Result>): Promise<Result> {
  return decode(await rpc.request<Hex>('eth_call', { to, data }, 'latest'))
}

/** Reads views of one kind together, at the latest block. */
export async function readAll<Result>(rpc: Rpc, views: readonly View<Result>[]): Promise<readonly Result[]> {
  if (views.length === 0) return []
  const answers = await rpc.batch(
    views.map(({ to, data }) => ({ method: 'eth_call', params: [{ to, data }, 'latest'] })),
  )
  return views.map(({ decode }, index) => decode(answers[index] as Hex))
}

/** Decodes every log that is this event of this contract. */
export function eventsOf<const Event extends AbiEvent>(
  emitter: Address,
  logs: readonly Log[],
  event: Event,
): readonly EventOf<Event>[] {
  const [signature] = encodeEventTopics({ abi: [event] as Abi, eventName: event.name })
  return logs
    .filter(({ address, topics }) => topics[0] === signature && address.toLowerCase() === emitter.toLowerCase())
    .map(({ topics, data }) => {
      const { args } = decodeEventLog({ abi: [event] as Abi, topics: topics as [Hex, ...Hex[]], data })
      return args as unknown as EventOf<Event>
    })
}
