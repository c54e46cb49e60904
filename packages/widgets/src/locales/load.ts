import { english } from './en/index.js'
import type { Messages } from './types.js'

/** The languages that there are. */
export type LocaleName = 'en' | 'zh-Hans' | 'zh-Hant' | 'ar'

const loaded = new Map<LocaleName, Messages>([['en', english]])
const loading = new Map<LocaleName, Promise<void>>()

type Loader = (name: Exclude<LocaleName, 'en'>) => Promise<{ readonly messages: Messages }>

let load: Loader = (name) => {
  switch (name) {
    case 'zh-Hans':
      return import('./zh-Hans/index.js')
    case 'zh-Hant':
      return import('./zh-Hant/index.js')
    case 'ar':
      return import('./ar/index.js')
  }
}

/** Where languages come from in a build that is one file: next to that file. */
export function loadLocalesWith(loader: Loader): void {
  load = loader
}

/** Which language serves a language tag: `zh-TW` and `zh-HK` are written in traditional characters, other `zh` in simplified ones. */
export function localeFor(tag: string): LocaleName {
  const [language = '', ...rest] = tag.toLowerCase().split(/[-_]/)
  if (language === 'ar') return 'ar'
  if (language !== 'zh') return 'en'
  return rest.includes('hant') || (!rest.includes('hans') && rest.some((part) => /^(tw|hk|mo)$/.test(part)))
    ? 'zh-Hant'
    : 'zh-Hans'
}

/** A language that has arrived already. */
export function loadedLocale(name: LocaleName): Messages | undefined {
  return loaded.get(name)
}

/** Loads a language once. One that can't be loaded leaves the page in English, and is tried again by the next element. */
export function loadLocale(name: LocaleName): Promise<void> {
  if (name === 'en' || loaded.has(name)) return Promise.resolve()
  const known = loading.get(name)
  if (known !== undefined) return known
  const started = load(name)
    .then(({ messages }) => {
      loaded.set(name, messages)
    })
    .catch(() => {
      loading.delete(name)
    })
  loading.set(name, started)
  return started
}
