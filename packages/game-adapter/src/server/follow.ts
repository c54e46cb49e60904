import { addressOf, type DmexClient } from '@dmex/sdk'
import { itemKey } from '@dmex/sdk/rig'
import { deploymentOf, type Head, headOf, quantity, type RawLog, request } from '../backends/rig/rpc.js'
import { GameError } from '../core/errors.js'
import type { Address, Hex } from '../core/types.js'
import { type EventItem, type Found, type GameEvent, type Sources, toEvents } from './events.js'
import type { Store } from './store.js'

/**
 * How sure a block must be: of the newest (`latest`), what the chain calls `safe` or `finalized`, or what has so many blocks on
 * top. With `latest` or a small number, events that a reorganisation undoes are followed by others that take them back.
 */
export type Finality = 'latest' | 'safe' | 'finalized' | number

/** Events of one page of the log. */
const PAGE = 100
/** Blocks that are remembered, to find where a reorganisation began. */
const RECENT = 128
/** Events that were taken back, and are remembered for it. */
const UNDONE = 500
/** Blocks of one question for logs, to begin with. */
const STRETCH = 1_000n

/** A block that was followed, and the events that came of it. */
interface Passed {
  readonly block: string
  readonly hash: Hex
  readonly events: readonly number[]
}

/** How far the chain was followed. Written after the events, which count only up to `seq`: both change together. */
interface Cursor {
  readonly chainId: number
  readonly seq: number
  /** Ids that were taken back: what comes a second time must not look as if it was seen. */
  readonly undone: readonly string[]
  /** Oldest first; the last one is where following goes on. */
  readonly recent: readonly Passed[]
}

/** An id that nobody has seen: a block that went and came back has the events that it had. */
function nameOf({ id, undone }: Found, gone: readonly string[]): string {
  if (undone) return id
  const times = gone.filter((other) => other === `${id}-undone` || other.startsWith(`${id}-again`)).length
  return times === 0 ? id : `${id}-again${times}`
}

/** The newest block that is sure enough. */
export async function headAt(client: DmexClient, finality: Finality): Promise<Head> {
  const head = await headOf(client, typeof finality === 'number' ? 'latest' : finality)
  if (!head) throw new GameError('BackendFailed', `The endpoint has no ${finality} block. Choose another finality.`)
  if (typeof finality !== 'number' || finality === 0) return head
  const sure = head.number > BigInt(finality) ? head.number - BigInt(finality) : 0n
  return (await headOf(client, sure)) ?? head
}

/** How to follow. */
export interface FollowOptions {
  readonly client: DmexClient
  readonly store: Store
  readonly finality: Finality
  readonly collections: readonly Address[]
  readonly fromBlock: bigint | undefined
  /** Events that are kept, at least. */
  readonly keep: number
}

/** Follows the chain into a log of events: each once, in order, whatever happens to the chain or to this process. */
export class EventLog {
  readonly #options: FollowOptions
  #cursor: Cursor | undefined
  #page: { readonly number: number; events: GameEvent[] } | undefined
  #sources: Sources | undefined
  #running: Promise<void> | undefined

  constructor(options: FollowOptions) {
    this.#options = options
  }

  /** Sequence number of the next event. */
  async next(): Promise<number> {
    return (await this.#load())?.seq ?? 0
  }

  /** Events from a sequence number on. Older ones than are kept are left out. */
  async read(from: number, limit: number): Promise<readonly GameEvent[]> {
    const end = await this.next()
    const found: GameEvent[] = []
    // Pages that are gone are not looked for one by one.
    const oldest = end - this.#options.keep - 2 * PAGE
    for (let seq = Math.max(0, from, oldest); seq < end && found.length < limit; ) {
      const page = Math.floor(seq / PAGE)
      const events = await this.#readPage(page)
      for (const event of events) if (event.seq >= seq && event.seq < end && found.length < limit) found.push(event)
      seq = (page + 1) * PAGE
    }
    return found
  }

  /** Follows the chain up to now. One at a time. */
  poll(): Promise<void> {
    this.#running ??= this.#follow().finally(() => {
      this.#running = undefined
    })
    return this.#running
  }

  async #follow(): Promise<void> {
    const { client, finality, fromBlock } = this.#options
    const sources = await this.#findSources()
    const head = await headAt(client, finality)
    const cursor = (await this.#load()) ?? {
      chainId: sources.chainId,
      seq: 0,
      undone: [],
      recent: [await this.#startAt(head, fromBlock)],
    }
    if (cursor.chainId !== sources.chainId)
      throw new GameError(
        'ArgumentInvalid',
        `The store is of chain ${cursor.chainId}, the client of ${sources.chainId}. Give each chain a store of its own.`,
      )
    const commit = async (found: readonly Found[], recent: (from: number) => readonly Passed[]): Promise<void> => {
      const { seq, undone } = this.#cursor ?? cursor
      const events = found.map((event, index) => ({ ...event, id: nameOf(event, undone), seq: seq + index }))
      await this.#append(events)
      await this.#save({
        chainId: sources.chainId,
        seq: seq + events.length,
        undone: [...undone, ...events.flatMap(({ id, undone }) => (undone ? [id] : []))].slice(-UNDONE),
        recent: recent(seq).slice(-RECENT),
      })
    }
    if (!this.#cursor) await commit([], () => cursor.recent)

    const agreed = await this.#agreed(head)
    if (!agreed) return
    if (agreed.gone.length > 0) await commit(await this.#undoing(agreed.gone), () => agreed.kept)

    let span = STRETCH
    for (let from = this.#reached() + 1n; from <= head.number; from = this.#reached() + 1n) {
      const through = from + span - 1n < head.number ? from + span - 1n : head.number
      const end = through === head.number ? head : await headOf(client, through)
      let logs: readonly RawLog[]
      try {
        if (!end) throw new Error(`block ${through} is missing`)
        logs = await this.#logs(sources, from, through)
      } catch (error) {
        // Providers refuse long ranges in many words: half of it is asked for, down to one block.
        if (span === 1n) throw error
        span = (span + 1n) / 2n
        continue
      }
      const { found, passed } = await this.#digest(logs, sources, end)
      const before = (this.#cursor ?? cursor).recent
      await commit(found, (seq) => [...before, ...passed(seq)])
    }
  }

  #reached(): bigint {
    return BigInt(this.#cursor?.recent.at(-1)?.block ?? 0)
  }

  async #startAt(head: Head, fromBlock: bigint | undefined): Promise<Passed> {
    const at = fromBlock === undefined ? head : await headOf(this.#options.client, fromBlock > 0n ? fromBlock - 1n : 0n)
    const { number, hash } = at ?? head
    return { block: `${number}`, hash, events: [] }
  }

  /** Which remembered blocks are still of the chain, and which are not; nothing while the endpoint only lags behind. */
  async #agreed(head: Head): Promise<{ kept: readonly Passed[]; gone: readonly Passed[] } | undefined> {
    const recent = this.#cursor?.recent ?? []
    // An endpoint that lags behind everything that is remembered can't tell.
    if (recent.every(({ block }) => BigInt(block) > head.number)) return undefined
    let differs = false
    for (let count = recent.length; count > 0; count--) {
      const passed = recent[count - 1]
      if (!passed || BigInt(passed.block) > head.number) continue
      const now = await headOf(this.#options.client, BigInt(passed.block))
      if (now?.hash === passed.hash) {
        // A shorter chain that agrees as far as it goes is one that this endpoint has not seen all of yet.
        const behind = !differs && count < recent.length
        return behind ? undefined : { kept: recent.slice(0, count), gone: recent.slice(count) }
      }
      differs = true
    }
    // Deeper than what is remembered: everything that is remembered is undone, and told anew.
    const oldest = BigInt(recent[0]?.block ?? 1)
    const before = await headOf(this.#options.client, oldest - 1n < head.number ? oldest - 1n : head.number)
    return before && { kept: [{ block: `${before.number}`, hash: before.hash, events: [] }], gone: recent }
  }

  /** What takes back the events of blocks, newest first. */
  async #undoing(gone: readonly Passed[]): Promise<readonly Found[]> {
    const undoing: Found[] = []
    for (const seq of gone.flatMap(({ events }) => events).reverse()) {
      const [event] = await this.read(seq, 1)
      if (event?.seq === seq) undoing.push({ ...event, id: `${event.id}-undone`, undone: true })
    }
    return undoing
  }

  async #digest(
    logs: readonly RawLog[],
    sources: Sources,
    end: Head | undefined,
  ): Promise<{ found: readonly Found[]; passed: (seq: number) => readonly Passed[] }> {
    const found: Found[] = []
    const seq = this.#cursor?.seq ?? 0
    for (const log of logs)
      for (const event of toEvents(log, sources)) {
        const known = await this.#itemOf(event, seq + found.length)
        // A sale of an item that never had power is nobody's news.
        if (event.type === 'item.transferred' && !known) continue
        found.push({ ...event, item: event.item ?? known })
      }
    return {
      found,
      passed: (seq) => {
        const blocks = new Map<string, { block: string; hash: Hex; events: number[] }>()
        for (const [index, { block, blockHash: hash }] of found.entries()) {
          const passed = blocks.get(hash) ?? { block, hash, events: [] }
          passed.events.push(seq + index)
          blocks.set(hash, passed)
        }
        const last = end && { block: `${end.number}`, hash: end.hash, events: [] }
        return [...blocks.values(), ...(last && !blocks.has(last.hash) ? [last] : [])]
      },
    }
  }

  /** Later events name the slot's key alone: which item it is was said when power came into it. */
  async #itemOf({ key, item, type }: Found, seq: number): Promise<EventItem | undefined> {
    if (!key) return item
    const { store } = this.#options
    const text = await store.get(`items/${key}`)
    const known = text ? (JSON.parse(text) as { readonly item: EventItem; readonly seq: number }) : undefined
    // What was learned from an event that a crash left uncounted is learned from it again, not before.
    if (!item || type === 'item.transferred') return known && known.seq < seq ? known.item : undefined
    if (!known) await store.set(`items/${key}`, JSON.stringify({ item, seq }))
    return item
  }

  async #logs({ rig, offchainItems, collections }: Sources, from: bigint, to: bigint): Promise<readonly RawLog[]> {
    const address = [rig, offchainItems, ...collections]
    const filter = { address, fromBlock: quantity(from), toBlock: quantity(to) }
    return request<readonly RawLog[]>(this.#options.client, 'eth_getLogs', filter)
  }

  async #findSources(): Promise<Sources> {
    if (this.#sources) return this.#sources
    const deployment = await deploymentOf(this.#options.client)
    this.#sources = {
      chainId: deployment.chainId,
      rig: addressOf(deployment, 'rig'),
      offchainItems: addressOf(deployment, 'offchainItems'),
      collections: this.#options.collections,
      keyOf: (collection, id) => itemKey({ kind: 'erc721', collection, id }),
    }
    return this.#sources
  }

  // ---- what is kept

  async #load(): Promise<Cursor | undefined> {
    if (!this.#cursor) {
      const text = await this.#options.store.get('cursor')
      this.#cursor = text ? (JSON.parse(text) as Cursor) : undefined
    }
    return this.#cursor
  }

  async #save(cursor: Cursor): Promise<void> {
    await this.#options.store.set('cursor', JSON.stringify(cursor))
    this.#cursor = cursor
  }

  async #readPage(number: number): Promise<GameEvent[]> {
    if (this.#page?.number === number) return this.#page.events
    const text = await this.#options.store.get(`events/${number}`)
    return text ? (JSON.parse(text) as GameEvent[]) : []
  }

  async #append(events: readonly GameEvent[]): Promise<void> {
    const { store, keep } = this.#options
    for (let start = 0; start < events.length; ) {
      const first = events[start]?.seq ?? 0
      const number = Math.floor(first / PAGE)
      // What follows the cursor was written by a process that ended before it could count it.
      const page = (await this.#readPage(number)).filter(({ seq }) => seq < first)
      const added = events.slice(start, start + PAGE - (first % PAGE))
      const all = [...page, ...added]
      await store.set(`events/${number}`, JSON.stringify(all))
      this.#page = { number, events: all }
      if (first % PAGE === 0) await store.delete(`events/${number - Math.ceil(keep / PAGE) - 1}`)
      start += added.length
    }
  }
}
