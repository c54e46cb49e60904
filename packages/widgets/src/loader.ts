// `dmex.loader.js`: looks which elements a page uses, and fetches those alone, from next to itself.
import { importChecked, preload } from './base/importChecked.js'
import { ownScript, urlOf } from './base/ownScript.js'
import type { readScript } from './base/settings.js'
import type { loadLocalesWith } from './locales/load.js'

/** What an element is made of: its own module first, then what that imports, then what it imports later. */
interface Parts {
  readonly now: readonly string[]
  readonly later: readonly string[]
}

/** Filled in by the build: hashes of all files, and the files of each tag. */
declare const DMEX_FILES: Readonly<Record<string, string>>
declare const DMEX_TAGS: Readonly<Record<string, Parts>>

interface Start {
  readonly readScript: typeof readScript
  readonly loadLocalesWith: typeof loadLocalesWith
}

const script = ownScript('dmex.loader.js')
const base = urlOf(script)
const asked = new Set<string>()

let start: Promise<void> | undefined

/** Settings of the tag and languages, before the first element. */
function prepare(): Promise<void> {
  start ??= importChecked<Start>(base, 'elements/start.js', DMEX_FILES).then(({ readScript, loadLocalesWith }) => {
    readScript(script)
    loadLocalesWith((name) => importChecked(base, `locales/${name}.js`, DMEX_FILES))
  })
  return start
}

async function load({ now, later }: Parts): Promise<void> {
  await Promise.all([...now.map((path) => preload(base, path, DMEX_FILES)), prepare()])
  const [own = ''] = now
  await import(new URL(own, base).href)
  for (const path of later) preload(base, path, DMEX_FILES, 'low').catch(() => {})
}

function look(root: Element): void {
  for (const { localName } of [root, ...root.querySelectorAll('*')]) {
    const parts = DMEX_TAGS[localName]
    if (!parts || asked.has(localName)) continue
    asked.add(localName)
    load(parts).catch((error: unknown) => {
      // Asked for again when the next one of its kind is added.
      asked.delete(localName)
      // biome-ignore lint/suspicious/noConsole: whoever built the page must learn of it, and nobody else
      console.error(`<${localName}> does not work: ${String(error)}`)
    })
  }
}

look(document.documentElement)
new MutationObserver((changes) => {
  for (const { addedNodes } of changes) for (const node of addedNodes) if (node instanceof Element) look(node)
}).observe(document.documentElement, { childList: true, subtree: true })
