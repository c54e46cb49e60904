import { execFile, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const tools = new URL('../../../tools/', import.meta.url)
const demo = fileURLToPath(new URL('demo.mjs', tools))

interface Figures {
  readonly fleetId: number
  readonly rows: readonly Record<string, unknown>[]
  readonly totals: Record<string, unknown>
}
interface Recomputation {
  recompute(story: object, fleetId?: number): Figures
  disagreements(figures: Figures, expected: Figures): readonly string[]
  countFigures(figures: Figures): number
}

const run = (...args: string[]): Promise<{ code: number; out: string; err: string }> =>
  new Promise((resolve) => {
    const child = execFile(process.execPath, [demo, '--once', '--no-build', ...args], (_, out, err) =>
      resolve({ code: child.exitCode ?? -1, out, err }),
    )
  })

const load = async (): Promise<{ expected: Figures } & Recomputation> => {
  const recomputation = (await import(new URL('demo/recompute.mjs', tools).href)) as Recomputation
  const { scenario } = (await import(new URL('demo/scenario.mjs', tools).href)) as { scenario: object }
  return { ...recomputation, expected: recomputation.recompute(scenario) }
}

describe('npm run demo -- --once', () => {
  it('prints a table of thirty days with the halving in it, everybody’s totals, and exits 0', async () => {
    const { code, out, err } = await run()
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
    const { code, err } = await run('--corrupt', '2024-04-20:paid')
    expect(code).toBe(1)
    expect(err).toMatch(/1 of 283 figures disagree/)
    expect(err).toMatch(/2024-04-20, paid: the market says 27623, the recomputation 27622/)
  }, 120_000)

  it('tells the same story with other luck for another seed', async () => {
    const [one, two] = await Promise.all([run('--json', '--seed', '5'), run('--json', '--seed', '6')])
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
  it('leaves a market with its control page running, and ends with Ctrl-C', async () => {
    const child = spawn(process.execPath, [demo, '--no-build', '--port', '18800', '--control-port', '18850'])
    const ended = new Promise((resolve) => child.on('exit', resolve))
    let out = ''
    await new Promise<void>((resolve) => {
      child.stdout.on('data', (chunk: Buffer) => {
        out += chunk.toString()
        if (out.includes('leaves nothing behind')) resolve()
      })
      void ended.then(() => resolve())
    })
    const url = String(/Control page +(\S+)/.exec(out)?.[1])
    const { fleets } = (await (await fetch(`${url}/api/state`)).json()) as { fleets: readonly unknown[] }
    child.kill('SIGINT')
    expect(await ended).toBe(0)
    expect(fleets).toHaveLength(3)
    await expect(fetch(url)).rejects.toThrow()
  }, 120_000)
})

describe('the recomputation', () => {
  it('notices every figure that is changed, one by one', async () => {
    const { expected, disagreements, countFigures } = await load()
    let noticed = 0
    const corrupted = (value: unknown): unknown =>
      typeof value === 'bigint' ? value - 1n : typeof value === 'boolean' ? !value : 'x'
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

  it('notices a day that is missing or one too many', async () => {
    const { expected, disagreements } = await load()
    expect(disagreements({ ...expected, rows: expected.rows.slice(1) }, expected).length).toBeGreaterThan(0)
    expect(disagreements({ ...expected, rows: [...expected.rows, {}] }, expected)).toHaveLength(1)
  })

  it('imports nothing of packages/ but the constants file', async () => {
    const { readFile } = await import('node:fs/promises')
    const source = await readFile(new URL('demo/recompute.mjs', tools), 'utf8')
    const constants = await readFile(new URL('../src/constants/mining.ts', import.meta.url), 'utf8')
    expect([...source.matchAll(/from '([^']+)'/g)].map(([, from]) => from)).toEqual([
      '../../packages/devnet/dist/constants/mining.js',
    ])
    expect(source).not.toMatch(/import\(|require\(/)
    expect(constants).not.toMatch(/\bimport\b|\brequire\b/)
  })
})
