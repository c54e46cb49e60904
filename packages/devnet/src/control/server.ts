import type { DevnetState } from '../state.js'
import {
  BadRequest,
  bodyOf,
  type ControlServer,
  closed,
  type Exchange,
  isReading,
  policyOf,
  type Route,
  send,
  sendFile,
  serve,
} from './http.js'

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

const page = new URL('../../page/', import.meta.url)
const files: Readonly<Record<string, string>> = {
  '/': 'index.html',
  '/style.css': 'style.css',
  '/page.js': 'page.js',
  '/texts.js': 'texts.js',
}
const safety = {
  'cache-control': 'no-store',
  'content-security-policy': policyOf({
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src': "'self' 'unsafe-inline'",
    'connect-src': "'self'",
    'img-src': 'data:',
    ...closed,
  }),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
}

/**
 * Serves the control page and its HTTP interface on 127.0.0.1.
 *
 * @param controls - what it steers
 * @param wallet - answers for the test wallet
 * @param port - port asked for; the next free one is taken when somebody has it
 */
export function startControl(controls: Controls, wallet: Route, port: number): Promise<ControlServer> {
  const actions = actionsOf(controls)
  return serve([wallet, (exchange) => answer(exchange, controls, actions)], safety, port)
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
  exchange: Exchange,
  controls: Controls,
  actions: Readonly<Record<string, Action>>,
): Promise<boolean> {
  const { request, path } = exchange
  if (isReading(exchange)) {
    const file = files[path]
    if (path === '/api/state') send(exchange, 200, await controls.state())
    else if (file) await sendFile(exchange, new URL(file, page))
    if (path === '/api/state' || file) return true
  }
  const action = actions[path]
  if (action && request.method === 'POST') send(exchange, 200, (await action(await bodyOf(exchange))) ?? {})
  else {
    const known = ['GET /', 'GET /api/state', 'GET /wallet.js', 'GET /deployment.json']
    for (const name of Object.keys(actions)) known.push(`POST ${name}`)
    const error = `There is no ${request.method} ${path}. There is: ${known.join(', ')}.`
    send(exchange, action ? 405 : 404, { error })
  }
  return true
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
