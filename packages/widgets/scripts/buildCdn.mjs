// What a page loads without a bundler: one file with everything, or a loader that fetches what is used. Each run writes the same
// bytes; `integrity.json` says which.
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { rolldown } from 'rolldown'
import { home, registered } from './manifest.mjs'

const out = join(process.env.DMEX_CDN_OUT ?? home, 'cdn')
const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'))
const banner = `/*! DMEX widgets ${version}, MIT */\n`
const locales = ['zh-Hans', 'zh-Hant', 'ar']

const locale = /\/(zh-Hans|zh-Hant|ar)\/index\.js$/

/** Entries that are no files, by name. */
const virtual = (entries) => ({
  name: 'virtual-entries',
  resolveId: (id) => (id in entries ? join(home, 'src', `${id}.virtual.ts`) : undefined),
  load: (id) => entries[basename(id, '.virtual.ts')],
})

/**
 * Rolldown, because it drops what viem would load on demand for functions that nobody calls; esbuild keeps it when it splits.
 *
 * @param input - files by the name of their output
 * @param output - options of the output
 * @param constants - what the build fills in
 */
const bundle = async (input, output, { constants = {}, entries = {}, external = [] } = {}) => {
  const bundler = await rolldown({
    cwd: home,
    input,
    external,
    platform: 'browser',
    tsconfig: 'tsconfig.json',
    resolve: {
      // Otherwise Lit's development mode is published.
      conditionNames: ['browser', 'production', 'import', 'module', 'default'],
      extensionAlias: { '.js': ['.ts', '.js'] },
    },
    transform: {
      target: 'es2022',
      define: { 'process.env.NODE_ENV': '"production"', ...constants },
    },
    plugins: [virtual(entries)],
  })
  try {
    const result = await bundler.generate({ minify: true, comments: false, ...output })
    return result.output
  } finally {
    await bundler.close()
  }
}

const files = new Map()
const keep = (path, contents) => files.set(path, Buffer.from(contents))
const hashOf = (contents) => `sha384-${createHash('sha384').update(contents).digest('base64')}`
const hashes = () => Object.fromEntries([...files].sort().map(([path, contents]) => [path, hashOf(contents)]))

const elements = registered()

/** Languages are files of their own, also beside the build that is one file. */
const buildLocales = async () => {
  for (const name of locales) {
    const [{ code }] = await bundle({ [name]: `src/locales/${name}/index.ts` }, { format: 'esm' })
    keep(`locales/${name}.js`, code)
  }
}

/** Stops where the page's policy keeps Lit from starting, with words instead of an exception from deep within. */
const explained = (code) => `${banner}(()=>{"use strict";try{${code.trim().replace(/^"use strict";/, '')}}catch(e){
if(!/createPolicy|[Tt]rusted ?[Tt]ype/.test(String(e)))throw e;
console.error('DMEX cannot start: the Content-Security-Policy of this page lists its Trusted Types policies, and "lit-html" is not among them. Add it: "trusted-types lit-html".',e)
}})();\n`

const buildScript = async () => {
  const paths = ['script', ...elements.map(({ name }) => `define/${name}`)]
  const [{ code }] = await bundle(
    { everything: 'everything' },
    { format: 'iife', codeSplitting: false },
    {
      entries: { everything: paths.map((path) => `import './${path}.js'`).join('\n') },
      constants: { DMEX_FILES: JSON.stringify(pick(hashes(), /^locales\//)) },
      external: [locale],
    },
  )
  keep('dmex.min.js', explained(code))
}

const pick = (record, pattern) => Object.fromEntries(Object.entries(record).filter(([key]) => pattern.test(key)))

/** Writes the modules that the loader fetches; gives back which ones each element needs, now and later. */
const buildElements = async () => {
  const chunks = await bundle(
    { start: 'start', ...Object.fromEntries(elements.map(({ name }) => [name, `src/define/${name}.ts`])) },
    { format: 'esm', entryFileNames: 'elements/[name].js', chunkFileNames: 'elements/[hash].js' },
    {
      entries: {
        start: `export { readScript } from './base/settings.js'; export { loadLocalesWith } from './locales/load.js'`,
      },
      external: [locale],
    },
  )
  for (const { fileName, code } of chunks) keep(fileName, code)
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]))
  const reach = (path, kinds, found = new Set()) => {
    const chunk = byName.get(path)
    if (!chunk || found.has(path)) return found
    found.add(path)
    for (const next of kinds.flatMap((kind) => chunk[kind])) reach(next, kinds, found)
    return found
  }
  return Object.fromEntries(
    elements.map(({ name, tag }) => {
      const now = reach(`elements/${name}.js`, ['imports'])
      const all = reach(`elements/${name}.js`, ['imports', 'dynamicImports'])
      return [tag, { now: [...now], later: [...all].filter((path) => !now.has(path)) }]
    }),
  )
}

const buildLoader = async (tags) => {
  const [{ code }] = await bundle(
    { loader: 'src/loader.ts' },
    { format: 'iife' },
    {
      constants: {
        DMEX_FILES: JSON.stringify(pick(hashes(), /^(locales|elements)\//)),
        DMEX_TAGS: JSON.stringify(tags),
      },
    },
  )
  keep('dmex.loader.js', banner + code)
}

await buildLocales()
await buildScript()
await buildLoader(await buildElements())

rmSync(out, { recursive: true, force: true })
keep('integrity.json', `${JSON.stringify(hashes(), undefined, 2)}\n`)
for (const [path, contents] of files) {
  mkdirSync(dirname(join(out, path)), { recursive: true })
  writeFileSync(join(out, path), contents)
}
