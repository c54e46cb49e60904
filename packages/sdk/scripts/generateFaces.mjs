// Writes the faces of every action that are not its own: `DmexActions`, the type of the decorator, and `wagmi/<module>`. Mapped
// types would lose each action's documentation in editors, so the documentation is carried over here. Run by the build.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const src = fileURLToPath(new URL('../src/', import.meta.url))
const notModules = [
  'chains',
  'client',
  'core',
  'deploy',
  'errors',
  'flows',
  'generated',
  'internal',
  'query',
  'testing',
  'wagmi',
]

const modules = readdirSync(src, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !notModules.includes(entry.name))
  .map(({ name }) => name)
  .filter((name) => existsSync(join(src, name, 'index.ts')))
  .sort()

/** The comment right before a statement, without its example: on another face the example would be wrong. */
const docOf = (file, statement) => {
  const ranges = ts.getLeadingCommentRanges(file.text, statement.getFullStart()) ?? []
  const last = ranges.at(-1)
  const text = last ? file.text.slice(last.pos, last.end) : ''
  if (!text.startsWith('/**')) return []
  return text
    .replace(/^\/\*\*\s?|\s*\*\/$/g, '')
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, ''))
    .join('\n')
    .replace(/\n?@example[\s\S]*$/, '')
    .trim()
    .split('\n')
}

/** Exported constants of a module that a factory made, with their documentation. */
const actionsOf = (module) =>
  readdirSync(join(src, module))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && file !== 'index.ts')
    .sort()
    .flatMap((name) => {
      const file = ts.createSourceFile(
        name,
        readFileSync(join(src, module, name), 'utf8'),
        ts.ScriptTarget.ES2022,
        true,
      )
      return file.statements.flatMap((statement) => {
        const exported =
          ts.isVariableStatement(statement) &&
          statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
        if (!exported) return []
        return statement.declarationList.declarations
          .filter(
            ({ initializer }) =>
              initializer && /^define(Write|Read|List)$/.test(initializer.expression?.getText() ?? ''),
          )
          .map((declaration) => ({ name: declaration.name.getText(), doc: docOf(file, statement) }))
      })
    })

const comment = (lines, indent = '') =>
  [`${indent}/**`, ...lines.map((line) => `${indent} *${line ? ` ${line}` : ''}`), `${indent} */`].join('\n')

const header = '// Written by scripts/generateFaces.mjs from the modules. Do not edit.\n'
const pascal = (name) => name[0].toUpperCase() + name.slice(1)
const all = modules.map((module) => ({ module, actions: actionsOf(module) }))

const decorator = `${header}
${all.map(({ module }) => `import type * as ${module} from '../${module}/index.js'`).join('\n')}
import type { Bound } from './bind.js'

${all
  .map(
    ({ module, actions }) => `/** The actions of \`@dmex/sdk/${module}\`, with their client settled. */
export interface ${pascal(module)}Actions {
${actions.map(({ name, doc }) => `${comment(doc, '  ')}\n  readonly ${name}: Bound<typeof ${module}.${name}>`).join('\n')}
}`,
  )
  .join('\n\n')}

/** Every action of the protocol, by module. */
export interface DmexActions {
${all.map(({ module }) => `  readonly ${module}: ${pascal(module)}Actions`).join('\n')}
}

`

const binding = `${header}
import type { DmexClient } from '../core/types.js'
${all.map(({ module }) => `import * as ${module} from '../${module}/index.js'`).join('\n')}
import { bindAll } from './bind.js'
import type { DmexActions, ${all.map(({ module }) => `${pascal(module)}Actions`).join(', ')} } from './generated.js'

/** Settles the client of every action. */
export function bindModules(client: DmexClient): DmexActions {
  return {
${all.map(({ module }) => `    ${module}: bindAll(client, ${module}) as ${pascal(module)}Actions,`).join('\n')}
  }
}
`

const wagmiExample = (module, name) => [
  '',
  '@example',
  '```ts',
  `import { ${name} } from '@dmex/sdk/wagmi/${module}'`,
  "import type { Config } from '@wagmi/core'",
  '',
  `export const run = (config: Config, args: Parameters<typeof ${name}>[1]) => ${name}(config, args)`,
  '```',
]

const wagmi = ({ module, actions }) => `${header}
import {
${actions.map(({ name }) => `  ${name} as ${name}Action,`).join('\n')}
} from '../${module}/index.js'
import { type Over, withConfig } from './withConfig.js'

${actions
  .map(
    ({ name, doc }) =>
      `${comment([...doc, ...wagmiExample(module, name)])}\nexport const ${name}: Over<typeof ${name}Action> = /*#__PURE__*/ withConfig(${name}Action)`,
  )
  .join('\n\n')}
`

const files = new Map([
  ['client/generated.ts', decorator],
  ['client/bindModules.ts', binding],
  ...all.map((entry) => [`wagmi/${entry.module}.ts`, wagmi(entry)]),
])
for (const [path, text] of files) {
  const file = join(src, path)
  mkdirSync(dirname(file), { recursive: true })
  // Touches only what changed, so that a watcher and the next build find nothing to do.
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text)
}
const handWritten = ['index.ts', 'withConfig.ts']
for (const name of readdirSync(join(src, 'wagmi')))
  if (!handWritten.includes(name) && !files.has(`wagmi/${name}`)) rmSync(join(src, 'wagmi', name))
