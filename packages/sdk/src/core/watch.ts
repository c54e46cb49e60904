import { DmexError } from '../errors/DmexError.js'
import { explain } from '../errors/explain.js'
import { blockNumberOf } from '../internal/rpc.js'
import { addressOf, deploymentOf } from './addressBook.js'
import { eventTopics, extractEvents } from './events.js'
import { scanLogs } from './logs.js'
import { intervalOf } from './receipt.js'
import type { DmexClient } from './types.js'
import type { EventFilter, WatchedAction, WatchedEvent, WatchOptions } from './watcher.js'

/**
 * Yields an event of each new block, until the signal ends it. An endpoint that is down is asked again; nothing is skipped.
 *
 * @throws DmexError `ArgumentInvalid` when the action has no event, or when nothing says which contract's
 */
export async function* watchEvents<Event>(
  client: DmexClient,
  { action, event, from }: WatchedAction,
  filter: EventFilter<Event>,
  { fromBlock, onError }: WatchOptions,
  signal: AbortSignal,
): AsyncGenerator<WatchedEvent<Event>, void> {
  if (!event)
    throw new DmexError('ArgumentInvalid', `${action} has no event to watch.`, { argument: 'action', value: action })
  if (typeof from === 'function')
    throw new DmexError(
      'ArgumentInvalid',
      `${action} is of many contracts. Say in the options which one to watch: { contract: address }.`,
      { argument: 'contract', value: 'undefined' },
    )
  const address = addressOf(await deploymentOf(client), from)
  const wanted = Object.entries(filter).filter(([, value]) => value !== undefined)
  const topics = eventTopics(event, Object.fromEntries(wanted))
  let next = fromBlock
  while (!signal.aborted) {
    try {
      const height = await blockNumberOf(client)
      next ??= height + 1n
      for await (const { logs, through } of scanLogs(client, { address, topics, fromBlock: next, toBlock: height })) {
        for (const log of logs) {
          const [found] = extractEvents(event, [log]) as unknown as Event[]
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
