import type { AbiEvent } from 'viem'
import type { DmexError } from '../errors/DmexError.js'
import { toDmexError } from '../errors/toDmexError.js'
import { getLogs, request } from '../internal/rpc.js'
import { eventTopics, extractEvents } from './events.js'
import { intervalOf, sleep } from './receipt.js'
import type { Address, DmexClient, EventOf, Hex, MinedLog } from './types.js'

/** Values that an event must have; a value left out matches all. */
export type EventFilter<Event> = { readonly [Name in keyof Event]?: Event[Name] | undefined }

/** An event, with the log that carried it. */
export interface WatchedEvent<Event> {
  readonly event: Event
  readonly log: MinedLog
}

/** How to watch. */
export interface WatchOptions {
  /** First block to look at; the next one when left out. */
  readonly fromBlock?: bigint | undefined
  /** Told when the endpoint fails. Watching goes on, and nothing is skipped. */
  readonly onError?: ((error: DmexError) => void) | undefined
}

/** Events as they come, until `off()`. */
export interface Watcher<Event> extends AsyncIterable<WatchedEvent<Event>> {
  /** Stops watching. The loop over the watcher ends. */
  off(): void
}

/** Most blocks asked for at once, so that catching up stays inside any provider's limit. */
const MAX_RANGE = 1_000n

/** Looks for an event in each new block. */
export function watchEvent<Event extends AbiEvent>(
  client: DmexClient,
  event: Event,
  emitter: Promise<Address>,
  filter: EventFilter<EventOf<Event>> = {},
  { fromBlock, onError }: WatchOptions = {},
): Watcher<EventOf<Event>> {
  const wanted = Object.entries(filter).filter(([, value]) => value !== undefined)
  let on = true
  let wake = (): void => {}

  async function* events(): AsyncGenerator<WatchedEvent<EventOf<Event>>, void> {
    const address = await emitter
    const topics = eventTopics(event, Object.fromEntries(wanted))
    let next = fromBlock
    while (on) {
      try {
        const height = BigInt(await request<Hex>(client, 'eth_blockNumber'))
        next ??= height + 1n
        while (on && next <= height) {
          const toBlock: bigint = next + MAX_RANGE > height ? height : next + MAX_RANGE
          const logs = await getLogs(client, { address, topics, fromBlock: next, toBlock })
          next = toBlock + 1n
          for (const log of logs) {
            const [found] = extractEvents(event, [log])
            if (on && found && wanted.every(([name, value]) => isEqual(found[name as keyof typeof found], value)))
              yield { event: found, log }
          }
        }
      } catch (error) {
        onError?.(await toDmexError(error))
      }
      if (on) await Promise.race([sleep(intervalOf(client)), new Promise<void>((resolve) => (wake = resolve))])
    }
  }

  const iterator = events()
  return {
    off() {
      on = false
      wake()
    },
    [Symbol.asyncIterator]: () => iterator,
  }
}

/** Addresses are the same in any case. */
const isEqual = (a: unknown, b: unknown): boolean =>
  a === b || (typeof a === 'string' && typeof b === 'string' && a.toLowerCase() === b.toLowerCase())
