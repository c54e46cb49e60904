// Measures which lines and branches of the contracts the tests run, prints a table and fails below a limit. One folder of tests
// after the other, and then added up: all at once would be more code than the compiler can hand over without the optimizer.
// Arguments go to forge, e.g. `node tools/coverage.mjs --no-match-contract Invariant`.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { CheckFailed, root, runCheck } from './lib/workspace.mjs'

const least = { lines: 97, branches: 92 }
const sources = 'packages/contracts/src/'
const tests = 'packages/contracts/test'
const measured = (file) => file.startsWith(sources) && !file.startsWith(`${sources}testing/`)

/** Folders with tests. The replayed histories take minutes without the optimizer, and run nothing that others don't. */
const folders = readdirSync(join(root, tests)).filter(
  (folder) =>
    folder !== 'differential' && readdirSync(join(root, tests, folder)).some((file) => file.endsWith('.t.sol')),
)

/** Runs a folder's tests without the optimizer, so that instructions can be told apart by line, with short random campaigns. */
const measure = (folder) => {
  const cache = join(root, 'node_modules/.cache/coverage', folder)
  const report = join(cache, 'lcov.info')
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
        FOUNDRY_GAS_LIMIT: '100000000000', // a campaign needs more without the optimizer
        ...process.env,
        // Only what the tests of this folder import.
        FOUNDRY_SRC: `${tests}/${folder}`,
        FOUNDRY_TEST: `${tests}/${folder}`,
        FOUNDRY_OUT: join(cache, 'out'),
        FOUNDRY_CACHE_PATH: join(cache, 'cache'),
      },
    },
  )
  if (status !== 0)
    throw new CheckFailed(
      `forge measured nothing of ${tests}/${folder}. Its output above says why: a test that fails, or a source that does not compile.`,
    )
  return report
}

/** Adds an lcov report to what is known of each file: where its lines and branches are, and whether any test ran them. */
const addReport = (files, report) => {
  for (const record of readFileSync(report, 'utf8').split('end_of_record')) {
    const file = /^SF:(.+)$/m.exec(record)?.[1]
    if (file === undefined || !measured(file)) continue
    const name = file.slice(sources.length)
    const known = files.get(name) ?? { lines: new Map(), branches: new Map() }
    files.set(name, known)
    const add = (points, pattern) => {
      for (const [, key, hits] of record.matchAll(pattern))
        points.set(key, points.get(key) === true || (hits !== '-' && hits !== '0'))
    }
    add(known.lines, /^DA:(\d+),(\d+)/gm)
    add(known.branches, /^BRDA:(\d+,\d+,\d+),(-|\d+)/gm)
  }
}

/** The points of a map from keys that begin with a line. */
const toPoints = (points) => [...points].map(([key, hit]) => ({ line: key.split(',')[0], ran: hit }))

const ran = (points) => points.filter((point) => point.ran).length
const percent = (points) => (points.length === 0 ? 100 : (ran(points) * 100) / points.length)
const column = (points) => `${percent(points).toFixed(1).padStart(5)}% of ${String(points.length).padStart(4)}`

/** Names the first lines of what did not run. */
const missing = (name, points) => {
  const missed = [...new Set(points.filter((point) => !point.ran).map(({ line }) => line))]
  return missed.length === 0 ? '' : `  ${name} ${missed.slice(0, 12).join(' ')}${missed.length > 12 ? ' …' : ''}`
}

await runCheck('coverage', () => {
  const found = new Map()
  for (const folder of folders) addReport(found, measure(folder))
  const files = [...found]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([file, { lines, branches }]) => ({ file, lines: toPoints(lines), branches: toPoints(branches) }))
  if (files.length === 0) throw new CheckFailed(`the reports name no file under ${sources}. Run \`npm install\` first.`)
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
