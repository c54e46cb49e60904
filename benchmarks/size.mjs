// Measures what an application pays, in kB (1000 bytes) gzip, from the packed tarballs, minified by esbuild. Prints one table,
// writes JSON, and fails over budget unless `accepted-misses.json` names the case with a reason.
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { rolldown } from 'rolldown'
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

const kilobytes = (code) => gzipSync(code, { level: 9 }).length / 1000

/** Languages other than English, which a page loads only when it speaks them. */
const isLocale = ({ moduleIds }) => moduleIds.some((id) => /dist\/locales\/(?!en\/)[\w-]+\/index\.js$/.test(id))

/**
 * kB as Vite bundles it: the entry and what it imports statically, or `whole`, with all that is loaded when somebody acts. esbuild
 * alone keeps about 20 kB of viem more when it splits: what dead code would have loaded on demand.
 */
const measureAsVite = async (source, { whole = false, external = [] }) => {
  const entry = join(work, 'entry.js')
  writeFileSync(entry, source)
  const bundler = await rolldown({
    input: entry,
    external,
    platform: 'browser',
    resolve: {
      conditionNames: ['browser', 'production', 'import', 'module', 'default'],
      modules: [join(work, 'node_modules'), join(root, 'node_modules')],
    },
    transform: { target: 'es2022', define: { 'process.env.NODE_ENV': '"production"' } },
  })
  const { output } = await bundler.generate({ format: 'esm', minify: true, comments: false })
  await bundler.close()
  const chunks = new Map(output.map((chunk) => [chunk.fileName, chunk]))
  const kept = new Set()
  const visit = (name) => {
    const chunk = chunks.get(name)
    if (!chunk || kept.has(name) || isLocale(chunk)) return
    kept.add(name)
    for (const next of whole ? [...chunk.imports, ...chunk.dynamicImports] : chunk.imports) visit(next)
  }
  visit(output[0].fileName)
  return kilobytes([...kept].map((name) => chunks.get(name).code).join('\n'))
}

/** kB of a file as it is published. */
const measureFile = (file) => kilobytes(readFileSync(join(work, 'node_modules', file)))

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
  return kilobytes(code)
}

/** The SDK's own code, viem apart; what `import()` loads on demand is not counted. */
const overViem = { external: ['viem', 'viem/*'], splitting: true }
/** One file with everything in it, what is loaded on demand included. */
const everything = { external: [], splitting: false }

const modules = ['mint', 'earn', 'provide', 'rig', 'mine', 'auction', 'lend', 'trade']

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
  {
    name: 'game adapter: core and http, nothing left out',
    budget: 10,
    source: `export { createGameAdapter } from '@dmex/game-adapter'; export { http } from '@dmex/game-adapter/http'`,
    options: everything,
  },
  {
    name: 'game adapter: core and rig, over viem',
    budget: 14,
    page: `export { createGameAdapter } from '@dmex/game-adapter'; export { rig } from '@dmex/game-adapter/rig'`,
    external: [/^viem/],
  },
  { name: 'widgets: loader, before any element', budget: 10, file: '@dmex/widgets/cdn/dmex.loader.js' },
  { name: 'widgets: connect', budget: 40, page: `import '@dmex/widgets/connect'`, whole: true },
  {
    name: 'widgets: connect and buy, to the end of a purchase',
    budget: 95,
    page: `import '@dmex/widgets/connect'; import '@dmex/widgets/buy'`,
    whole: true,
  },
  {
    name: 'widgets: connect and buy, before a click',
    budget: 95,
    page: `import '@dmex/widgets/connect'; import '@dmex/widgets/buy'`,
  },
  { name: 'widgets: everything in one file', budget: 150, file: '@dmex/widgets/cdn/dmex.min.js' },
]

const measured = ({ file, page, source, options, ...asVite }) => {
  if (file) return measureFile(file)
  return page ? measureAsVite(page, asVite) : measure(source, options)
}

/** Values that the modules export, the number of actions. */
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
  for (const each of cases) {
    rows.push({ name: each.name, budget: each.budget, measured: await measured(each) })
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
