import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const cli = fileURLToPath(new URL('../dist/cli.js', import.meta.url))

interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** Every program a test starts, so that none survives it. */
const started: ChildProcess[] = []
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'devnet-cli-'))
})
afterEach(async () => {
  for (const child of started.splice(0)) child.kill('SIGKILL')
  await rm(folder, { recursive: true, force: true })
})

/** Starts the command in an empty folder that is also its home and its place for temporary files. */
function start(...args: string[]): {
  child: ChildProcess
  ended: Promise<Ended>
  until: (text: string) => Promise<string>
} {
  const env = { ...process.env, HOME: folder, TMPDIR: folder }
  const child = spawn(process.execPath, [cli, ...args], { cwd: folder, env })
  started.push(child)
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString()
  })
  const ended = new Promise<Ended>((resolve) => {
    child.on('exit', (code) => resolve({ code, out, err }))
  })
  const until = async (text: string): Promise<string> => {
    while (!(out + err).includes(text)) {
      if (child.exitCode !== null) throw new Error(`ended before it said "${text}": ${err}`)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    return out
  }
  return { child, ended, until }
}

const answers = async (url: string): Promise<boolean> =>
  fetch(url).then(
    () => true,
    () => false,
  )

describe('the command', () => {
  it('prints addresses, keys and URLs, and ends with Ctrl-C, leaving no process and no file', async () => {
    const { child, ended, until } = start('--days', '3')
    const out = await until('Ctrl-C ends everything')
    const [rpcUrl, controlUrl] = [/RPC +(\S+)/, /Control page +(\S+)/].map((pattern) => pattern.exec(out)?.[1] ?? '')
    expect(out).toMatch(/It is the evening of 2024-04-08, 3 days of real income have passed/)
    expect(out).toMatch(/hashpower +0x[0-9a-fA-F]{40}/)
    expect(out).toMatch(/player1 +Ada +0x[0-9a-fA-F]{40} +0x[0-9a-f]{64}/)
    expect([await answers(String(rpcUrl)), await answers(String(controlUrl))]).toEqual([true, true])
    child.kill('SIGINT')
    expect((await ended).code).toBe(0)
    expect([await answers(String(rpcUrl)), await answers(String(controlUrl))]).toEqual([false, false])
    expect(await readdir(folder)).toEqual([])
  })

  it('ends cleanly when it is interrupted while it starts', async () => {
    const { child, ended, until } = start()
    await until('Deploying')
    child.kill('SIGINT')
    const { code, err } = await ended
    expect(code).toBe(0)
    expect(err).not.toMatch(/Error|dmex-devnet:/)
    expect(await readdir(folder)).toEqual([])
  })

  it('prints one line of JSON for programs, and nothing else', async () => {
    const { child, ended, until } = start('--json', '--bare', '--profile', 'bsc', '--seed', '9')
    await until('}\n')
    child.kill('SIGTERM')
    const { out, err } = await ended
    expect(err).toBe('')
    const summary = JSON.parse(out) as Record<string, unknown>
    expect(summary).toMatchObject({ chainId: 31_338, seed: 9, date: '2024-04-06' })
    expect(Object.keys(summary)).toEqual(
      expect.arrayContaining(['rpcUrl', 'controlUrl', 'addresses', 'tokens', 'games', 'accounts']),
    )
  })

  it('takes another port when one is taken, and says so', async () => {
    const taken = createServer()
    await new Promise<void>((resolve) => taken.listen(18_700, '127.0.0.1', resolve))
    const { child, ended, until } = start('--bare', '--port', '18700', '--control-port', '18700')
    const out = await until('Ctrl-C ends everything')
    child.kill('SIGINT')
    await ended
    await new Promise((resolve) => taken.close(resolve))
    expect(out).toMatch(/RPC +http:\/\/127\.0\.0\.1:18701 +\(port 18700 is taken, so another one was chosen\)/)
    expect(out).toMatch(/Control page +http:\/\/127\.0\.0\.1:18702 +\(port 18700 is taken/)
  })

  it('refuses a flag it can’t obey with exit code 2, in one line, and starts nothing', async () => {
    const { code, out, err } = await start('--days', 'soon').ended
    expect(code).toBe(2)
    expect(out).toBe('')
    expect(err).toBe('dmex-devnet: --days must be a whole number from 0 to 1000, not "soon".\n')
  })

  it('explains with exit code 1 why it can’t start: days that no figures reach', async () => {
    const { code, err } = await start('--date', '2026-06-01', '--days', '100').ended
    expect(code).toBe(1)
    expect(err).toMatch(/^dmex-devnet: 2026-09-09 is outside the real mining figures, which reach from 2020-07-01/)
  })

  it('says when its chain was ended by somebody else', async () => {
    const { ended, until } = start('--json', '--bare')
    const { pid } = JSON.parse(await until('}\n')) as { pid: number }
    process.kill(pid, 'SIGKILL')
    const { code, err } = await ended
    expect(code).toBe(1)
    expect(err).toMatch(/The chain ended by itself. Start the devnet again./)
  })
})
