// The Custom Elements Manifest: what every element takes, fires and shows, read from its class, its comment and `src/define`.
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cli } from '@custom-elements-manifest/analyzer/cli.js'

export const home = fileURLToPath(new URL('../', import.meta.url))

/** The tags that there are, with where each is registered: one file of `src/define` registers one tag. */
export const registered = () =>
  readdirSync(join(home, 'src/define'))
    .filter((file) => file.endsWith('.ts'))
    .sort()
    .map((file) => {
      const text = readFileSync(join(home, 'src/define', file), 'utf8')
      const [, tag, className] = /^defineElement\('([\w-]+)', (\w+)\)$/m.exec(text) ?? []
      const [, module] = new RegExp(`import \\{ ${className} \\} from '\\.\\./(.+)\\.js'`).exec(text) ?? []
      const name = basename(file, '.ts')
      if (tag !== `dmex-${name}` || !module)
        throw new Error(
          `src/define/${file} must import one class and register it: defineElement('dmex-${name}', ...). It registers ${tag ?? 'nothing'}.`,
        )
      return { name, tag, className, module: `src/${module}.ts` }
    })

const isPublic = ({ privacy, name }) => (privacy === undefined || privacy === 'public') && !name?.startsWith('#')

/** What the base classes share that is no element's own business to explain. */
const ofEveryClass = new Set(['version', 'dependencies', 'shadowRootOptions', 'styles', 'properties'])

const describe = (declaration, { tag }) => {
  const fields = new Map((declaration.members ?? []).map((member) => [member.name, member]))
  const isOpen = ({ fieldName, name }) => isPublic(fields.get(fieldName ?? name) ?? {})
  // `emit(type, ...)` of the base class looks like an event called "type".
  const events = (declaration.events ?? []).filter(({ name }) => name?.startsWith('dmex-'))
  return {
    ...declaration,
    customElement: true,
    tagName: tag,
    members: [...fields.values()]
      .filter((member) => isPublic(member) && !ofEveryClass.has(member.name))
      .map((member) => (isOpenAttribute(declaration, member, isOpen) ? member : withoutAttribute(member))),
    attributes: (declaration.attributes ?? []).filter(isOpen),
    events,
  }
}

const isOpenAttribute = ({ attributes = [] }, { name }, isOpen) =>
  attributes.some((attribute) => attribute.fieldName === name && isOpen(attribute))
const withoutAttribute = ({ attribute: _, reflects: __, ...member }) => member

/** Reads the sources. The modules of the answer are the elements' own, in the order of their tags. */
export const readManifest = async () => {
  const { modules, ...manifest } = await cli({
    argv: ['analyze', '--litelement', '--quiet', '--globs', 'src/{base,elements}/**/*.ts'],
    cwd: home,
    noWrite: true,
  })
  const elements = registered().map((element) => {
    const module = modules.find(({ path }) => path === element.module)
    const declaration = module?.declarations.find(({ name }) => name === element.className)
    if (!declaration) throw new Error(`${element.module} does not export ${element.className}, which src/define names.`)
    return { ...element, declaration: describe(declaration, element) }
  })
  return {
    ...manifest,
    modules: elements.map(({ name, tag, className, module, declaration }) => ({
      kind: 'javascript-module',
      path: `dist/${module.slice('src/'.length, -'.ts'.length)}.js`,
      declarations: [declaration],
      exports: [
        { kind: 'js', name: className, declaration: { name: className } },
        {
          kind: 'custom-element-definition',
          name: tag,
          declaration: { name: className, package: `@dmex/widgets/${name}` },
        },
      ],
    })),
  }
}
