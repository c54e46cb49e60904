import type { DmexClient } from '@dmex/sdk'
import type { Address } from '../../core/types.js'
import { type Head, headOf, quantity, type RawLog, request } from './rpc.js'

/** Addresses of one question for logs: what providers accept. */
const MOST_ADDRESSES = 100
/** Blocks of one question. A page that slept longer reads everything anew. */
const MOST_BLOCKS = 1_000n
/** After so many quiet looks everything is read anyway: an item's contract may change hands without a word. */
const QUIET_LOOKS = 30
const DAY = 86_400

/** Tells whether anything may have changed since the last look: two small requests in place of a read of all items. */
export class News {
  readonly #client: DmexClient
  readonly #addresses: () => Promise<readonly Address[]>
  #last: Head | undefined
  #quiet = 0

  constructor(client: DmexClient, addresses: () => Promise<readonly Address[]>) {
    this.#client = client
    this.#addresses = addresses
  }

  /** Looks once. When in doubt, and while the endpoint fails, something may have changed. */
  async look(): Promise<boolean> {
    try {
      const head = await headOf(this.#client, 'latest')
      const last = this.#last
      this.#last = head
      const changed = !head || !last || (head.hash !== last.hash && (await this.#changedBetween(last, head)))
      this.#quiet = changed ? 0 : this.#quiet + 1
      if (this.#quiet < QUIET_LOOKS) return changed
      this.#quiet = 0
      return true
    } catch {
      // The next look that succeeds must have everything read, to be live again.
      this.#last = undefined
      return true
    }
  }

  async #changedBetween(last: Head, head: Head): Promise<boolean> {
    if (head.number <= last.number || head.number > last.number + MOST_BLOCKS) return true
    // A lending's shares change with the day, without an event.
    if (Math.floor(head.time / DAY) !== Math.floor(last.time / DAY)) return true
    const address = await this.#addresses()
    if (address.length > MOST_ADDRESSES) return true
    const [before, logs] = await Promise.all([
      head.parentHash === last.hash ? last : headOf(this.#client, last.number),
      request<readonly RawLog[]>(this.#client, 'eth_getLogs', {
        address,
        fromBlock: quantity(last.number + 1n),
        toBlock: quantity(head.number),
      }),
    ])
    return before?.hash !== last.hash || logs.length > 0
  }
}
