// What a page loads without a bundler: one file with everything, or a loader that fetches what is used. Each run writes the same
// bytes; `integrity.json` says which.
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { build } from 'esbuild'
import { home, registered } from './manifest.mjs'

const out = join(process.env.DMEX_CDN_OUT ?? home, 'cdn')
const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'))
const banner = `/*! DMEX widgets ${version}, MIT */\n`
const locales = ['zh-Hans', 'zh-Hant', 'ar']

/** Languages are files of their own, also in the build that is one file. */
const localesApart = {
  name: 'locales-apart',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^\.\/(zh-Hans|zh-Hant|ar)\/index\.js$/ }, ({ kind, path }) =>
      kind === 'dynamic-import' ? { path, external: true } : undefined,
    )
  },
}

const common = {
  absWorkingDir: home,
  bundle: true,
  minify: true,
  write: false,
  metafile: true,
  platform: 'browser',
  target: 'es2022',
  conditions: ['browser', 'production'],
  define: { 'process.env.NODE_ENV': '"production"' },
  legalComments: 'none',
  charset: 'utf8',
  logLevel: 'error',
  outdir: out,
}

const files = new Map()
const keep = (path, contents) => files.set(path, Buffer.from(contents))
const hashOf = (contents) => `sha384-${createHash('sha384').update(contents).digest('base64')}`
const hashes = () => Object.fromEntries([...files].sort().map(([path, contents]) => [path, hashOf(contents)]))
const keepAll = ({ outputFiles }) => {
  for (const { path, contents } of outputFiles) keep(relative(out, path).replaceAll('\\', '/'), contents)
}

const elements = registered()

const buildLocales = async () => {
  const entryPoints = locales.map((name) => ({ in: `src/locales/${name}/index.ts`, out: `locales/${name}` }))
  keepAll(await build({ ...common, entryPoints, format: 'esm' }))
}

/** Stops where the page's policy keeps Lit from starting, with words instead of an exception from deep within. */
const explained = (code) => `${banner}(()=>{"use strict";try{${code.replace(/^"use strict";/, '')}}catch(e){
if(!/createPolicy|[Tt]rusted ?[Tt]ype/.test(String(e)))throw e;
console.error('DMEX cannot start: the Content-Security-Policy of this page lists its Trusted Types policies, and "lit-html" is not among them. Add it: "trusted-types lit-html".',e)
}})();\n`

const buildScript = async () => {
  const contents = ['script', ...elements.map(({ name }) => `define/${name}`)].map((path) => `import './${path}.js'`)
  const { outputFiles } = await build({
    ...common,
    stdin: { contents: contents.join('\n'), resolveDir: join(home, 'src'), loader: 'ts' },
    format: 'iife',
    define: { ...common.define, DMEX_FILES: JSON.stringify(pick(hashes(), /^locales\//)) },
    plugins: [localesApart],
  })
  keep('dmex.min.js', explained(outputFiles[0].text))
}

const pick = (record, pattern) => Object.fromEntries(Object.entries(record).filter(([key]) => pattern.test(key)))

/** The modules that the loader fetches, and which ones each element needs. */
const buildElements = async () => {
  const start = `export { readScript } from './base/settings.js'; export { loadLocalesWith } from './locales/load.js'`
  const virtual = {
    name: 'start',
    setup: ({ onResolve, onLoad }) => {
      onResolve({ filter: /^dmex:start$/ }, ({ path }) => ({ path, namespace: 'dmex' }))
      onLoad({ filter: /.*/, namespace: 'dmex' }, () => ({ contents: start, resolveDir: join(home, 'src') }))
    },
  }
  const result = await build({
    ...common,
    entryPoints: [
      { in: 'dmex:start', out: 'elements/start' },
      ...elements.map(({ name }) => ({ in: `src/define/${name}.ts`, out: `elements/${name}` })),
    ],
    chunkNames: 'elements/[hash]',
    format: 'esm',
    splitting: true,
    plugins: [localesApart, virtual],
  })
  keepAll(result)
  const imports = new Map(
    Object.entries(result.metafile.outputs).map(([path, output]) => [
      relative(out, join(home, path)).replaceAll('\\', '/'),
      output.imports.filter(({ external }) => !external),
    ]),
  )
  const keyOf = (path) => relative(out, join(home, path)).replaceAll('\\', '/')
  const reach = (entry, kinds, found = new Set()) => {
    if (found.has(entry)) return found
    found.add(entry)
    for (const { path, kind } of imports.get(entry) ?? []) if (kinds.includes(kind)) reach(keyOf(path), kinds, found)
    return found
  }
  return Object.fromEntries(
    elements.map(({ name, tag }) => {
      const now = reach(`elements/${name}.js`, ['import-statement'])
      const all = reach(`elements/${name}.js`, ['import-statement', 'dynamic-import'])
      return [tag, { now: [...now], later: [...all].filter((path) => !now.has(path)) }]
    }),
  )
}

const buildLoader = async (tags) => {
  const { outputFiles } = await build({
    ...common,
    entryPoints: ['src/loader.ts'],
    format: 'iife',
    define: {
      ...common.define,
      DMEX_FILES: JSON.stringify(pick(hashes(), /^(locales|elements)\//)),
      DMEX_TAGS: JSON.stringify(tags),
    },
  })
  keep('dmex.loader.js', banner + outputFiles[0].text)
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
