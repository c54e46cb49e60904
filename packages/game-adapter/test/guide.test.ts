import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import ts from 'typescript'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'

const guide = new URL('../../../docs/guides/game.md', import.meta.url)
/** Inside the package, so that the guide's code finds what the package has installed. */
const folder = new URL('../node_modules/.dmex-guide/', import.meta.url)

describe('the guide', () => {
  let blocks: string[]
  beforeAll(async () => {
    blocks = [...(await readFile(guide, 'utf8')).matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code = '']) => code)
    await mkdir(folder, { recursive: true })
    await Promise.all(blocks.map((code, index) => writeFile(new URL(`${index}.mts`, folder), code)))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('has code that compiles', () => {
    const files = blocks.map((_, index) => fileURLToPath(new URL(`${index}.mts`, folder)))
    const program = ts.createProgram(files, {
      strict: true,
      exactOptionalPropertyTypes: true,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      target: ts.ScriptTarget.ES2022,
      lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'],
      types: ['node'],
      skipLibCheck: true,
      noEmit: true,
    })
    const problems = ts.getPreEmitDiagnostics(program)
    expect(problems.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([])
    expect(blocks.length).toBeGreaterThanOrEqual(4)
  })

  it('has code for the first half hour that runs and says what it says', async () => {
    const said: unknown[] = []
    const log = vi.spyOn(console, 'log').mockImplementation((what) => void said.push(what))
    try {
      for (const [index, code] of blocks.slice(0, 2).entries()) {
        const file = new URL(`${index}.mjs`, folder)
        const { outputText } = ts.transpileModule(code, {
          compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
        })
        await writeFile(file, outputText)
        await import(/* @vite-ignore */ pathToFileURL(fileURLToPath(file)).href)
      }
    } finally {
      log.mockRestore()
    }
    expect(said).toEqual(['attack 10 -> 16', 'cached', ['NotSealed']])
  })
})
