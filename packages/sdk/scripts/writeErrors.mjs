// Writes docs/errors.md: every code that a DmexError can carry, what it means and what to do. `docsPath` of an error leads there.
// The contracts' errors come from their NatSpec, the SDK's own from the comments of `SdkErrorArgs`. Run by the build.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { errorCatalogue } from '@dmex/contracts-abi/errors/all'
import ts from 'typescript'

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url))

const source = path('../src/errors/DmexError.ts')
const file = ts.createSourceFile(source, readFileSync(source, 'utf8'), ts.ScriptTarget.ES2022, true)
const codes = file.statements.find(
  (statement) => ts.isInterfaceDeclaration(statement) && statement.name.text === 'SdkErrorArgs',
)

const own = codes.members.map((member) => ({
  code: member.name.getText(),
  message: ts
    .getJSDocCommentsAndTags(member)
    .map(({ comment }) => comment)
    .join(' '),
  args: ts.isTypeLiteralNode(member.type)
    ? member.type.members.map((field) => `${field.name.getText()}: ${field.type.getText()}`)
    : [],
}))

const contracts = errorCatalogue.map(({ abi, message, selector }) => ({
  code: abi.name,
  message,
  args: abi.inputs.map(({ type, name }) => (name ? `${name}: ${type}` : type)),
  selector,
}))

const section = ({ code, message, args, selector }) =>
  [
    `### ${code}`,
    '',
    message,
    ...(args.length || selector ? [''] : []),
    ...(args.length ? [`- args: ${args.map((arg) => `\`${arg}\``).join(', ')}`] : []),
    ...(selector ? [`- selector: \`${selector}\``] : []),
    '',
  ].join('\n')

const byCode = (a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0)

const text = `<!-- Written by packages/sdk/scripts/writeErrors.mjs. Do not edit. -->

# Errors

Whatever fails in \`@dmex/sdk\` is a \`DmexError\`. Its \`code\` is one of those below, its \`args\` are typed by it, its \`message\` says
what to do, and its \`hash\` names the transaction when one was sent.

\`\`\`ts
import { isDmexError } from '@dmex/sdk/errors'

try {
  await buyHashpower(client, args)
} catch (error) {
  if (isDmexError(error, 'SoldOut')) console.log(\`only \${error.args.left} units are left\`)
  else throw error
}
\`\`\`

## Of the SDK

${own.sort(byCode).map(section).join('\n')}
## Of the contracts

${contracts.sort(byCode).map(section).join('\n')}`

const target = path('../../../docs/errors.md')
if (!existsSync(target) || readFileSync(target, 'utf8') !== text) writeFileSync(target, text)
