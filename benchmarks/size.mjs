// Measures what an application pays, in kB gzip, from the packed tarballs: minified ESM by esbuild, code that is loaded
// on demand not counted (the entry and everything it imports at once are). Prints one table, writes JSON, and fails over budget
// unless `accepted-misses.json` names the case with a reason.
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { CheckFailed, publishable, root, runCheck, scratch, tarballOf, unpackTarball } from '../tools/lib/workspace.mjs'
import { printTable, writeResults } from './lib/report.mjs'

const work = join(scratch, 'size')

const unpack = () => {
  rmSync(work, { recursive: true, force: true })
  for (const { manifest } of publishable())
    unpackTarball(tarballOf(manifest), join(work, 'node_modules', manifest.name))
}

/** Bytes of the entry and of the chunks it imports statically, each compressed as a server would send it. */
const measure = async (source, { external }) => {
  const result = await build({
    absWorkingDir: root,
    stdin: { contents: source, resolveDir: work, loader: 'js' },
    bundle: true,
    minify: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    conditions: ['browser', 'production'],
    define: { 'process.env.NODE_ENV': '"production"' },
    external,
    nodePaths: [join(work, 'node_modules'), join(root, 'node_modules')],
    outdir: join(work, 'out'),
    metafile: true,
    write: false,
    logLevel: 'error',
  })
  const { outputs } = result.metafile
  const contents = new Map(result.outputFiles.map(({ path, contents }) => [path, contents]))
  const entry = Object.keys(outputs).find((path) => outputs[path].entryPoint === '<stdin>')
  const eager = new Set()
  const visit = (path) => {
    if (eager.has(path) || !outputs[path]) return
    eager.add(path)
    for (const { path: imported, kind } of outputs[path].imports) if (kind === 'import-statement') visit(imported)
  }
  visit(entry)
  return [...eager].reduce((sum, path) => sum + gzipSync(contents.get(join(root, path)), { level: 9 }).length, 0)
}

const overViem = { external: ['viem', 'viem/*'] }
const everything = { external: [] }

const cases = [
  {
    name: 'one write action, six faces, ABI included',
    budget: 5,
    source: `export { buyHashpower } from '@dmex/sdk/mint'`,
    options: overViem,
  },
  {
    name: 'one write action and execute',
    budget: 6.5,
    source: `export { buyHashpower } from '@dmex/sdk/mint'; export { execute } from '@dmex/sdk'`,
    options: overViem,
  },
  {
    name: 'one module (mint) and execute',
    budget: 8,
    source: `export * from '@dmex/sdk/mint'; export { execute } from '@dmex/sdk'`,
    options: overViem,
  },
  {
    name: 'all actions and the decorator',
    budget: 30,
    source: `export { dmexActions } from '@dmex/sdk/client'`,
    options: overViem,
  },
  {
    name: 'viem, client, one write and execute, everything',
    budget: 52,
    source: `export { createPublicClient, createWalletClient, custom, http } from 'viem'
export { buyHashpower } from '@dmex/sdk/mint'; export { execute } from '@dmex/sdk'`,
    options: everything,
  },
]

const actionCount = async () => {
  const entry = readFileSync(join(work, 'node_modules/@dmex/sdk/package.json'), 'utf8')
  const modules = ['mint', 'earn', 'provide', 'rig'].filter((name) => `./${name}` in JSON.parse(entry).exports)
  const sizes = await Promise.all(
    modules.map(async (name) => {
      const { metafile } = await build({
        stdin: { contents: `export * from '@dmex/sdk/${name}'`, resolveDir: work },
        bundle: true,
        format: 'esm',
        ...overViem,
        nodePaths: [join(work, 'node_modules')],
        metafile: true,
        write: false,
      })
      return Object.values(metafile.outputs)[0].exports.length
    }),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}

await runCheck('size', async () => {
  unpack()
  const rows = []
  for (const { name, budget, source, options } of cases) {
    rows.push({ name, budget, measured: (await measure(source, options)) / 1000 })
  }
  const [one, , , all] = rows
  rows.push({
    name: 'each further action',
    budget: 0.35,
    measured: (all.measured - one.measured) / ((await actionCount()) - 1),
  })

  const accepted = JSON.parse(readFileSync(join(root, 'benchmarks/accepted-misses.json'), 'utf8')).size
  const over = rows.filter(({ name, budget, measured }) => measured > (accepted[name]?.upTo ?? budget))
  printTable(
    ['kB gzip, from packed tarballs', 'budget', 'measured', ''],
    rows.map(({ name, budget, measured }) => [
      name,
      budget.toFixed(2),
      measured.toFixed(2),
      measured <= budget ? 'ok' : accepted[name] ? `missed: ${accepted[name].reason}` : 'OVER BUDGET',
    ]),
  )
  writeResults('size', rows)
  if (over.length > 0) {
    throw new CheckFailed(
      `over budget: ${over.map(({ name }) => name).join('; ')}. Make it smaller, or add it to benchmarks/accepted-misses.json with what was tried.`,
    )
  }
})
