import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname } from 'node:path'
import { listenOnFreePort } from '../ports.js'

/** A running server of pages. */
export interface ControlServer {
  readonly url: string
  readonly stop: () => Promise<void>
}

/** A request that can't be obeyed. The message says what was wrong and what is allowed. */
export class BadRequest extends Error {}

/** One request, with its path, and the headers that every answer to it bears. */
export interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
}

/** Answers a request, or leaves it: then the next one is asked. */
export type Route = (exchange: Exchange) => Promise<boolean>

const BODY_LIMIT = 10_000

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.gif': 'image/gif',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.md': 'text/plain; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.png': 'image/png',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.wav': 'audio/wav',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
}

/** What a browser is told that a file is. */
export function typeOf(file: string): string {
  return types[extname(file).toLowerCase()] ?? 'application/octet-stream'
}

/** Joins the directives of a content security policy. */
export function policyOf(directives: Readonly<Record<string, string>>): string {
  return Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`.trim())
    .join('; ')
}

/** What no page on this machine needs to allow. */
export const closed: Readonly<Record<string, string>> = {
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
}

/**
 * Serves routes on 127.0.0.1.
 *
 * @param routes - asked in order
 * @param headers - of every answer
 * @param port - port asked for; the next free one is taken when somebody has it
 */
export async function serve(
  routes: readonly Route[],
  headers: Readonly<Record<string, string>>,
  port: number,
): Promise<ControlServer> {
  const server = createServer((request, response) => {
    const path = pathOf(request)
    const exchange = { request, response, path, headers: { ...headers, ...allowance(request, path) } }
    answer(exchange, routes).catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error)
      // What the market itself refuses, such as ending a fleet that delivers, is no failure of the server.
      const status = error instanceof BadRequest ? 400 : request.method === 'POST' ? 409 : 500
      send(exchange, status, { error: message })
    })
  })
  await listenOnFreePort(server, port)
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function answer(exchange: Exchange, routes: readonly Route[]): Promise<void> {
  // Another site's page could otherwise reach this machine under a name of its own (DNS rebinding).
  if (!isHere(exchange.request.headers.host ?? ''))
    return send(exchange, 403, { error: 'Open this page as 127.0.0.1 or localhost.' })
  for (const route of routes) if (await route(exchange)) return
  send(exchange, 404, { error: `There is no ${exchange.request.method} ${exchange.path}.` })
}

const isHere = (host: string): boolean => ['127.0.0.1', 'localhost'].includes(host.replace(/:\d+$/, ''))

/** A path that can't be read is one that doesn't exist. */
function pathOf(request: IncomingMessage): string {
  try {
    return decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname)
  } catch {
    return '/\0'
  }
}

/** What pages of other ports on this machine may use: the wallet and what it needs, never the controls. */
function allowance(request: IncomingMessage, path: string): Readonly<Record<string, string>> {
  const { origin } = request.headers
  const shared = path === '/rpc' || path === '/deployment.json' || path.startsWith('/wallet')
  if (!shared || !origin?.startsWith('http://') || !isHere(origin.slice('http://'.length))) return {}
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-headers': 'content-type',
    vary: 'origin',
  }
}

/** Answers with JSON. */
export function send({ request, response, headers }: Exchange, status: number, body: unknown): void {
  if (response.headersSent) return
  response.writeHead(status, { ...headers, 'content-type': 'application/json; charset=utf-8' })
  response.end(request.method === 'HEAD' ? undefined : JSON.stringify(body))
}

/** Answers with a file, whose text may be changed on the way. */
export async function sendFile(
  { request, response, headers }: Exchange,
  file: string | URL,
  change?: (text: string) => string,
): Promise<void> {
  const content = await readFile(file)
  response.writeHead(200, { ...headers, 'content-type': typeOf(String(file)) })
  response.end(request.method === 'HEAD' ? undefined : change ? change(content.toString('utf8')) : content)
}

/** Whether a request only asks for something. */
export const isReading = ({ request: { method } }: Exchange): boolean => method === 'GET' || method === 'HEAD'

/** Reads what was sent, as text. */
export async function textOfBody({ request }: Exchange, limit: number): Promise<string> {
  // A form of another site can post text or a form, but JSON only after asking, which is never granted to it.
  if (!request.headers['content-type']?.startsWith('application/json'))
    throw new BadRequest('Send JSON, with the header content-type: application/json.')
  let text = ''
  for await (const chunk of request) {
    text += String(chunk)
    if (text.length > limit) throw new BadRequest(`The body is longer than ${limit} bytes.`)
  }
  return text
}

/** Reads what was sent, which must be a JSON object. */
export async function bodyOf(exchange: Exchange, limit: number = BODY_LIMIT): Promise<Record<string, unknown>> {
  const text = await textOfBody(exchange, limit)
  try {
    const body: unknown = JSON.parse(text || '{}')
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return { ...body }
  } catch {
    // Said below.
  }
  throw new BadRequest('The body must be a JSON object, such as {"days": 1}.')
}
