// The top of `dmex.min.js`: everything in one file. What registers the elements is appended by scripts/buildCdn.mjs.

import { importChecked } from './base/importChecked.js'
import { ownScript, urlOf } from './base/ownScript.js'
import { readScript } from './base/settings.js'
import { loadLocalesWith } from './locales/load.js'

/** Paths of files next to this one, with their hashes. Filled in by the build. */
declare const DMEX_FILES: Readonly<Record<string, string>>

const script = ownScript('dmex.min.js')
readScript(script)
loadLocalesWith((name) => importChecked(urlOf(script), `locales/${name}.js`, DMEX_FILES))
