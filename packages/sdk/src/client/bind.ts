import { addressSourceOf } from '../core/addressBook.js'
import type { ListAction, PageArgs } from '../core/defineList.js'
import type { ReadAction, ReadOptions } from '../core/defineRead.js'
import type { Simulation, WriteAction, WriteOptions, WriteResult } from '../core/defineWrite.js'
import type { Plan, PlanOptions } from '../core/plan.js'
import type { ActOptions } from '../core/session.js'
import type { Call, DmexClient, Hex, Log } from '../core/types.js'
import type { EventFilter, Watcher, WatchOptions } from '../core/watcher.js'

/** A write whose client is settled: the same faces as {@link WriteAction}, without the first argument. */
export interface BoundWrite<Args, Event, Result> {
  /** Simulates, sends, and waits for the receipt. */
  (args: Args, options: WriteOptions & { readonly wait: false }): Promise<Hex>
  (args: Args, options?: WriteOptions): Promise<WriteResult<Event>>
  readonly kind: 'write'
  /** Module and name, such as `mint.buyHashpower`. */
  readonly action: string
  /** Builds the call, without asking the chain anything. */
  call(args: Args): Call
  /** Runs the call without sending it. Throws the error that it would meet. */
  simulate(args: Args, options?: ActOptions): Promise<Simulation<Result>>
  /** Finds what must be approved first, and returns it together with the call, as plain data. */
  plan(args: Args, options?: PlanOptions): Promise<Plan<Event>>
  /** Finds the event of this action among the logs of its transaction. Throws `EventMissing`. */
  extractEvent(logs: readonly Log[]): Event
  /** Finds every event of this action among logs. */
  extractEvents(logs: readonly Log[]): Event[]
  /** Watches for the event of this action, whoever causes it. */
  watch(filter?: EventFilter<Event>, options?: WatchOptions): Watcher<Event>
}

/** A read whose client is settled. */
export interface BoundRead<Args, Result> {
  /** Reads. One `eth_call`. */
  (args: Args, options?: ReadOptions): Promise<Result>
  readonly kind: 'read'
  /** Module and name, such as `mint.getSeries`. */
  readonly action: string
  /** Builds the call, without asking the chain anything. */
  call(args: Args): Call
}

/** A paged read whose client is settled. */
export interface BoundList<Args, Item>
  extends BoundRead<Args & PageArgs, { items: readonly Item[]; next: bigint | undefined }> {
  /** Reads page after page, one `eth_call` each, and yields item after item. */
  all(args: Args & PageArgs, options?: ReadOptions): AsyncIterable<Item>
}

/** An action whose client is settled. */
export type Bound<Action> =
  Action extends WriteAction<infer Args, infer Event, infer Result>
    ? BoundWrite<Args, Event, Result>
    : Action extends ListAction<infer Args, infer Item>
      ? BoundList<Args, Item>
      : Action extends ReadAction<infer Args, infer Result>
        ? BoundRead<Args, Result>
        : never

type AnyWrite = WriteAction<unknown, unknown>
type AnyRead = ReadAction<unknown, unknown> & Partial<ListAction<unknown, unknown>>

/** Settles the client of one action. */
export function bind(client: DmexClient, action: AnyWrite | AnyRead): unknown {
  const call = (args: unknown): Call => action.call(addressSourceOf(client), args)
  if (action.kind === 'read') {
    const run = (args: unknown, options?: ReadOptions) => action(client, args, options)
    const all = action.all && ((args: object, options?: ReadOptions) => action.all?.(client, args, options))
    return Object.assign(run, { kind: action.kind, action: action.action, call }, all && { all })
  }
  const run = (args: unknown, options?: WriteOptions) => action(client, args, options)
  return Object.assign(run, {
    kind: action.kind,
    action: action.action,
    call,
    simulate: (args: unknown, options?: ActOptions) => action.simulate(client, args, options),
    plan: (args: unknown, options?: PlanOptions) => action.plan(client, args, options),
    extractEvent: action.extractEvent,
    extractEvents: action.extractEvents,
    watch: (filter?: object, options?: WatchOptions) => action.watch(client, filter, options),
  })
}

/** Settles the client of every action of a module; whatever else the module exports is left out. */
export function bindAll(client: DmexClient, module: object): unknown {
  const actions = Object.entries(module).filter(([, action]) => typeof action === 'function' && 'kind' in action)
  return Object.fromEntries(actions.map(([name, action]) => [name, bind(client, action as AnyWrite)]))
}
