import type { AbiEvent } from 'viem'
import type { DmexError } from '../errors/DmexError.js'
import { blockNumberOf } from '../internal/rpc.js'
import type { ContractName } from './addressBook.js'
import type { Address, DmexClient, MinedLog } from './types.js'

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
  /** The contract whose events to look for, such as a pool; the deployment's when left out. */
  readonly contract?: Address | undefined
  /** Told when the endpoint fails. Watching goes on, and nothing is skipped. */
  readonly onError?: ((error: DmexError) => void) | undefined
}

/** Events as they come, until `off()`. */
export interface Watcher<Event> extends AsyncIterable<WatchedEvent<Event>> {
  /** Stops watching. The loop over the watcher ends. */
  off(): void
}

/** What to watch for. */
export interface WatchedAction {
  readonly action: string
  readonly event: AbiEvent | undefined
  /** Where the event comes from; a function, when only an action's arguments would say. */
  readonly from: ContractName | Address | ((args: never) => Address)
}

/** Looks for an event in each new block from now on, with code that is loaded when the first is asked for. */
export function watchEvent<Event>(
  client: DmexClient,
  watched: WatchedAction,
  filter: EventFilter<Event> = {},
  options: WatchOptions = {},
): Watcher<Event> {
  const control = new AbortController()
  const { fromBlock } = options
  // Asked at once: what happens before the loop begins belongs to it. An endpoint that is down is asked again by the loop.
  const start =
    fromBlock === undefined
      ? blockNumberOf(client).then(
          (height) => height + 1n,
          () => undefined,
        )
      : fromBlock
  async function* events(): AsyncGenerator<WatchedEvent<Event>, void> {
    const { watchEvents } = await import('./onDemand.js')
    yield* watchEvents(client, watched, filter, { ...options, fromBlock: await start }, control.signal)
  }
  const iterator = events()
  return { off: () => control.abort(), [Symbol.asyncIterator]: () => iterator }
}
