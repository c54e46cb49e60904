import { execFile, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { countFigures, disagreements, recompute } from '../demo/recompute.mjs'
import { scenario } from '../demo/scenario.mjs'

const tools = new URL('../', import.meta.url)
const demo = fileURLToPath(new URL('demo.mjs', tools))
const pictures = mkdtempSync(join(tmpdir(), 'dmex-demo-'))
afterAll(() => rmSync(pictures, { recursive: true }))

const run = (...args) =>
  new Promise((resolve) => {
    const child = execFile(process.execPath, [demo, '--once', '--no-build', ...args], (_, out, err) =>
      resolve({ code: child.exitCode ?? -1, out, err }),
    )
  })

/** Processes that run with a variable in their environment, as children of a demo do: chain and browser. */
const running = (variable) =>
  readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/environ`, 'utf8').includes(variable)
      } catch {
        // Gone meanwhile, or somebody else's.
        return false
      }
    })

describe('npm run demo -- --once', () => {
  it.runIf(process.platform === 'linux')(
    'acts the story on the pages: every figure agrees, pictures are written, nothing stays behind',
    async () => {
      const mark = `story${process.pid}`
      const child = spawn(process.execPath, [demo, '--once', '--no-build', '--screenshots', pictures], {
        env: { ...process.env, DMEX_DEMO_TEST: mark },
      })
      const ended = new Promise((resolve) => child.on('exit', resolve))
      let err = ''
      let most = 0
      child.stderr.on('data', (chunk) => {
        err += chunk
        most = Math.max(most, running(`DMEX_DEMO_TEST=${mark}`).length)
      })
      expect({ code: await ended, err }).toEqual({ code: 0, err: expect.stringMatching(/All 283 figures agree/) })
      // The demo itself, the chain and a browser: the look for processes sees what there is.
      expect(most).toBeGreaterThanOrEqual(3)
      expect(running(`DMEX_DEMO_TEST=${mark}`)).toEqual([])

      const names = readdirSync(pictures)
      for (const page of ['partner', 'game', 'control'])
        for (const language of ['en', 'zh-Hans'])
          for (const width of ['desktop', 'phone'])
            for (const colours of ['light', 'dark'])
              expect(names).toContain(`${page}-${language}-${width}-${colours}.png`)
      for (const name of names) expect(statSync(join(pictures, name)).size).toBeGreaterThan(10_000)
    },
    300_000,
  )

  it('acts by mouse and keyboard alone: nothing of DMEX is called in a page from outside', () => {
    const folder = new URL('demo/pages/', tools)
    const sources = ['../pageDeeds.mjs', ...readdirSync(folder)].map((name) =>
      readFileSync(new URL(name, folder), 'utf8'),
    )
    for (const source of sources)
      expect(source).not.toMatch(/evaluate|addInitScript|addScriptTag|exposeFunction|\bfill\(/)
    expect(sources[0]).toMatch(/\.click\(\)/)
    expect(sources[0]).not.toMatch(/from '@dmex\/sdk\/|from 'viem'/)
  })

  it('has the same story acted without a browser, as a table with the halving in it and everybody’s totals', async () => {
    const { code, out, err } = await run('--no-browser')
    expect(err).toMatch(/All 283 figures agree/)
    expect(code).toBe(0)
    expect(out.match(/^2024-0[45]-\d\d /gm)).toHaveLength(30)
    expect(out).toMatch(/2024-04-12 .* NO +0\.00 .*no slice for it/)
    const [before, after] = ['2024-04-19', '2024-04-20'].map((date) =>
      Number(new RegExp(`${date} +[\\d.]+ +([\\d.]+)`).exec(out)?.[1]),
    )
    expect(Number(after) / Number(before)).toBeCloseTo(0.503, 2)
    for (const who of ['miner', 'player', 'buyer', 'guild', 'platform', 'escrow'])
      expect(out).toMatch(new RegExp(`^${who} +`, 'm'))
  }, 120_000)

  it('exits 1 when a single figure is off by one, and names it', async () => {
    const { code, err } = await run('--no-browser', '--corrupt', '2024-04-20:paid')
    expect(code).toBe(1)
    expect(err).toMatch(/1 of 283 figures disagree/)
    expect(err).toMatch(/2024-04-20, paid: the market says 27623, the recomputation 27622/)
  }, 120_000)

  it('tells the same story with other luck for another seed', async () => {
    const [one, two] = await Promise.all(['5', '6'].map((seed) => run('--no-browser', '--json', '--seed', seed)))
    expect([one.code, two.code]).toEqual([0, 0])
    expect(one.out).not.toBe(two.out)
  }, 120_000)

  it('refuses bad flags with exit code 2', async () => {
    const { code, err } = await run('--seed', 'lucky')
    expect(code).toBe(2)
    expect(err).toBe('demo: --seed must be a whole number from 0 to 4294967295, not "lucky".\n')
  })
})

describe('npm run demo', () => {
  it('leaves a market with its pages running, and ends with Ctrl-C', async () => {
    const child = spawn(process.execPath, [demo, '--no-build', '--port', '18800', '--control-port', '18850'])
    const ended = new Promise((resolve) => child.on('exit', resolve))
    let out = ''
    await new Promise((resolve) => {
      child.stdout.on('data', (chunk) => {
        out += chunk.toString()
        if (out.includes('leaves nothing behind')) resolve()
      })
      void ended.then(() => resolve())
    })
    const urlOf = (name) => String(new RegExp(`${name} +(\\S+)`).exec(out)?.[1])
    const [control, ...pages] = ['Control page', 'Partner page', 'Game'].map(urlOf)
    const state = await (await fetch(`${control}/api/state`)).json()
    const bodies = await Promise.all(pages.map(async (url) => (await fetch(url)).text()))
    child.kill('SIGINT')
    expect(await ended).toBe(0)
    expect(state.fleets.length).toBeGreaterThanOrEqual(3)
    expect(state.listings.length).toBeGreaterThan(0)
    expect(state.auctions.some(({ stage, bidder }) => stage === 'running' && bidder !== undefined)).toBe(true)
    expect(state.lending.some(({ loans }) => loans.some((loan) => loan.state === 'open'))).toBe(true)
    expect(state.pools.some(({ machines, queue }) => machines.length > 0 && queue.length > 0)).toBe(true)
    expect(state.pages.map(({ url }) => url)).toEqual(pages)
    for (const body of bodies) expect(body).toContain('/wallet.js')
    for (const url of [control, ...pages]) await expect(fetch(url)).rejects.toThrow()
  }, 120_000)
})

describe('the recomputation', () => {
  const expected = recompute(scenario)

  it('notices every figure that is changed, one by one', () => {
    let noticed = 0
    const corrupted = (value) => (typeof value === 'bigint' ? value - 1n : typeof value === 'boolean' ? !value : 'x')
    for (const [index, row] of expected.rows.entries())
      for (const name of Object.keys(row)) {
        const rows = expected.rows.map((each, at) => (at === index ? { ...each, [name]: corrupted(each[name]) } : each))
        expect(disagreements({ ...expected, rows }, expected)).toHaveLength(1)
        noticed++
      }
    for (const name of Object.keys(expected.totals)) {
      const totals = { ...expected.totals, [name]: corrupted(expected.totals[name]) }
      expect(disagreements({ ...expected, totals }, expected)).toHaveLength(1)
      noticed++
    }
    expect(noticed).toBe(countFigures(expected))
    expect(disagreements(expected, expected)).toEqual([])
  })

  it('notices a day that is missing or one too many', () => {
    expect(disagreements({ ...expected, rows: expected.rows.slice(1) }, expected).length).toBeGreaterThan(0)
    expect(disagreements({ ...expected, rows: [...expected.rows, {}] }, expected)).toHaveLength(1)
  })

  it('imports nothing of packages/ but the constants file', () => {
    const source = readFileSync(new URL('demo/recompute.mjs', tools), 'utf8')
    const constants = readFileSync(new URL('../packages/devnet/src/constants/mining.ts', tools), 'utf8')
    expect([...source.matchAll(/from '([^']+)'/g)].map(([, from]) => from)).toEqual([
      '../../packages/devnet/dist/constants/mining.js',
    ])
    expect(source).not.toMatch(/import\(|require\(/)
    expect(constants).not.toMatch(/\bimport\b|\brequire\b/)
  })
})
