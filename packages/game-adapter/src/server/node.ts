import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { Readable } from 'node:stream'
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
    const request = new Request(new URL(`http://companion.invalid${path.startsWith('/') ? path : `/${path}`}`), {
      method,
      headers,
      ...(bodiless ? {} : { body: Readable.toWeb(incoming) as ReadableStream<Uint8Array>, duplex: 'half' }),
    } as RequestInit)
    const response = await handler(request)
    response.headers.forEach((value, name) => void outgoing.setHeader(name, value))
    outgoing.writeHead(response.status)
    outgoing.end(method === 'HEAD' ? undefined : Buffer.from(await response.arrayBuffer()))
    // What of the request was not read will not be: a refused body must not hold the connection.
    if (!incoming.complete) incoming.resume()
  }
  return (incoming, outgoing) => {
    pass(incoming, outgoing).catch(() => {
      if (!outgoing.headersSent) outgoing.writeHead(500)
      outgoing.end()
    })
  }
}
