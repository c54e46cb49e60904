import type { Abi, AbiEvent } from 'viem'
import { DmexError } from '../errors/DmexError.js'
import { decodeEventLog, encodeEventTopics } from '../internal/viem.js'
import type { Address, EventOf, Hex, Log } from './types.js'

/** Topics that find an event, narrowed to the given values of its indexed parameters. */
export function eventTopics(
  event: AbiEvent,
  filter: Readonly<Record<string, unknown>> = {},
): (Hex | readonly Hex[] | null)[] {
  return encodeEventTopics({ abi: [event] as Abi, eventName: event.name, args: filter })
}

/** Decodes every log that is this event; with `emitter`, only that contract's. */
export function extractEvents<Event extends AbiEvent>(
  event: Event,
  logs: readonly Log[],
  emitter?: Address,
): EventOf<Event>[] {
  const [signature] = eventTopics(event)
  const indexed = event.inputs.filter((input) => input.indexed).length
  return logs
    .filter(
      (log) =>
        // ERC-20 and ERC-721 share the signature of Transfer and differ in what is indexed.
        log.topics[0] === signature && log.topics.length === indexed + 1 && (!emitter || isSame(log.address, emitter)),
    )
    .map((log) => {
      const { args } = decodeEventLog({ abi: [event] as Abi, topics: log.topics as [Hex, ...Hex[]], data: log.data })
      return args as unknown as EventOf<Event>
    })
}

/** Decodes the first log that is this event. Throws `EventMissing` when none is. */
export function extractEvent<Event extends AbiEvent>(
  event: Event,
  logs: readonly Log[],
  emitter?: Address,
  hash?: Hex,
): EventOf<Event> {
  const [first] = extractEvents(event, logs, emitter)
  if (first) return first
  throw new DmexError(
    'EventMissing',
    `None of the ${logs.length} logs is ${event.name}. Pass the logs of the transaction that did this action.`,
    { event: event.name },
    { hash },
  )
}

const isSame = (a: Address, b: Address): boolean => a.toLowerCase() === b.toLowerCase()
