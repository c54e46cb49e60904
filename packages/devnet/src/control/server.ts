import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { listenOnFreePort } from '../ports.js'
import type { DevnetState } from '../state.js'

/** What the page can do to a devnet. Each answers when it is done. */
export interface Controls {
  readonly state: () => Promise<DevnetState>
  readonly advanceDays: (days: number) => Promise<void>
  readonly setDate: (date: string) => Promise<void>
  readonly default: (miner: string) => Promise<void>
  readonly resume: (miner: string) => Promise<void>
  readonly terminate: (miner: string) => Promise<void>
  readonly reorg: (depth: number) => Promise<void>
  readonly snapshot: () => Promise<string>
  readonly revert: (id: string) => Promise<void>
}

/** A running control page. */
export interface ControlServer {
  readonly url: string
  readonly stop: () => Promise<void>
}

/** A request that can't be obeyed. The message says what was wrong and what is allowed. */
class BadRequest extends Error {}

const page = new URL('../../page/', import.meta.url)
const files: Readonly<Record<string, readonly [file: string, type: string]>> = {
  '/': ['index.html', 'text/html; charset=utf-8'],
  '/style.css': ['style.css', 'text/css; charset=utf-8'],
  '/page.js': ['page.js', 'text/javascript; charset=utf-8'],
  '/texts.js': ['texts.js', 'text/javascript; charset=utf-8'],
}
const safety = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
}
const BODY_LIMIT = 10_000

/**
 * Serves the control page and its HTTP interface on 127.0.0.1.
 *
 * @param controls - what it steers
 * @param port - port asked for; the next free one is taken when somebody has it
 */
export async function startControl(controls: Controls, port: number): Promise<ControlServer> {
  const actions = actionsOf(controls)
  const server = createServer((request, response) => {
    answer(request, response, controls, actions).catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error)
      // What the market itself refuses, such as ending a fleet that delivers, is no failure of the server.
      const status = error instanceof BadRequest ? 400 : request.method === 'POST' ? 409 : 500
      send(response, status, { error: message })
    })
  })
  const taken = await listenOnFreePort(server, port)
  return {
    url: `http://127.0.0.1:${taken}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

type Action = (body: Record<string, unknown>) => Promise<unknown>

function actionsOf(controls: Controls): Readonly<Record<string, Action>> {
  return {
    '/api/advance': (body) => controls.advanceDays(wholeOf(body, 'days', 1, 400)),
    '/api/date': (body) => controls.setDate(textOf(body, 'date')),
    '/api/default': (body) => controls.default(textOf(body, 'miner')),
    '/api/resume': (body) => controls.resume(textOf(body, 'miner')),
    '/api/terminate': (body) => controls.terminate(textOf(body, 'miner')),
    '/api/reorg': (body) => controls.reorg(wholeOf(body, 'depth', 1, 32)),
    '/api/snapshot': async () => ({ id: await controls.snapshot() }),
    '/api/revert': (body) => controls.revert(textOf(body, 'id')),
  }
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  controls: Controls,
  actions: Readonly<Record<string, Action>>,
): Promise<void> {
  // Another site's page could otherwise reach this machine under a name of its own (DNS rebinding).
  const host = request.headers.host?.replace(/:\d+$/, '')
  if (host !== '127.0.0.1' && host !== 'localhost')
    return send(response, 403, { error: 'Open this page as 127.0.0.1 or localhost.' })
  const path = new URL(request.url ?? '/', 'http://localhost').pathname
  if (request.method === 'GET' || request.method === 'HEAD') {
    if (path === '/api/state') return send(response, 200, await controls.state())
    const file = files[path]
    if (file) return sendFile(response, ...file)
  }
  const action = actions[path]
  if (action && request.method === 'POST') return send(response, 200, (await action(await bodyOf(request))) ?? {})
  const known = ['GET /', 'GET /api/state', ...Object.keys(actions).map((name) => `POST ${name}`)]
  send(response, action ? 405 : 404, { error: `There is no ${request.method} ${path}. There is: ${known.join(', ')}.` })
}

function send(response: ServerResponse, status: number, body: unknown): void {
  if (response.headersSent) return
  response.writeHead(status, { ...safety, 'content-type': 'application/json; charset=utf-8' })
  response.end(JSON.stringify(body))
}

async function sendFile(response: ServerResponse, file: string, type: string): Promise<void> {
  const content = await readFile(new URL(file, page))
  response.writeHead(200, { ...safety, 'content-type': type })
  response.end(content)
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  // A form of another site can post text or a form, but JSON only after asking, which is never granted.
  if (!request.headers['content-type']?.startsWith('application/json'))
    throw new BadRequest('Send JSON, with the header content-type: application/json.')
  let text = ''
  for await (const chunk of request) {
    text += String(chunk)
    if (text.length > BODY_LIMIT) throw new BadRequest(`The body is longer than ${BODY_LIMIT} bytes.`)
  }
  try {
    const body: unknown = JSON.parse(text || '{}')
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return { ...body }
  } catch {
    // Said below.
  }
  throw new BadRequest('The body must be a JSON object, such as {"days": 1}.')
}

function wholeOf(body: Record<string, unknown>, name: string, min: number, max: number): number {
  const value = body[name]
  if (typeof value !== 'number' || !Number.isInteger(value) || value < min || value > max)
    throw new BadRequest(`"${name}" must be a whole number from ${min} to ${max}.`)
  return value
}

function textOf(body: Record<string, unknown>, name: string): string {
  const value = body[name]
  if (typeof value !== 'string' || value === '') throw new BadRequest(`"${name}" must be a text.`)
  return value
}
