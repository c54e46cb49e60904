// Measures what an application pays, in kB (1000 bytes) gzip, from the packed tarballs, minified by esbuild. Prints one table,
// writes JSON, and fails over budget unless `accepted-misses.json` names the case with a reason.
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

const bundle = async (source, { external, splitting }) => {
  const { metafile, outputFiles } = await build({
    absWorkingDir: root,
    stdin: { contents: source, resolveDir: work, loader: 'js' },
    bundle: true,
    minify: true,
    splitting,
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
  return { outputs: metafile.outputs, contents: new Map(outputFiles.map(({ path, contents }) => [path, contents])) }
}

/** kB of the entry and of every chunk that it imports statically: what a page loads before the action can be called. */
const measure = async (source, options) => {
  const { outputs, contents } = await bundle(source, options)
  const eager = new Set()
  const visit = (path) => {
    if (eager.has(path) || !outputs[path]) return
    eager.add(path)
    for (const { path: imported, kind } of outputs[path].imports) if (kind === 'import-statement') visit(imported)
  }
  visit(Object.keys(outputs).find((path) => outputs[path].entryPoint === '<stdin>'))
  const code = Buffer.concat([...eager].map((path) => contents.get(join(root, path))))
  return gzipSync(code, { level: 9 }).length / 1000
}

/** The SDK's own code, viem apart; what `import()` loads on demand is not counted. */
const overViem = { external: ['viem', 'viem/*'], splitting: true }
/** One file with everything in it, what is loaded on demand included. */
const everything = { external: [], splitting: false }

const modules = ['mint', 'earn', 'provide', 'rig']

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
    name: 'ten actions of one module and execute',
    budget: 8,
    source: `export { buyHashpower, getHashpower, getSeries, listHashpower, listSeries, mergeHashpower, quoteBuy, setBeneficiary, setUser,
splitHashpower } from '@dmex/sdk/mint'; export { execute } from '@dmex/sdk'`,
    options: overViem,
  },
  {
    name: 'all actions and the decorator',
    budget: 30,
    source: `export { dmexActions } from '@dmex/sdk/client'`,
    options: overViem,
  },
  {
    name: 'viem, client, one write and execute, all inlined',
    budget: 52,
    source: `export { createClient, custom, http } from 'viem'
export { buyHashpower } from '@dmex/sdk/mint'; export { execute } from '@dmex/sdk'`,
    options: everything,
  },
  {
    name: 'game adapter: rules, with schema and presets',
    budget: 4,
    source: `export * from '@dmex/game-adapter/rules'`,
    options: overViem,
  },
]

/** Values that the four modules export, the number of actions. */
const actionCount = async () => {
  const counts = modules.map(async (name) => {
    const { outputs } = await bundle(`export * from '@dmex/sdk/${name}'`, overViem)
    return Object.values(outputs).find(({ entryPoint }) => entryPoint === '<stdin>').exports.length
  })
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0)
}

await runCheck('size', async () => {
  unpack()
  const rows = []
  for (const { name, budget, source, options } of cases) {
    rows.push({ name, budget, measured: await measure(source, options) })
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
