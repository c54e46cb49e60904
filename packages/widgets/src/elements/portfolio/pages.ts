import type { Page } from '@dmex/sdk'
import { type Hashpower, listHashpower } from '@dmex/sdk/mint'
import { readQueryOptions } from '@dmex/sdk/query'
import type { ReactiveControllerHost } from 'lit'
import type { Source } from '../../base/source.js'
import { ReadController } from '../../controllers/ReadController.js'
import type { Address } from '../../store/types.js'

/** NFTs in a page: as many as one `eth_call` may bring, so that nearly everybody's fit into one. */
const PAGE = 200

/** The hashpower NFTs of an account, page after page; a page is asked for when it is needed. */
export class HashpowerPages {
  readonly #host: ReactiveControllerHost
  readonly #source: () => Source | undefined
  readonly #account: () => Address | undefined
  readonly #pages: ReadController<Page<Hashpower>>[] = []
  #wanted = 1
  #of: Address | undefined

  /**
   * @param source - where to read
   * @param account - whose NFTs
   */
  constructor(host: ReactiveControllerHost, source: () => Source | undefined, account: () => Address | undefined) {
    this.#host = host
    this.#source = source
    this.#account = account
    this.#add()
  }

  /** All that were read; `undefined` before the first answer. */
  get items(): readonly Hashpower[] | undefined {
    const pages = this.#read
    return pages.length === 0 ? undefined : pages.flatMap(({ shown }) => shown.data?.items ?? [])
  }

  /** Whether there may be more than what was read. */
  get hasMore(): boolean {
    return this.#read.at(-1)?.shown.data?.next !== undefined
  }

  /** Why a page could not be read; `undefined` while it is tried. */
  get error(): unknown {
    return this.#pages.find(({ shown }) => shown.status === 'error')?.shown.error
  }

  /** Unix milliseconds of the oldest page; 0 before the first. */
  get updatedAt(): number {
    return Math.min(
      ...this.#pages.slice(0, this.#wanted).map(({ shown }) => shown.updatedAt || Number.MAX_SAFE_INTEGER),
    )
  }

  /** Asks again for what failed. */
  retry(): void {
    for (const page of this.#pages) if (page.shown.status === 'error') page.retry()
  }

  /** Asks for pages until there are more NFTs than a number, or all: a page may be empty and have a next one. */
  ensureOver(count: number): void {
    const account = this.#account()
    if (account !== this.#of) {
      this.#of = account
      this.#wanted = 1
      return
    }
    const isSettled = this.#read.length === this.#wanted
    if (!isSettled || !this.hasMore || (this.items?.length ?? 0) > count) return
    this.#wanted++
    if (this.#pages.length < this.#wanted) this.#add()
  }

  /** The pages that have an answer, up to the first that has none. */
  get #read(): readonly ReadController<Page<Hashpower>>[] {
    const missing = this.#pages.findIndex(({ shown }, index) => index >= this.#wanted || shown.data === undefined)
    return missing < 0 ? this.#pages : this.#pages.slice(0, missing)
  }

  #add(): void {
    const index = this.#pages.length
    const page = new ReadController<Page<Hashpower>>(this.#host, this.#source, ({ client }) => {
      const account = this.#account()
      const cursor = index === 0 ? undefined : this.#pages[index - 1]?.shown.data?.next
      if (!account || index >= this.#wanted || (index > 0 && cursor === undefined)) return undefined
      return readQueryOptions(listHashpower, client, { account, cursor, limit: PAGE })
    })
    this.#pages.push(page)
  }
}
