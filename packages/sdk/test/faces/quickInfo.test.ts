import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

const file = fileURLToPath(new URL('./hover.ts', import.meta.url))
const code = `
import type { Config } from '@wagmi/core'
import type { DmexActions } from '../../src/client/index.js'
import { buyHashpower as direct } from '../../src/mint/index.js'
import { buyHashpower as wagmi } from '../../src/wagmi/mint.js'
declare const dmex: DmexActions
dmex.mint.buyHashpower
direct
wagmi
`

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  strict: true,
  skipLibCheck: true,
}

/** An editor's language service over one file. */
const service = ts.createLanguageService({
  getCompilationSettings: () => options,
  getScriptFileNames: () => [file],
  getScriptVersion: () => '1',
  getScriptSnapshot: (path) => {
    const text = path === file ? code : ts.sys.readFile(path)
    return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text)
  },
  getCurrentDirectory: () => process.cwd(),
  getDefaultLibFileName: ts.getDefaultLibFilePath,
  fileExists: (path) => path === file || ts.sys.fileExists(path),
  readFile: ts.sys.readFile,
  readDirectory: ts.sys.readDirectory,
  directoryExists: ts.sys.directoryExists,
  getDirectories: ts.sys.getDirectories,
})

/** What an editor shows at the last mention of a name. */
function hover(name: string): string {
  const info = service.getQuickInfoAtPosition(file, code.lastIndexOf(name) + 1)
  return ts.displayPartsToString(info?.documentation)
}

describe('hovering over an action in an editor', () => {
  it('shows the same documentation on every face', () => {
    const documentation = hover('direct')
    expect(documentation).toMatch(/^Buys units of a series/)
    expect(hover('buyHashpower')).toBe(documentation)
    expect(hover('wagmi')).toBe(documentation)
  })
})
