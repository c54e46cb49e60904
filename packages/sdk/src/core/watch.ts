import type { AbiEvent } from 'viem'
import { explain } from '../errors/explain.js'
import { getLogs, request } from '../internal/rpc.js'
import { eventTopics, extractEvents } from './events.js'
import { intervalOf } from './receipt.js'
import type { Address, DmexClient, EventOf, Hex } from './types.js'
import type { EventFilter, WatchedEvent, WatchOptions } from './watcher.js'

/** Most blocks asked for at once, so that catching up stays inside any provider's limit. */
const MAX_RANGE = 1_000n

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
      const height = BigInt(await request<Hex>(client, 'eth_blockNumber'))
      next ??= height + 1n
      while (next <= height) {
        const toBlock: bigint = next + MAX_RANGE > height ? height : next + MAX_RANGE
        const logs = await getLogs(client, { address, topics, fromBlock: next, toBlock })
        next = toBlock + 1n
        for (const log of logs) {
          const [found] = extractEvents(event, [log])
          if (signal.aborted) return
          if (found && wanted.every(([name, value]) => isEqual(found[name as keyof typeof found], value)))
            yield { event: found, log }
        }
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
