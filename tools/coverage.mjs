// Measures which lines and branches of the contracts the tests run, prints a table and fails below a limit. Arguments go to forge, e.g.
// `node tools/coverage.mjs --match-path 'packages/contracts/test/sale/*'`.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { CheckFailed, root, runCheck } from './lib/workspace.mjs'

const least = { lines: 97, branches: 92 }
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

/** Reads an lcov report: for each file where its lines and branches are, and whether they ran. */
const readReport = (report) =>
  readFileSync(report, 'utf8')
    .split('end_of_record')
    .flatMap((record) => {
      const file = /^SF:(.+)$/m.exec(record)?.[1]
      if (file === undefined || !measured(file)) return []
      const points = (pattern) =>
        [...record.matchAll(pattern)].map(([, line, hits]) => ({ line, ran: hits !== '-' && hits !== '0' }))
      return [
        {
          file: file.slice(sources.length),
          lines: points(/^DA:(\d+),(\d+)/gm),
          branches: points(/^BRDA:(\d+),\d+,\d+,(-|\d+)/gm),
        },
      ]
    })

const ran = (points) => points.filter((point) => point.ran).length
const percent = (points) => (points.length === 0 ? 100 : (ran(points) * 100) / points.length)
const column = (points) => `${percent(points).toFixed(1).padStart(5)}% of ${String(points.length).padStart(4)}`

/** Names the first lines of what did not run. */
const missing = (name, points) => {
  const missed = [...new Set(points.filter((point) => !point.ran).map(({ line }) => line))]
  return missed.length === 0 ? '' : `  ${name} ${missed.slice(0, 12).join(' ')}${missed.length > 12 ? ' …' : ''}`
}

await runCheck('coverage', () => {
  const report = join(root, 'node_modules/.cache/coverage/lcov.info')
  measure(report)
  const files = readReport(report)
  if (files.length === 0) throw new CheckFailed(`the report names no file under ${sources}. Run \`npm install\` first.`)
  console.log(`${'file'.padEnd(40)} ${'lines'.padEnd(14)}  ${'branches'.padEnd(14)}  not run`)
  for (const { file, lines, branches } of files)
    console.log(
      `${file.padEnd(40)} ${column(lines)}  ${column(branches)}${missing('line', lines)}${missing('branch', branches)}`,
    )
  const low = Object.entries(least).flatMap(([kind, limit]) => {
    const points = files.flatMap((file) => file[kind])
    const share = `${percent(points).toFixed(2)}% of ${points.length} ${kind}`
    console.log(`coverage: ${share} in ${files.length} files, ${limit}% at least`)
    return percent(points) < limit ? [share] : []
  })
  if (low.length > 0) throw new CheckFailed(`${low.join(' and ')} run, which is below the limit. Add tests.`)
})
