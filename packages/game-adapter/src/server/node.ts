import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import type { Store } from './store.js'

/**
 * Makes a store of a folder, a file for each key. A write that has returned is on the disk, and a crash leaves either the old
 * value or the new one. One companion a folder.
 *
 * @param directory - made when it isn't there
 *
 * @example
 * ```ts
 * import { fileStore } from '@dmex/game-adapter/server/node'
 *
 * const store = fileStore('./dmex-data')
 * ```
 */
export function fileStore(directory: string): Store {
  // Keys hold slashes and colons; a file's name holds letters and digits.
  const pathOf = (key: string): string => join(directory, `${encodeURIComponent(key).replaceAll('.', '%2E')}.json`)
  let made: Promise<unknown> | undefined
  return {
    get: async (key) => {
      try {
        return await readFile(pathOf(key), 'utf8')
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
        throw error
      }
    },
    set: async (key, value) => {
      made ??= mkdir(directory, { recursive: true })
      await made
      const path = pathOf(key)
      const file = await open(`${path}.new`, 'w')
      try {
        await file.writeFile(value)
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(`${path}.new`, path)
    },
    delete: (key) => rm(pathOf(key), { force: true }),
  }
}

/** Milliseconds that a refused body may still come in. */
const LINGER = 1_000

/**
 * Turns a companion's handler into a listener for `node:http`, express or anything else that takes one.
 *
 * @param handler - of `createDmexServer`
 *
 * @example
 * ```ts
 * import { createServer } from 'node:http'
 * import { toNodeListener } from '@dmex/game-adapter/server/node'
 *
 * export const listen = (handler: (request: Request) => Promise<Response>) =>
 *   createServer(toNodeListener(handler)).listen(8080)
 * ```
 */
export function toNodeListener(
  handler: (request: Request) => Promise<Response>,
): (incoming: IncomingMessage, outgoing: ServerResponse) => void {
  const pass = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const headers = new Headers()
    for (const [name, value] of Object.entries(incoming.headers))
      if (value !== undefined && !name.startsWith(':'))
        headers.set(name, Array.isArray(value) ? value.join(', ') : value)
    const { method = 'GET' } = incoming
    const bodiless = method === 'GET' || method === 'HEAD'
    // The host is the client's to claim: only the path of it is looked at. An absolute address keeps its path alone.
    const path = (incoming.url ?? '/').replace(/^[^/?]*\/\/[^/?]*/, '')
    const chunks: AsyncIterator<Uint8Array> = incoming.iterator({ destroyOnReturn: false })
    const body = new ReadableStream<Uint8Array>({
      pull: async (controller) => {
        const next = await chunks.next()
        if (next.done) controller.close()
        else controller.enqueue(next.value)
      },
    })
    const request = new Request(new URL(`http://companion.invalid${path.startsWith('/') ? path : `/${path}`}`), {
      method,
      headers,
      ...(bodiless ? {} : { body, duplex: 'half' }),
    } as RequestInit)
    const response = await handler(request)
    response.headers.forEach((value, name) => void outgoing.setHeader(name, value))
    const unread = !bodiless && !incoming.complete
    // What was refused is not read to its end: the connection can't carry another request after it.
    if (unread) outgoing.setHeader('connection', 'close')
    outgoing.writeHead(response.status)
    outgoing.end(method === 'HEAD' ? undefined : Buffer.from(await response.arrayBuffer()))
    if (!unread) return
    // Closed at once, the answer would be lost with the bytes that nobody read: they get a second to pass by.
    await chunks.return?.()
    incoming.resume()
    const timer = setTimeout(() => incoming.destroy(), LINGER)
    incoming.once('close', () => clearTimeout(timer))
  }
  return (incoming, outgoing) => {
    pass(incoming, outgoing).catch(() => {
      if (!outgoing.headersSent) outgoing.writeHead(500)
      outgoing.end()
    })
  }
}
