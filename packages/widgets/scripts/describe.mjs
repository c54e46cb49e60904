// Writes what is known about the elements for those who use them: the manifest, the types that JSX, Vue, Svelte and React share,
// components for React, the tables of elements.md, llms.txt, and data for editors. Run by the build, before everything else.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { writeComponents, writeContract } from './describe/code.mjs'
import { writeEditorData, writeLlms, writeTables } from './describe/prose.mjs'
import { home, readManifest, registered } from './manifest.mjs'

const write = (path, text) => {
  const file = join(home, path)
  mkdirSync(dirname(file), { recursive: true })
  // A file that stays the same keeps its time, so that nothing is built again for it.
  if (textOf(file) !== text) writeFileSync(file, text)
}

const textOf = (file) => {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

const manifest = await readManifest()
const elements = registered().map((element, index) => ({ ...manifest.modules[index].declarations[0], ...element }))

/** What a page is made for comes first, what those elements are made of after it. */
const flows = ['connect', 'buy', 'claim', 'portfolio', 'yield-chart', 'provider']
const rank = ({ name }) => (flows.includes(name) ? flows.indexOf(name) : flows.length)
const ranked = elements.toSorted((a, b) => rank(a) - rank(b))

write('custom-elements.json', `${JSON.stringify(manifest, undefined, 2)}\n`)
write('src/generated/elements.ts', writeContract(elements))
write('src/react/index.ts', writeComponents(elements))
write('elements.md', writeTables(ranked))
write('llms.txt', writeLlms(ranked))
write('vscode.html.json', writeEditorData(ranked))
