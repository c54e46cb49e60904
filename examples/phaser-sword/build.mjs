// Bundles the page into `dist`: static files that any server can serve, also under a policy of `script-src 'self'`.
import { cp, rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url))

await rm(here('dist'), { recursive: true, force: true })
await build({
  entryPoints: [here('src/main.ts')],
  outdir: here('dist'),
  entryNames: 'game',
  bundle: true,
  splitting: true,
  minify: true,
  sourcemap: true,
  format: 'esm',
  target: 'es2022',
  conditions: ['browser', 'production'],
})
for (const file of ['index.html', 'style.css']) await cp(here(`src/${file}`), here(`dist/${file}`))
