// The generated TypeScript. It is type-checked with everything else: an event whose type is not exported does not build.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path/posix'
import { home } from '../manifest.mjs'

const header = '// Written by scripts/describe.mjs'

/** Names that a type text may use without an import. */
const global = new Set([
  'CustomEvent',
  'Event',
  'Readonly',
  'ReadonlyArray',
  'Record',
  'Partial',
  'Array',
  'Promise',
  'Error',
])

/** Where a name comes from that a module uses: itself, what it imports, its folder, or what the package exports to everybody. */
const homeOf = (module, name) => {
  const folder = readdirSync(join(home, dirname(module))).filter((file) => /(?<!\.test)\.ts$/.test(file))
  const places = [module, ...folder.map((file) => join(dirname(module), file)), 'src/index.ts']
  const found = places.map((place) => exporterOf(place, name)).find((place) => place !== undefined)
  if (!found) throw new Error(`${module} has an event of the type ${name}, which nothing exports. Export it there.`)
  return found
}

const exporterOf = (module, name) => {
  const text = readFileSync(join(home, module), 'utf8')
  if (new RegExp(`export (?:interface|type|class|const) ${name}\\b`).test(text)) return module
  for (const [, names, from] of text.matchAll(/(?:import|export) (?:type )?\{([^}]*)\} from '([^']+)'/g)) {
    if (!names.split(',').some((each) => each.trim().replace(/^type /, '') === name)) continue
    return from.startsWith('.') ? join(dirname(module), from).replace(/\.js$/, '.ts') : from
  }
  return undefined
}

const importPath = (from, module) => {
  if (!module.endsWith('.ts')) return module
  const path = relative(dirname(from), module).replace(/\.ts$/, '.js')
  return path.startsWith('.') ? path : `./${path}`
}

const imports = (from, named) => {
  const byModule = new Map()
  for (const { module, name } of named) byModule.set(module, (byModule.get(module) ?? new Set()).add(name))
  return [...byModule]
    .map(([module, names]) => `import type { ${[...names].sort().join(', ')} } from '${importPath(from, module)}'`)
    .sort()
    .join('\n')
}

const textOf = ({ description, summary }) => (summary ?? description ?? '').replaceAll(/\s+/g, ' ').trim()

const settable = ({ members = [] }) =>
  members
    .filter(({ kind, static: isStatic, readonly }) => kind === 'field' && !isStatic && !readonly)
    .map(({ name }) => name)

const eventType = ({ type }) => type?.text ?? 'CustomEvent<undefined>'

/** What every framework's types are made of. */
export const writeContract = (elements) => {
  const file = 'src/generated/elements.ts'
  const used = elements.flatMap(({ module, className, events }) => [
    { module, name: className },
    ...events.flatMap((event) =>
      [...eventType(event).matchAll(/\b[A-Z]\w*/g)]
        .map(([name]) => name)
        .filter((name) => !global.has(name))
        .map((name) => ({ module: homeOf(module, name), name })),
    ),
  ])
  const body = (line) => elements.map(line).join('\n')
  return `${header}
${imports(file, used)}

/** The elements, by tag. */
export interface Elements {
${body(({ tag, className, ...element }) => `  /** ${textOf(element)} */\n  '${tag}': ${className}`)}
}

/** What can be set on each element. */
export interface ElementProps {
${body((element) => `  '${element.tag}': Settable<${element.className}, ${union(settable(element))}>`)}
}

type Settable<Element, Names extends keyof Element> = { [Name in Names]?: Element[Name] | undefined }

/** The events of each element. */
export interface ElementEvents {
${body(({ tag, events }) =>
  events.length === 0
    ? `  '${tag}': Record<never, never>`
    : `  '${tag}': {
${events.map((event) => `    /** ${textOf(event)} */\n    '${event.name}': ${eventType(event)}`).join('\n')}
  }`,
)}
}
`
}

const union = (names) => names.map((name) => `'${name}'`).join(' | ')

const camel = (event) => `on${event.replaceAll(/(?:^|-)(\w)/g, (_, letter) => letter.toUpperCase())}`

/** Components for React, which are dropped by a bundler where nobody uses them. */
export const writeComponents = (elements) => {
  const lines = elements.map(({ tag, className, events, ...element }) => {
    const map = events.map(({ name }) => `${camel(name)}: '${name}'`).join(', ')
    return `/**
 * ${textOf(element)} See \`<${tag}>\`.
 *
 * @example
 * \`\`\`ts
 * import { ${className} } from '@dmex/widgets/react'
 * import { createElement } from 'react'
 *
 * const element = createElement(${className}, { theme: 'dark' })
 * \`\`\`
 */
export const ${className}: Wrapped<'${tag}'> = /* @__PURE__ */ wrap('${tag}', ${className}Element, ${map ? `{ ${map} }` : '{}'})`
  })
  const classes = elements
    .map(
      ({ module, className }) =>
        `import { ${className} as ${className}Element } from '${importPath('src/react/index.ts', module)}'`,
    )
    .sort()
  return `'use client'
${header}
${classes.join('\n')}
import { type Wrapped, wrap } from './wrap.js'

export type { Wrapped } from './wrap.js'

${lines.join('\n\n')}
`
}
