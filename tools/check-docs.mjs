// Every exported name of every published entry point has TSDoc, everything callable has an @example, and every example
// compiles. Reads the declarations in `dist`: what a user's editor shows is what is checked.
//
// All examples form one TypeScript program. A package may declare names that its examples take for granted (a client, a
// deployment) in `examples.d.ts` beside its package.json.
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import ts from 'typescript'
import { CheckFailed, entryPointsOf, publishable, root, runCheck } from './lib/workspace.mjs'

/** Inside the package, so that an example finds the package's own development dependencies. */
const examplesOf = (directory) => join(directory, '.check/examples')
const shownProblems = 50

const compilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'],
  types: ['node'],
  typeRoots: [join(root, 'node_modules/@types')],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  moduleDetection: ts.ModuleDetectionKind.Force,
  skipLibCheck: true,
  noEmit: true,
}

const entryPoints = publishable().flatMap(({ directory, manifest }) =>
  entryPointsOf(manifest).map(({ specifier, types }) => ({ directory, specifier, file: join(directory, types) })),
)

const textOf = (parts) => (typeof parts === 'string' ? parts : ts.displayPartsToString(parts))

const codeBlocks = (text) => [...text.matchAll(/```(?:ts|tsx|typescript)?\n([\s\S]*?)```/g)].map(([, code]) => code)

/** The symbol that an export stands for, its documentation, and whether it can be called. */
const inspect = (checker, exported) => {
  const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported
  const isValue = Boolean(symbol.flags & ts.SymbolFlags.Value)
  const callable = isValue && checker.getTypeOfSymbol(symbol).getCallSignatures().length > 0
  const tags = symbol.getJsDocTags(checker)
  return {
    symbol,
    callable,
    summary: textOf(symbol.getDocumentationComment(checker)).trim(),
    examples: tags.filter(({ name }) => name === 'example').map(({ text }) => textOf(text ?? [])),
  }
}

const collect = (program) => {
  const checker = program.getTypeChecker()
  const problems = []
  const examples = []
  const seen = new Set()
  const counts = { names: 0, callables: 0 }

  for (const { specifier, file, directory } of entryPoints) {
    const source = program.getSourceFile(file)
    const module = source && checker.getSymbolAtLocation(source)
    if (!module) {
      problems.push(
        `${specifier}: ${existsSync(file) ? 'exports nothing' : `${relative(root, file)} is missing, build first`}`,
      )
      continue
    }
    for (const exported of checker.getExportsOfModule(module)) {
      const { symbol, callable, summary, examples: own } = inspect(checker, exported)
      const name = `${specifier} ${exported.name}`
      if (seen.has(symbol)) continue
      seen.add(symbol)
      counts.names += 1
      if (callable) counts.callables += 1
      if (!summary) problems.push(`${name}: no TSDoc. Say in one sentence, verb first, what it does.`)
      if (callable && own.length === 0) problems.push(`${name}: no @example. Show one call that compiles.`)
      for (const [index, text] of own.entries()) {
        const blocks = codeBlocks(text)
        if (blocks.length === 0) problems.push(`${name}: @example ${index + 1} has no \`\`\`ts block.`)
        for (const code of blocks) examples.push({ name, code, directory })
      }
    }
  }
  return { problems, examples, counts }
}

const writeExamples = (examples) => {
  for (const { directory } of entryPoints) {
    rmSync(examplesOf(directory), { recursive: true, force: true })
    mkdirSync(examplesOf(directory), { recursive: true })
  }
  return examples.map((example, index) => {
    const slug = example.name.replace(/[^\w]+/g, '-').replace(/^-/, '')
    const file = join(examplesOf(example.directory), `${slug}-${index}.ts`)
    writeFileSync(file, `${example.code}\nexport {}\n`)
    return { ...example, file }
  })
}

const typeCheck = (written) => {
  const preludes = [...new Set(written.map(({ directory }) => join(directory, 'examples.d.ts')))].filter(existsSync)
  const program = ts.createProgram([...written.map(({ file }) => file), ...preludes], compilerOptions)
  const byFile = new Map(written.map((example) => [example.file, example]))
  return ts.getPreEmitDiagnostics(program).map((diagnostic) => {
    const message = ts.flattenDiagnosticMessageText(diagnostic.messageText, ' ')
    if (!diagnostic.file) return message
    const { line } = diagnostic.file.getLineAndCharacterOfPosition(diagnostic.start ?? 0)
    const example = byFile.get(diagnostic.file.fileName)
    return example
      ? `${example.name}: line ${line + 1} of its example: ${message}`
      : `${relative(root, diagnostic.file.fileName)}:${line + 1}: ${message}`
  })
}

await runCheck('docs', () => {
  const program = ts.createProgram(
    entryPoints.map(({ file }) => file),
    compilerOptions,
  )
  const { problems, examples, counts } = collect(program)
  const all = [...problems, ...typeCheck(writeExamples(examples))]
  for (const problem of all.slice(0, shownProblems)) console.error(problem)
  if (all.length > shownProblems) console.error(`... and ${all.length - shownProblems} more`)
  if (all.length > 0) throw new CheckFailed(`${all.length} problems in the documentation of the exports.`)
  console.log(
    `docs: ${counts.names} exported names documented, ${counts.callables} callable, ${examples.length} examples compiled`,
  )
})
