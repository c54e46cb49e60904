import type { AbiEvent } from 'viem'
import { explain } from '../errors/explain.js'
import { blockNumberOf } from '../internal/rpc.js'
import { eventTopics, extractEvents } from './events.js'
import { scanLogs } from './logs.js'
import { intervalOf } from './receipt.js'
import type { Address, DmexClient, EventOf } from './types.js'
import type { EventFilter, WatchedEvent, WatchOptions } from './watcher.js'

/** Yields an event of each new block, until the signal ends it. An endpoint that is down is asked again; nothing is skipped. */
export async function* watchEvents<Event extends AbiEvent>(
  client: DmexClient,
  event: Event,
  address: Address,
  filter: EventFilter<EventOf<Event>>,
  { fromBlock, onError }: WatchOptions,
  signal: AbortSignal,
): AsyncGenerator<WatchedEvent<EventOf<Event>>, void> {
  const wanted = Object.entries(filter).filter(([, value]) => value !== undefined)
  const topics = eventTopics(event, Object.fromEntries(wanted))
  let next = fromBlock
  while (!signal.aborted) {
    try {
      const height = await blockNumberOf(client)
      next ??= height + 1n
      for await (const { logs, through } of scanLogs(client, { address, topics, fromBlock: next, toBlock: height })) {
        for (const log of logs) {
          const [found] = extractEvents(event, [log])
          if (signal.aborted) return
          if (found && wanted.every(([name, value]) => isEqual(found[name as keyof typeof found], value)))
            yield { event: found, log }
        }
        next = through + 1n
      }
    } catch (error) {
      onError?.(await explain(error, {}))
    }
    await rest(intervalOf(client), signal)
  }
}

/** Lets time pass, or less when the signal comes. */
function rest(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, milliseconds)
    signal.addEventListener('abort', done)
    if (signal.aborted) done()
  })
}

/** Addresses are the same in any case. */
const isEqual = (a: unknown, b: unknown): boolean =>
  a === b || (typeof a === 'string' && typeof b === 'string' && a.toLowerCase() === b.toLowerCase())
