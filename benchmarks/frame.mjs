// Times what reading 5,000 items costs a frame of a game: in Phaser's loop, in real Chromium, over a real chain. Prints one table,
// writes JSON, and fails over budget unless `accepted-misses.json` names the case with a reason.
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { createDevnet } from '@dmex/devnet'
import { build } from 'esbuild'
import { chromium } from 'playwright'
import { launchOptions } from '../tools/lib/browser.mjs'
import { CheckFailed, readJson, root, runCheck } from '../tools/lib/workspace.mjs'
import { printTable, writeResults } from './lib/report.mjs'

const ITEMS = 5_000
const WARM_UP = 120
/** Of each round; the quietest round counts: on a busy machine a frame also takes what others take. */
const FRAMES = 400
const ROUNDS = 3
const MEDIAN = 0.15

/** Serves the page. The two headers make the browser's clock count in steps of 5 microseconds rather than of 100. */
const servePage = async () => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('../packages/game-adapter/test/engines/page/frame.ts', import.meta.url))],
    bundle: true,
    format: 'esm',
    minify: true,
    conditions: ['browser', 'production'],
    write: false,
  })
  const server = createServer((request, response) => {
    response.setHeader('cross-origin-opener-policy', 'same-origin')
    response.setHeader('cross-origin-embedder-policy', 'require-corp')
    const isScript = request.url === '/page.js'
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html; charset=utf-8')
    response.end(isScript ? outputFiles[0].contents : '<!doctype html><script type="module" src="/page.js"></script>')
  })
  await new Promise((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return { url: `http://127.0.0.1:${server.address().port}/`, stop: () => server.close() }
}

const quantile = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]

const measure = async () => {
  const devnet = await createDevnet({ days: 2 })
  const served = await servePage()
  const browser = await chromium.launch(launchOptions())
  try {
    const page = await browser.newPage()
    const requests = { all: 0, loading: 0 }
    page.on('request', (request) => {
      if (request.method() === 'POST') requests.all++
    })
    await page.exposeFunction('measuring', () => {
      requests.loading = requests.all
    })
    await page.goto(served.url)
    await page.waitForFunction(() => 'measure' in globalThis)
    const { rpcUrl, deployment, games } = devnet
    const options = {
      rpcUrl,
      deployment,
      collection: games.items,
      items: ITEMS,
      warmUp: WARM_UP,
      frames: ROUNDS * FRAMES,
    }
    const { times, fresh, renderer, status } = await page.evaluate((given) => globalThis.measure(given), options)
    if (fresh !== ITEMS || status !== 'live')
      throw new CheckFailed(`only ${fresh} of ${ITEMS} items were read, and the adapter is ${status}.`)
    const rounds = Array.from({ length: ROUNDS }, (_, round) =>
      times.slice(round * FRAMES, (round + 1) * FRAMES).sort((a, b) => a - b),
    )
    const sorted = rounds.sort((a, b) => quantile(a, 0.5) - quantile(b, 0.5))[0]
    const rpc = requests.all - requests.loading
    const version = browser.version()
    return {
      median: quantile(sorted, 0.5),
      p95: quantile(sorted, 0.95),
      rpc,
      loading: requests.loading,
      renderer,
      version,
    }
  } finally {
    await browser.close()
    served.stop()
    await devnet.stop()
  }
}

await runCheck('frame', async () => {
  const { median, p95, rpc, loading, renderer, version } = await measure()
  const rows = [
    { name: `${ITEMS} handles read in a frame, median`, budget: MEDIAN, measured: median, unit: 'ms' },
    { name: 'RPC requests of these frames', budget: 0, measured: rpc, unit: '' },
  ]
  const accepted = readJson(`${root}/benchmarks/accepted-misses.json`).frame ?? {}
  const over = ({ name, budget, measured }) => measured > (accepted[name]?.upTo ?? budget)
  const shown = (value, unit) => (unit ? `${value.toFixed(3)} ${unit}` : `${value}`)
  printTable(
    [`${ROUNDS} x ${FRAMES} frames, Phaser on ${renderer}, Chromium ${version}`, 'budget', 'measured', ''],
    rows.map((row) => {
      const { name, budget, measured, unit } = row
      const verdict = measured <= budget ? 'ok' : accepted[name] ? `missed: ${accepted[name].reason}` : 'OVER BUDGET'
      return [name, shown(budget, unit), shown(measured, unit), verdict]
    }),
  )
  console.log(
    `\n95 of 100 frames took at most ${p95.toFixed(3)} ms; reading the items first took ${loading} HTTP requests.`,
  )
  writeResults('frame', { rows, p95, loading, frames: FRAMES, items: ITEMS, renderer, chromium: version })
  const missed = rows.filter(over)
  if (missed.length > 0) throw new CheckFailed(`over budget: ${missed.map(({ name }) => name).join('; ')}.`)
})
