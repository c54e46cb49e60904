// Measures which lines of the contracts the tests run, prints a table and fails below the limit. Arguments go to forge, e.g.
// `node tools/coverage.mjs --match-path 'packages/contracts/test/sale/*'`.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { CheckFailed, root, runCheck } from './lib/workspace.mjs'

const leastLines = 98
const sources = 'packages/contracts/src/'
const measured = (file) => file.startsWith(sources) && !file.startsWith(`${sources}testing/`)

/** Runs the tests without the optimizer, so that instructions can be told apart by line, with short random campaigns. */
const measure = (report) => {
  const cache = join(root, 'node_modules/.cache/coverage')
  mkdirSync(cache, { recursive: true })
  rmSync(report, { force: true }) // an old report must not pass for this one
  const { status } = spawnSync(
    process.execPath,
    [join(root, 'tools/forge.mjs'), 'coverage', '--report', 'lcov', '--report-file', report, ...process.argv.slice(2)],
    {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: {
        FOUNDRY_FUZZ_RUNS: '16',
        FOUNDRY_INVARIANT_RUNS: '2',
        FOUNDRY_INVARIANT_DEPTH: '100',
        ...process.env,
        FOUNDRY_OUT: join(cache, 'out'),
        FOUNDRY_CACHE_PATH: join(cache, 'cache'),
      },
    },
  )
  if (status !== 0)
    throw new CheckFailed(
      'forge measured nothing. Its output above says why: a test that fails, or a source that does not compile.',
    )
}

/** Reads an lcov report: for each file its lines with code and how often each ran. */
const readReport = (report) =>
  readFileSync(report, 'utf8')
    .split('end_of_record')
    .flatMap((record) => {
      const file = /^SF:(.+)$/m.exec(record)?.[1]
      if (file === undefined || !measured(file)) return []
      const lines = [...record.matchAll(/^DA:(\d+),(\d+)/gm)].map(([, line, hits]) => ({ line, hits: Number(hits) }))
      return [{ file: file.slice(sources.length), lines }]
    })

const percent = (part, whole) => (whole === 0 ? 100 : (part * 100) / whole)

await runCheck('coverage', () => {
  const report = join(root, 'node_modules/.cache/coverage/lcov.info')
  measure(report)
  const files = readReport(report)
  if (files.length === 0) throw new CheckFailed(`the report names no file under ${sources}. Run \`npm install\` first.`)
  let [all, run] = [0, 0]
  for (const { file, lines } of files) {
    const missed = lines.filter(({ hits }) => hits === 0).map(({ line }) => line)
    all += lines.length
    run += lines.length - missed.length
    const share = percent(lines.length - missed.length, lines.length)
      .toFixed(1)
      .padStart(5)
    const where =
      missed.length === 0 ? '' : `  not run: ${missed.slice(0, 12).join(' ')}${missed.length > 12 ? ' …' : ''}`
    console.log(`${share}%  ${file.padEnd(40)} ${String(lines.length).padStart(4)} lines${where}`)
  }
  const total = percent(run, all)
  console.log(`coverage: ${total.toFixed(2)}% of ${all} lines in ${files.length} files`)
  if (total < leastLines)
    throw new CheckFailed(`${total.toFixed(2)}% of the lines run, ${leastLines}% must. Add tests.`)
})
