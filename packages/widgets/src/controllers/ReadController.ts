import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { Source } from '../base/source.js'
import { getStore } from '../store/store.js'
import type { ReadResult } from '../store/types.js'

/** A read, as `readQueryOptions` of `@dmex/sdk/query` describes it. */
export interface Query<Data> {
  readonly queryKey: readonly unknown[]
  readonly queryFn: () => Promise<Data>
}

/** What a read has to show. `data` is the last answer, also while `error` says that newer ones failed. */
export interface Shown<Data> extends Omit<ReadResult, 'data'> {
  readonly data: Data | undefined
}

const NOTHING: ReadResult = { status: 'pending', data: undefined, error: undefined, fetching: false, updatedAt: 0 }

/**
 * Reads for its host what the host's properties ask for: once for all elements that ask the same, again when the chain has a
 * new block, never while the host is out of the document.
 */
export class ReadController<Data> implements ReactiveController {
  readonly #host: ReactiveControllerHost
  readonly #source: () => Source | undefined
  readonly #query: (source: Source) => Query<Data> | undefined
  #release: (() => void) | undefined
  #watched: string | undefined
  #result: ReadResult = NOTHING
  #chainId: number | undefined

  /**
   * @param source - where to read; `undefined` while there is nowhere
   * @param query - what to read there; `undefined` when there is nothing to ask yet
   */
  constructor(
    host: ReactiveControllerHost,
    source: () => Source | undefined,
    query: (source: Source) => Query<Data> | undefined,
  ) {
    this.#host = host
    this.#source = source
    this.#query = query
    host.addController(this)
  }

  /** What there is to show now. */
  get shown(): Shown<Data> {
    // The listener only ever receives what this read's own `queryFn` returned.
    return this.#result as Shown<Data>
  }

  /** Asks again, after a failure. */
  retry(): void {
    if (this.#chainId !== undefined) void getStore().send({ type: 'refresh', chainId: this.#chainId })
  }

  hostUpdate(): void {
    if (typeof window === 'undefined') return
    const source = this.#source()
    const query = source && this.#query(source)
    const key = source && query && [...query.queryKey, source.endpoint]
    const wanted = key && JSON.stringify(key)
    if (wanted === this.#watched) return
    this.#leave()
    this.#watched = wanted
    this.#result = NOTHING
    if (!source || !query || !key) return
    const { chainId, request } = source
    this.#chainId = chainId
    let reading = true
    this.#release = getStore().send({
      type: 'watch',
      read: { key, run: query.queryFn, chainId, request },
      listener: (result) => {
        this.#result = result
        if (!reading) this.#host.requestUpdate()
      },
    })
    reading = false
  }

  hostDisconnected(): void {
    this.#leave()
    this.#watched = undefined
  }

  hostConnected(): void {
    this.#host.requestUpdate()
  }

  #leave(): void {
    this.#release?.()
    this.#release = undefined
    this.#chainId = undefined
  }
}
