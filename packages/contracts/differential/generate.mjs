// Writes the random histories that the differential test replays: what is done, and what the model says comes of it.
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const here = fileURLToPath(new URL('.', import.meta.url))
const directory = join(here, '../cache/differential')
const outfile = join(here, '../cache/differential.mjs')

await build({
  entryPoints: [join(here, 'write.ts')],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  logLevel: 'warning',
})
const { writeHistories } = await import(pathToFileURL(outfile).href)
for (const line of writeHistories(directory)) console.log(line)
