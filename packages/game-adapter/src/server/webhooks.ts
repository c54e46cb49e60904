import { Webhook } from 'standardwebhooks'
import { GameError } from '../core/errors.js'
import type { GameEvent, GameEventType } from './events.js'
import type { EventLog } from './follow.js'
import type { Store } from './store.js'

/** Where events are sent. */
export interface WebhookEndpoint {
  /** Names it: what was delivered is remembered under this name. */
  readonly id: string
  /** `https`; `http` only on this machine. */
  readonly url: string
  /** `whsec_` and 24 to 64 bytes in base64, known to the receiver too. Kept in memory only. */
  readonly secret: string
  /** What it wants to hear of; everything, when left out. */
  readonly events?: readonly GameEventType[] | undefined
}

/** How far an endpoint is. */
export interface WebhookStatus {
  readonly id: string
  readonly url: string
  /** Sequence number of the next event for it. */
  readonly next: number
  /** Failed attempts in a row. */
  readonly failures: number
  /** Unix milliseconds before which it is not tried again. */
  readonly retryAt: number
  /** True after it failed for too long or answered 410: `replay` switches it on again. */
  readonly disabled: boolean
  /** What went wrong last. */
  readonly problem?: string | undefined
}

/** Sends events to a studio's servers, signed as Standard Webhooks has it. */
export interface Webhooks {
  /** Adds an endpoint. Without a past it begins with what happens next. */
  add(endpoint: WebhookEndpoint): Promise<void>
  /** Takes an endpoint away; how far it is stays remembered. */
  remove(id: string): void
  list(): Promise<readonly WebhookStatus[]>
  /** Sends everything from a sequence number on again, with the same ids. */
  replay(id: string, from: number): Promise<void>
}

interface Progress {
  readonly next: number
  readonly failures: number
  readonly retryAt: number
  readonly disabled: boolean
  readonly problem?: string | undefined
}

const LONGEST_WAIT = 3_600_000
/** About a day and a half of waiting. */
const MOST_FAILURES = 40
const TIMEOUT = 10_000
/** Events of one go, so that one endpoint's past doesn't keep the others waiting. */
const BATCH = 100

function assertEndpoint({ url, secret, id }: WebhookEndpoint): void {
  const refuse = (message: string): never => {
    throw new GameError('ArgumentInvalid', message)
  }
  if (!/^[\w-]{1,64}$/.test(id)) refuse('A webhook is named by 1 to 64 letters, digits, _ and -.')
  const { protocol, hostname, username } = URL.canParse(url) ? new URL(url) : refuse(`${url} is no address.`)
  const here = ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  if (protocol !== 'https:' && !(here && protocol === 'http:')) refuse('A webhook needs https: it carries signatures.')
  if (username) refuse('A webhook carries no name and password in its address: the signature is its proof.')
  const digits = /^whsec_([A-Za-z0-9+/]+)=*$/.exec(secret)?.[1]?.length ?? 0
  if (digits < 32 || digits > 86) refuse('A secret is whsec_ and 24 to 64 random bytes in base64.')
}

/** Delivers the log to endpoints: each in order and at least once, under ids that stay the same. */
export class WebhookSender implements Webhooks {
  readonly #log: EventLog
  readonly #store: Store
  readonly #endpoints = new Map<string, WebhookEndpoint>()
  readonly #fetch: typeof fetch
  readonly #sending = new Map<string, Promise<void>>()

  readonly #firstWait: number

  constructor(
    log: EventLog,
    store: Store,
    { send, firstWait }: { readonly send: typeof fetch; readonly firstWait: number },
  ) {
    this.#log = log
    this.#store = store
    this.#fetch = send
    this.#firstWait = firstWait
  }

  async add(endpoint: WebhookEndpoint): Promise<void> {
    assertEndpoint(endpoint)
    if ((await this.#store.get(`webhooks/${endpoint.id}`)) === undefined)
      await this.#save(endpoint.id, { next: await this.#log.next(), failures: 0, retryAt: 0, disabled: false })
    this.#endpoints.set(endpoint.id, endpoint)
  }

  remove(id: string): void {
    this.#endpoints.delete(id)
  }

  list(): Promise<readonly WebhookStatus[]> {
    return Promise.all(
      [...this.#endpoints.values()].map(async ({ id, url }) => ({ id, url, ...(await this.#load(id)) })),
    )
  }

  async replay(id: string, from: number): Promise<void> {
    if (!this.#endpoints.has(id)) throw new GameError('ArgumentInvalid', `There is no webhook ${id}. Add it first.`)
    if (!Number.isSafeInteger(from) || from < 0)
      throw new GameError('ArgumentInvalid', `Events are numbered from 0 on; ${from} is none.`)
    // What is being sent just now would else write its own progress over this.
    await this.#sending.get(id)
    await this.#save(id, { next: from, failures: 0, retryAt: 0, disabled: false })
  }

  /** Sends what is due. Never rejects: what fails is tried again. */
  async deliver(): Promise<void> {
    await Promise.all(
      [...this.#endpoints.values()].map((endpoint) => {
        const running =
          this.#sending.get(endpoint.id) ??
          this.#deliverTo(endpoint)
            .catch(() => {})
            .finally(() => this.#sending.delete(endpoint.id))
        this.#sending.set(endpoint.id, running)
        return running
      }),
    )
  }

  async #deliverTo(endpoint: WebhookEndpoint): Promise<void> {
    const progress = await this.#load(endpoint.id)
    if (progress.disabled || progress.retryAt > Date.now()) return
    for (const event of await this.#log.read(progress.next, BATCH)) {
      if (this.#endpoints.get(endpoint.id) !== endpoint) return
      const wanted = !endpoint.events || endpoint.events.includes(event.type)
      const problem = wanted ? await this.#send(endpoint, event) : undefined
      if (problem) {
        await this.#fail(endpoint.id, event.seq, problem)
        return
      }
      await this.#save(endpoint.id, { next: event.seq + 1, failures: 0, retryAt: 0, disabled: false })
    }
  }

  async #send(
    { url, secret }: WebhookEndpoint,
    event: GameEvent,
  ): Promise<{ what: string; wait?: number; gone?: boolean } | undefined> {
    const now = new Date()
    const body = JSON.stringify({ type: event.type, timestamp: now.toISOString(), data: event })
    try {
      const answer = await this.#fetch(url, {
        method: 'POST',
        body,
        // Somebody who can redirect a receiver must not learn what is sent to it.
        redirect: 'manual',
        signal: AbortSignal.timeout(TIMEOUT),
        headers: {
          'content-type': 'application/json',
          'webhook-id': event.id,
          'webhook-timestamp': `${Math.floor(now.getTime() / 1_000)}`,
          'webhook-signature': new Webhook(secret).sign(event.id, now, body),
        },
      })
      await answer.body?.cancel()
      if (answer.status >= 200 && answer.status < 300) return undefined
      const wait = Number(answer.headers.get('retry-after')) * 1_000
      return { what: `It answered ${answer.status}.`, gone: answer.status === 410, ...(wait > 0 ? { wait } : {}) }
    } catch (error) {
      return { what: `It can't be reached: ${error instanceof Error ? error.message : error}` }
    }
  }

  async #fail(
    id: string,
    next: number,
    { what, wait = 0, gone = false }: { what: string; wait?: number; gone?: boolean },
  ): Promise<void> {
    const failures = (await this.#load(id)).failures + 1
    const backoff = Math.min(LONGEST_WAIT, this.#firstWait * 2 ** (failures - 1))
    const retryAt = Date.now() + Math.min(LONGEST_WAIT, Math.max(wait, backoff))
    await this.#save(id, { next, failures, retryAt, disabled: gone || failures >= MOST_FAILURES, problem: what })
  }

  async #load(id: string): Promise<Progress> {
    const text = await this.#store.get(`webhooks/${id}`)
    return text ? (JSON.parse(text) as Progress) : { next: 0, failures: 0, retryAt: 0, disabled: false }
  }

  #save(id: string, progress: Progress): Promise<void> {
    return this.#store.set(`webhooks/${id}`, JSON.stringify(progress))
  }
}
