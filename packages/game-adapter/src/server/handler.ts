import { GameError, isGameError } from '../core/errors.js'
import type { Address, Command, ItemRef, Reading, UnsignedCall } from '../core/types.js'
import { address, big, command, fields, itemRef, list, maybe, type Reader, toJson, whole } from '../core/wire.js'
import type { GameEvent } from './events.js'

/** What the handler needs of the companion. */
export interface Companion {
  info(): Promise<{ readonly chainId: number; readonly rig: Address; readonly hashpower: Address }>
  revision(): Promise<string>
  read(items: readonly ItemRef[], since?: bigint): Promise<Reading>
  prepare(command: Command, account: Address | undefined): Promise<readonly UnsignedCall[]>
  check(command: Command, account: Address): Promise<void>
  verify(item: ItemRef, options: { readonly player: Address; readonly atBlock?: bigint | undefined }): Promise<unknown>
  proof(item: ItemRef, block?: bigint): Promise<unknown>
  metadata(collection: Address, id: bigint): Promise<unknown>
  events(options: { readonly from: number; readonly limit: number }): Promise<readonly GameEvent[]>
}

/** What the handler lets through. */
export interface HandlerOptions {
  /** Path in front of the companion's own, such as `/dmex`. */
  readonly basePath: string
  /** Origins whose pages may ask, `*` for all; none, unless given. */
  readonly cors: '*' | readonly string[]
  /** Bytes of a request. */
  readonly maxBodyBytes: number
  /** Requests that are worked on at once; more are asked to come back in a second. */
  readonly maxConcurrent: number
}

/** Items of one read. */
const PAGE = 500
const EVENTS = 100
/** Milliseconds until a body must be there. */
const SLOWEST = 10_000

const statuses: Readonly<Record<string, number>> = {
  BackendFailed: 502,
  NotFound: 404,
  TooLarge: 413,
  TooSlow: 408,
  Busy: 503,
  WrongMethod: 405,
}

/** An answer that is not a game's error. */
class Refusal extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

const json = (value: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Response =>
  new Response(toJson(value), {
    status,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      ...headers,
    },
  })

/** Reads a body of known size at most: what is longer is not read to its end. */
async function bodyOf(request: Request, most: number): Promise<unknown> {
  const tooLarge = (): never => {
    throw new Refusal('TooLarge', `A request has at most ${most} bytes. Ask for fewer items at a time.`)
  }
  if (Number(request.headers.get('content-length')) > most) tooLarge()
  const parts: Uint8Array[] = []
  let size = 0
  const reader = request.body?.getReader()
  let late = false
  const timer = setTimeout(() => {
    late = true
    void reader?.cancel()
  }, SLOWEST)
  try {
    for (;;) {
      const next = await reader?.read()
      if (!next || next.done) break
      size += next.value.length
      if (size > most) {
        await reader?.cancel()
        tooLarge()
      }
      parts.push(next.value)
    }
  } finally {
    clearTimeout(timer)
  }
  if (late) throw new Refusal('TooSlow', `A request has to be here within ${SLOWEST / 1_000} s.`)
  const bytes = new Uint8Array(size)
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new GameError('ArgumentInvalid', 'The request is no JSON in UTF-8.')
  }
}

const items = fields<{ items: readonly ItemRef[]; since: bigint | undefined }>({
  items: list(itemRef, PAGE),
  since: maybe(big),
})
const prepared = fields<{ command: Command; account: Address | undefined }>({ command, account: maybe(address) })
const checked = fields<{ command: Command; account: Address }>({ command, account: address })
const verified = fields<{ item: ItemRef; player: Address; atBlock: bigint | undefined }>({
  item: itemRef,
  player: address,
  atBlock: maybe(big),
})
const proven = fields<{ item: ItemRef; block: bigint | undefined }>({ item: itemRef, block: maybe(big) })

/** Makes the handler of a companion. */
export function createHandler(
  companion: Companion,
  { basePath, cors, maxBodyBytes, maxConcurrent }: HandlerOptions,
): (request: Request) => Promise<Response> {
  const read = <Value>(body: unknown, as: Reader<Value>): Value => as(body, 'request')

  const posts: Readonly<Record<string, (body: unknown) => Promise<unknown>>> = {
    items: async (body) => {
      const { items: asked, since } = read(body, items)
      return companion.read(asked, since)
    },
    prepare: async (body) => {
      const { command, account } = read(body, prepared)
      return { calls: await companion.prepare(command, account) }
    },
    check: async (body) => {
      const { command, account } = read(body, checked)
      await companion.check(command, account)
      return { ok: true }
    },
    verify: async (body) => {
      const { item, player, atBlock } = read(body, verified)
      return companion.verify(item, { player, atBlock })
    },
    proof: async (body) => {
      const { item, block } = read(body, proven)
      return companion.proof(item, block)
    },
  }
  const gets: Readonly<Record<string, (url: URL) => Promise<unknown>>> = {
    info: () => companion.info(),
    head: async () => ({ revision: await companion.revision() }),
    events: async ({ searchParams }) => {
      const from = whole(Number(searchParams.get('from') ?? 0), 'from')
      const limit = Math.min(EVENTS, whole(Number(searchParams.get('limit') ?? EVENTS), 'limit'))
      const events = await companion.events({ from, limit })
      return { events, next: (events.at(-1)?.seq ?? from - 1) + 1 }
    },
  }
  const metadata = async (path: string): Promise<Response> => {
    const [, collection, id] = path.split('/')
    const found = await companion.metadata(address(collection, 'collection'), big(id, 'id'))
    // Marketplaces ask for thousands at once, and a minute is nothing to them.
    return json(found, 200, { 'cache-control': 'public, max-age=60' })
  }

  let running = 0
  /** Does the work of a request whose body is there: who sends slowly takes nobody's place. */
  const work = async (task: () => Promise<Response>): Promise<Response> => {
    if (running >= maxConcurrent) throw new Refusal('Busy', 'Too many at once. Ask again in a second.')
    running++
    try {
      return await task()
    } finally {
      running--
    }
  }
  const route = async (request: Request, url: URL, path: string): Promise<Response> => {
    const reading = request.method === 'GET' || request.method === 'HEAD'
    if (reading && /^metadata\/[^/]+\/[^/]+$/.test(path)) return work(() => metadata(path))
    const get = Object.hasOwn(gets, path) ? gets[path] : undefined
    const post = Object.hasOwn(posts, path) ? posts[path] : undefined
    if (reading && get) return work(async () => json(await get(url)))
    if (request.method === 'POST' && post) {
      const body = await bodyOf(request, maxBodyBytes)
      return work(async () => json(await post(body)))
    }
    throw get || post
      ? new Refusal('WrongMethod', `${path} is asked for by ${get ? 'GET' : 'POST'}.`)
      : new Refusal('NotFound', `There is no ${path.slice(0, 64)} here.`)
  }
  const answer = async (request: Request): Promise<Response> => {
    const url = new URL(request.url)
    if (!url.pathname.startsWith(`${basePath}/`))
      return failure(new Refusal('NotFound', `All of this is below ${basePath}/.`))
    try {
      return await route(request, url, url.pathname.slice(basePath.length + 1).replace(/\/+$/, ''))
    } catch (error) {
      return failure(error)
    }
  }
  const failure = (error: unknown): Response => {
    const known = error instanceof Refusal || isGameError(error)
    // What went wrong inside may name endpoints and their keys: a stranger is told that it did, and no more.
    const inside = !known || error.code === 'BackendFailed'
    const code = known ? error.code : 'BackendFailed'
    const message = inside ? 'The chain can not be read just now. Ask again in a few seconds.' : error.message
    const status = statuses[code] ?? 400
    return json({ error: { code, message } }, status, status >= 502 ? { 'retry-after': '1' } : {})
  }

  return async (request) => {
    const origin = request.headers.get('origin')
    const allowed = origin !== null && (cors === '*' || cors.includes(origin))
    const preflight = request.method === 'OPTIONS'
    const response = preflight ? new Response(null, { status: allowed ? 204 : 403 }) : await answer(request)
    if (cors !== '*' && cors.length > 0) response.headers.append('vary', 'origin')
    if (allowed) {
      response.headers.set('access-control-allow-origin', cors === '*' ? '*' : origin)
      response.headers.set('access-control-expose-headers', 'retry-after')
      if (preflight) {
        response.headers.set('access-control-allow-methods', 'GET, POST')
        response.headers.set('access-control-allow-headers', 'content-type')
        response.headers.set('access-control-max-age', '600')
      }
    }
    return response
  }
}
