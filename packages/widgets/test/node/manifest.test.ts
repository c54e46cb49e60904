import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { ElementClass } from '../../src/base/defineElement.js'

const home = fileURLToPath(new URL('../../', import.meta.url))
const read = (path: string): string => readFileSync(join(home, path), 'utf8')

interface Described {
  readonly name: string
  readonly description?: string
  readonly type?: { readonly text: string }
}
interface Declaration extends Described {
  readonly tagName: string
  readonly summary?: string
  readonly members: readonly (Described & { readonly kind: string; readonly static?: boolean })[]
  readonly attributes: readonly Described[]
  readonly events: readonly Described[]
  readonly slots?: readonly Described[]
  readonly cssParts?: readonly Described[]
  readonly cssProperties?: readonly Described[]
}
const { modules } = JSON.parse(read('custom-elements.json')) as {
  readonly modules: readonly { readonly path: string; readonly declarations: readonly Declaration[] }[]
}
const { exports } = JSON.parse(read('package.json')) as { readonly exports: Readonly<Record<string, unknown>> }

/** Files of an element's folder. Elements that share one are looked at together. */
const sourcesIn = (folder: string): string =>
  readdirSync(join(home, folder))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => read(join(folder, file)).replaceAll(/\/\*\*[\s\S]*?\*\//g, ''))
    .join('\n')

const all = (text: string, pattern: RegExp): string[] =>
  [...new Set([...text.matchAll(pattern)].map(([, found]) => found ?? ''))].sort()
const names = (described: readonly Described[] = []): string[] => described.map(({ name }) => name)

const folders = new Map<string, (typeof modules)[number][]>()
for (const module of modules) folders.set(dirname(module.path), [...(folders.get(dirname(module.path)) ?? []), module])

/** What is registered along with an element. */
const tagsOf = (element: ElementClass | undefined): string[] =>
  Object.entries(element?.dependencies ?? {}).flatMap(([tag, dependency]) => [tag, ...tagsOf(dependency)])

/** Colours and sizes that all elements share; README.md has them. */
const theme = new Set(all(read('src/styles/tokens.ts') + read('src/styles/surface.ts'), /var\(\s*(--dmex-[\w-]+)/g))

describe.each([...folders].map(([folder, parts]) => ({ folder: folder.replace('dist/', 'src/'), parts })))(
  'what is written about $folder',
  ({ folder, parts }) => {
    const source = sourcesIn(folder)
    const elements = parts.flatMap(({ declarations }) => declarations)
    const documented = (of: (element: Declaration) => readonly Described[] | undefined): string[] => [
      ...new Set(elements.flatMap((element) => names(of(element)))),
    ]

    it('names every part of its templates', () => {
      const used = all(source, /\bpart="([^"]+)"/g).flatMap((value) =>
        value.replaceAll(/\$\{[^}]*\}/g, ' ').split(/\s+/),
      )
      expect(documented(({ cssParts }) => cssParts)).toEqual(expect.arrayContaining(used.filter(Boolean)))
    })

    it('names every slot', () => {
      const used = [...source.matchAll(/<slot\b([^>]*)>/g)].map(
        ([, attributes = '']) => /name="([^"]+)"/.exec(attributes)?.[1] ?? '',
      )
      expect(documented(({ slots }) => slots)).toEqual(expect.arrayContaining(used))
    })

    it('names every event, and what it carries', () => {
      const fired = all(source, /(?:emit(?:<[^(]*>)?|new CustomEvent)\(\s*'(dmex-[\w-]+)'/g)
      const announced = source.includes('new TransactionController(') ? ['dmex-before-tx'] : []
      expect(documented(({ events }) => events)).toEqual(expect.arrayContaining([...fired, ...announced]))
      for (const { name, type, description } of elements.flatMap(({ events }) => events)) {
        expect(type?.text, `the type of ${name}`).toMatch(/^CustomEvent<.+>$/)
        expect(description, name).toBeTruthy()
      }
    })

    it('names every custom property that is its own', () => {
      const used = all(source, /var\(\s*(--dmex-[\w-]+)/g).filter((name) => !theme.has(name))
      expect(documented(({ cssProperties }) => cssProperties)).toEqual(expect.arrayContaining(used))
    })

    it('explains each element, attribute and property', () => {
      for (const { tagName, description, summary, attributes, members } of elements) {
        expect(summary, `@summary of ${tagName}`).toBeTruthy()
        expect(description, tagName).toBeTruthy()
        for (const each of [...attributes, ...members.filter(({ kind }) => kind === 'field')])
          expect(each.description, `${tagName} ${each.name}`).toBeTruthy()
      }
    })

    it('registers the elements that it draws with', async () => {
      const drawn = all(source, /<(dmex-[\w-]+)/g).filter((tag) => !elements.some(({ tagName }) => tagName === tag))
      const registered = await Promise.all(
        parts.map(async ({ path, declarations }) => {
          const module = (await import(join(home, path))) as Readonly<Record<string, ElementClass>>
          return declarations.flatMap(({ name }) => tagsOf(module[name]))
        }),
      )
      expect(registered.flat()).toEqual(expect.arrayContaining(drawn))
    })

    it('can be imported, with and without registering', () => {
      for (const { tagName } of elements) {
        const name = tagName.slice('dmex-'.length)
        expect(Object.keys(exports)).toEqual(expect.arrayContaining([`./${name}`, `./${name}/element`]))
      }
    })
  },
)
