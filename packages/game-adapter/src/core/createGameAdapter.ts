import type { Rules } from '../rules/types.js'
import { openCache } from './cache.js'
import { GameError, isGameError } from './errors.js'
import { type Entry, Handle } from './handle.js'
import { keyOf, same } from './itemKey.js'
import { toSaleCard } from './saleCard.js'
import { emptyState, toSnapshot } from './snapshot.js'
import type {
  AttachArgs,
  Backend,
  Command,
  Connection,
  GameAdapter,
  GameAdapterOptions,
  GameEvents,
  ItemHandle,
  ItemRef,
  Reading,
  Receipt,
  Snapshot,
  Sponsor,
} from './types.js'

/** Items of one read. */
const PAGE = 500
/** Items of one claim or one batch: what the rig takes in a transaction. */
const BATCH = 50
const DAY = 86_400
/** Longest lending that the rig allows, days. */
const LONGEST_LENDING = 3_650

type Listener = (what: never) => void

const pages = <Value>(values: readonly Value[], size: number): Value[][] =>
  Array.from({ length: Math.ceil(values.length / size) }, (_, page) => values.slice(page * size, (page + 1) * size))

const plain = (value: unknown): string =>
  JSON.stringify(value, (_, inner) => (typeof inner === 'bigint' ? `${inner}n` : inner))

/**
 * Makes an adapter: handles to read in every frame, commands, and events. Starts to watch the backend at once.
 *
 * @param options - where items live, and the rules of their stats
 *
 * @example
 * ```ts
 * import { createGameAdapter } from '@dmex/game-adapter'
 * import { defineRules, proportional } from '@dmex/game-adapter/rules'
 * import { sandbox } from '@dmex/game-adapter/sandbox'
 *
 * const rules = defineRules({
 *   version: 1,
 *   effectiveFrom: '2026-01-01',
 *   stats: { attack: proportional({ base: 10, perPoint: 100, most: 20 }) },
 * })
 * const dmex = createGameAdapter({ backend: sandbox(), rules })
 * dmex.on('stats', ({ after }) => console.log(after.stats.attack))
 * ```
 */
export function createGameAdapter<Stats, B extends Backend>({
  backend,
  rules,
  cache,
}: GameAdapterOptions<Stats, B>): GameAdapter<Stats, B> {
  const versions: readonly Rules<Stats>[] = 'evaluate' in rules ? [rules] : rules
  const entries = new Map<string, Entry<Stats>>()
  const handles = new Map<string, ItemHandle<Stats>>()
  const listeners = new Map<string, Set<Listener>>()
  const kept = openCache(cache, backend.id)
  let connection: Connection = 'offline'
  let disposed = false
  let running: Promise<void> | undefined
  let again = false

  const emit = <Event extends keyof GameEvents<Stats>>(event: Event, what: GameEvents<Stats>[Event]): void => {
    // Of a copy: a listener may add or remove listeners.
    for (const listener of [...(listeners.get(event) ?? [])]) {
      try {
        ;(listener as (what: GameEvents<Stats>[Event]) => void)(what)
      } catch (error) {
        // A listener's mistake is the page's to report; it stops neither the others nor the reading.
        queueMicrotask(() => {
          throw error
        })
      }
    }
  }
  const connect = (next: Connection): void => {
    if (next === connection) return
    connection = next
    emit('connection', next)
  }
  const tell = (entry: Entry<Stats>, before: Snapshot<Stats>): void => {
    const after = entry.current
    const what = { item: entry.ref, before, after }
    const [old, now] = [before.state, after.state]
    // What was there when the game began is not news.
    if (before.at.block > 0n) {
      if (old.power?.id !== now.power?.id || old.power?.units !== now.power?.units) emit('power', what)
      if (plain(before.mined) !== plain(after.mined)) emit('mined', what)
      if (now.detachReadyAt > 0 && old.detachReadyAt !== now.detachReadyAt) emit('detaching', what)
      if (!same(old.controller, now.controller)) emit('transferred', what)
    }
    if (plain(before.stats) !== plain(after.stats)) emit('stats', what)
  }
  const take = (page: readonly Entry<Stats>[], { at, items }: Reading): void => {
    const changed: [Entry<Stats>, Snapshot<Stats>][] = []
    for (const [index, entry] of page.entries()) {
      const before = entry.current
      const state = items[index] ?? emptyState
      entry.current = toSnapshot(versions, state, at, false)
      if (before.at.block === 0n || plain(before.state) !== plain(state)) kept.save(entry.ref, { at, state })
      changed.push([entry, before])
    }
    connect('live')
    for (const [entry, before] of changed) tell(entry, before)
  }
  const lose = (): void => {
    let known = false
    for (const entry of entries.values()) {
      if (entry.current.at.block > 0n) known = true
      if (!entry.current.stale) entry.current = Object.freeze({ ...entry.current, stale: true })
    }
    connect(known ? 'cached' : 'offline')
  }
  const refsOf = (page: readonly Entry<Stats>[]): ItemRef[] => page.map(({ ref }) => ref)
  const readAll = async (): Promise<void> => {
    const all = pages([...entries.values()], PAGE)
    let readings: readonly Reading[]
    try {
      readings = await Promise.all(all.map((page) => backend.read(refsOf(page))))
    } catch {
      if (!disposed) lose()
      return
    }
    if (disposed) return
    for (const [index, page] of all.entries()) {
      const reading = readings[index]
      if (reading) take(page, reading)
    }
  }
  const peekAll = (peek: NonNullable<Backend['peek']>): void => {
    const all = pages([...entries.values()], PAGE)
    let readings: readonly Reading[]
    try {
      readings = all.map((page) => peek(refsOf(page)))
    } catch {
      lose()
      return
    }
    for (const [index, page] of all.entries()) {
      const reading = readings[index]
      if (reading) take(page, reading)
    }
  }
  /** One read at a time; what is asked for meanwhile is one more. */
  const refresh = (): Promise<void> => {
    if (disposed) return Promise.resolve()
    if (running !== undefined) {
      again = true
      return running
    }
    if (backend.peek) {
      peekAll(backend.peek)
      return Promise.resolve()
    }
    running = (async () => {
      do {
        again = false
        await readAll()
      } while (again && !disposed)
      running = undefined
    })()
    return running
  }

  const send = async (command: Command, sponsor?: Sponsor): Promise<Receipt> => {
    if (disposed) throw new GameError('Disposed', 'The adapter was disposed of. Make another one.')
    const receipt = await (sponsor ? sponsor(await backend.prepare(command)) : backend.send(command))
    await refresh()
    return receipt
  }
  const fresh = async (item: ItemRef): Promise<Reading & { state: Reading['items'][number] }> => {
    const reading = await backend.read([item])
    return { ...reading, state: reading.items[0] ?? emptyState }
  }
  const attachOne = async ({ item, power, terms, coolDown }: AttachArgs): Promise<Receipt> => {
    if (item.kind === 'erc721') return send({ do: 'attach', item, power, terms, coolDown })
    const { at } = await fresh(item)
    const endDay = Math.floor(at.time / DAY) + LONGEST_LENDING
    return send({ do: 'lend', item, power, terms, endDay, revocable: true, onTransfer: 'end' })
  }

  const attachMany = async (all: readonly AttachArgs[]): Promise<readonly Receipt[]> => {
    const receipts: Receipt[] = []
    const groups = new Map<string, number[]>()
    for (const [index, { item, terms, coolDown }] of all.entries()) {
      const name = item.kind === 'erc721' ? plain([terms, coolDown]) : `${index}`
      groups.set(name, [...(groups.get(name) ?? []), index])
    }
    for (const page of [...groups.values()].flatMap((group) => pages(group, BATCH))) {
      const pairs = page.flatMap((index) => all[index] ?? [])
      const [first] = pairs
      if (!first) continue
      const { terms, coolDown } = first
      const receipt = await (pairs.length === 1
        ? attachOne(first)
        : send({ do: 'attachBatch', pairs: pairs.map(({ item, power }) => ({ item, power })), terms, coolDown }))
      for (const index of page) receipts[index] = receipt
    }
    return receipts
  }

  /** The entry of an item; a read is asked for once a turn for all that are new. */
  let asked = true
  const handleOf = (ref: ItemRef): ItemHandle<Stats> => {
    const key = keyOf(ref)
    const known = handles.get(key)
    if (known) return known
    const { state, at } = kept.load(ref) ?? { state: emptyState, at: { block: 0n, time: 0 } }
    const entry: Entry<Stats> = { ref, current: toSnapshot(versions, state, at, true) }
    if (at.block > 0n && connection === 'offline') connect('cached')
    const handle = new Handle(entry)
    entries.set(key, entry)
    handles.set(key, handle)
    if (!asked) {
      asked = true
      queueMicrotask(() => {
        asked = false
        void refresh()
      })
    }
    return handle
  }

  /** Looks at nothing while it is paused: a hidden page makes no request. */
  const watch = (): (() => void) => backend.watch(() => void refresh())
  let stop = watch()
  let pauses = 0
  const pause = (): (() => void) => {
    if (++pauses === 1) stop()
    let over = false
    return () => {
      if (over) return
      over = true
      if (--pauses > 0 || disposed) return
      stop = watch()
      void refresh()
    }
  }
  const ready = Promise.resolve().then(() => {
    asked = false
    return refresh()
  })

  function attach(args: AttachArgs): Promise<Receipt>
  function attach(args: readonly AttachArgs[]): Promise<readonly Receipt[]>
  async function attach(args: AttachArgs | readonly AttachArgs[]): Promise<Receipt | readonly Receipt[]> {
    return 'item' in args ? attachOne(args) : attachMany(args)
  }

  return Object.freeze({
    backend,
    item: handleOf,
    items: (refs: readonly ItemRef[]) => refs.map(handleOf),
    attach,
    requestDetach: async (item: ItemRef) => {
      await send({ do: 'requestDetach', item })
      const { state } = await fresh(item)
      return { readyAt: state.detachReadyAt, windowEnds: state.detachWindowEnds }
    },
    cancelDetach: (item: ItemRef) => send({ do: 'cancelDetach', item }),
    detach: async (item: ItemRef) => {
      const { state } = await fresh(item)
      return send({ do: state.mode === 'lent' ? 'endLending' : 'detach', item })
    },
    seal: (item: ItemRef, until: number) => send({ do: 'seal', item, until }),
    lend: (item: ItemRef, power: bigint, terms: Parameters<GameAdapter<Stats, B>['lend']>[2]) =>
      send({ do: 'lend', item, power, ...terms }),
    accept: async (item: ItemRef) => {
      // What the player saw, not what is there by now: terms must not be swapped between the look and the click.
      const seen = entries.get(keyOf(item))?.current
      const { nonce, price, payToken } = seen && seen.at.block > 0n ? seen.state : (await fresh(item)).state
      try {
        return await send({ do: 'accept', item, nonce, price, payToken })
      } catch (error) {
        if (isGameError(error, 'OfferChanged')) await refresh()
        throw error
      }
    },
    claim: async (
      items?: ItemRef | readonly ItemRef[],
      { sponsor }: { readonly sponsor?: Sponsor | undefined } = {},
    ) => {
      const all = items === undefined ? [...entries.values()].map(({ ref }) => ref) : 'kind' in items ? [items] : items
      const receipts: Receipt[] = []
      for (const page of pages(all, BATCH)) receipts.push(await send({ do: 'claim', items: page }, sponsor))
      return receipts
    },
    saleCard: async (item: ItemRef) => {
      try {
        const { state, at } = await fresh(item)
        return toSaleCard(item, state, at, false)
      } catch (error) {
        const known = entries.get(keyOf(item))?.current
        if (!isGameError(error, 'BackendFailed') || !known || known.at.block === 0n) throw error
        return toSaleCard(item, known.state, known.at, true)
      }
    },
    prepare: (command: Command) => backend.prepare(command),
    on: (event: keyof GameEvents<Stats>, listener: Listener) => {
      const all = listeners.get(event) ?? new Set()
      listeners.set(event, all.add(listener))
      return () => void all.delete(listener)
    },
    refresh,
    pause,
    ready,
    status: () => connection,
    dispose: () => {
      disposed = true
      stop()
      listeners.clear()
    },
  })
}
